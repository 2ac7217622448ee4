"""A change of many cards as it goes: some thousands in one transaction, so that a break loses none and a person sees it advance."""

from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from vatman.events.recording import record

from ..models.bulk import AT_ONCE, BulkChange, BulkPart
from ..search.writing import owing, pay
from .sorting import sort_out
from .verb import VERBS, Verb

CHUNK = 5000
FEW = 100  # of the cards that could not, by their keys


def verb_of(change: BulkChange, of: str = "") -> Verb:
    return VERBS[change.verb](of or change.of, change.values)


def run(change: BulkChange) -> None:
    with translation.override(change.owner.language):
        while _step(change):
            pass


@transaction.atomic
def _step(change: BulkChange) -> bool:
    """The next cards in turn; False when all have been."""
    now = BulkChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if now.state != BulkChange.State.RUNNING:
        return False
    part = now.ids[now.passed : now.passed + CHUNK]
    now.owner = change.owner
    _carry(now, part)
    now.passed += len(part)
    over = now.passed >= now.total
    if over:
        now.state, now.finished_at = BulkChange.State.DONE, timezone.now()
    now.save(update_fields=["passed", "changed", "left", "state", "finished_at"])
    if over and now.changed:
        now.told_done()
    for name in ("passed", "changed", "left", "state", "finished_at"):
        setattr(change, name, getattr(now, name))
    return not over


def _carry(change: BulkChange, ids: list[int]) -> None:
    verb = verb_of(change)
    able, left = sort_out(verb, ids, change.owner)
    with owing() as owed:
        parts = verb.carry_all(verb.model.objects.filter(pk__in=able), by=change.owner, origin=change.origin)
    _settle(owed, change.total)
    for of, before in parts.items():
        if before:
            BulkPart.objects.create(bulk=change, of=of, before=before)
    changed = parts.get(change.of, {})
    change.changed += len(changed)
    for why, keys in left:
        change.left = _added(change.left, why, keys)


def _settle(owed: dict[str, set[int]], total: int) -> None:
    """Search learns of a few at once, of many by a job written in this very transaction."""
    from ..jobs import index_cards

    if total <= AT_ONCE:
        return pay(owed)
    for thing, ids in owed.items():
        index_cards.defer(thing=thing, ids=sorted(ids))
    return None


def _added(left: list[list[Any]], why: str, keys: list[int]) -> list[list[Any]]:
    known = next((one for one in left if one[0] == why), None)
    if known is None:
        return [*left, [why, len(keys), keys[:FEW]]]
    known[1] += len(keys)
    known[2] = (known[2] + keys)[:FEW]
    return left


def take_back(change: BulkChange, *, origin: str = "") -> None:
    """`origin` of the last event says which undo it was."""
    with translation.override(change.owner.language):
        while _back_step(change, origin):
            pass


@transaction.atomic
def _back_step(change: BulkChange, origin: str) -> bool:
    from ..events import BulkUndone

    now = BulkChange.objects.select_for_update(of=("self",)).defer("ids").get(pk=change.pk)
    if now.state != BulkChange.State.UNDOING:
        return False
    part = now.parts.filter(given_back=False).order_by("-pk").first()
    if part is not None:
        _give_back(now, part)
    else:
        now.state, now.undone_at = BulkChange.State.UNDONE, timezone.now()
        kind = BulkUndone(
            title=now.words, of=now.of, given_back=now.changed - now.stayed_count, stayed=now.stayed_count
        )
        record(kind, now, by=now.taken_back_by, origin=origin)
    now.save(update_fields=["passed", "stayed", "stayed_count", "state", "undone_at"])
    for name in ("passed", "stayed", "stayed_count", "state", "undone_at"):
        setattr(change, name, getattr(now, name))
    return part is not None


def _give_back(change: BulkChange, part: BulkPart) -> None:
    before = {int(pk): value for pk, value in part.before.items()}
    with owing() as owed:
        verb = verb_of(change, part.of)
        back = verb.give_back(before, by=change.taken_back_by, origin=f"undo:{change.origin}")
    _settle(owed, change.changed)
    part.given_back = True
    part.save(update_fields=["given_back"])
    if part.of == "note":
        return
    stayed = [pk for pk in before if pk not in back]
    change.passed += len(before)
    change.stayed_count += len(stayed)
    if part.of == change.of:
        change.stayed = (change.stayed + stayed)[:1000]
