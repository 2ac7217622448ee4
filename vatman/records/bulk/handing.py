"""A card with what is open on it, or all that a colleague has, goes to another: one event each, one undo."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vatman.team.models import Member
from vatman.web.errors import Refused

from ..models.bulk import BulkChange, BulkPart
from ..places import places
from ..search.writing import owing
from .common import Owner
from .running import _settle
from .verb import CARDS, Before

CLIENTS = ("contact", "company")
OPENS: dict[str, Callable[[QuerySet], QuerySet]] = {}  # kind → those of its rows on which something is still to be done


class Handing(Owner, icon="user-share"):
    name, title, of, named = "handing", gettext_lazy("Передать"), (*CARDS, "member"), False

    def give_back(self, before: Before, *, by: Any, origin: str) -> set[int]:
        if self.thing != "note":
            return super().give_back(before, by=by, origin=origin)
        for note in self.model.objects.filter(pk__in=before):
            note.trash(by=by, origin=origin)
        return set(before)


def opens(kind: str) -> Callable[..., Any]:
    """Registers which rows of a kind are open, and so go along with the card they stand on."""

    def keep(function: Callable[[QuerySet], QuerySet]) -> Callable[[QuerySet], QuerySet]:
        OPENS[kind] = function
        return function

    return keep


def holdings(source: Any, by: Any, kinds: set[str]) -> dict[str, list[int]]:
    """Kind → keys of what goes, as far as `by` may give it away: of a member his clients and what is open of `kinds`; of a
    card itself and what is open on it of its owner's."""
    found: dict[str, list[int]] = {}
    if source.thing == "member":
        for kind in (*CLIENTS, *(one for one in OPENS if one in kinds)):
            rows = places()[kind].objects.filter(owner=source)
            found[kind] = _his(kind, OPENS[kind](rows) if kind in OPENS else rows, by)
        return found
    found[source.thing] = _his(source.thing, type(source).objects.filter(pk=source.pk), by)
    for kind in [one for one in OPENS if one in kinds and one != source.thing]:
        if where := _on(places()[kind], found):
            found[kind] = _his(kind, OPENS[kind](places()[kind].objects.filter(where, owner=source.owner_id)), by)
    return found


def _on(model: Any, found: dict[str, list[int]]) -> Q:
    where = Q()
    for thing, ids in found.items():
        try:
            model._meta.get_field(thing)
        except FieldDoesNotExist:
            continue
        where |= Q(**{f"{thing}__in": ids})
    return where


def _his(kind: str, rows: QuerySet, by: Any) -> list[int]:
    seen = rows.filter(pk__in=places()[kind].objects.visible_to(by).values("pk"))
    return list(seen.reached_by(by, by.scope("edit", kind)).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def hand(source: Any, to: Member | None, *, by: Any, kinds: set[str], note: str = "") -> BulkChange:
    """Of a card or of a member; `kinds` of what is open go along («deal», «task»); `note` says why, on the card."""
    if to is not None and (not to.is_active or to.pk == (source.pk if source.thing == "member" else None)):
        raise Refused(fields={"owner": _("Дела передают тому, кто работает")})
    if to is not None and "task" in kinds and not to.may("edit", "task"):
        raise Refused(fields={"owner": _("%(name)s задач не закрывает: передайте без них") % {"name": to}})
    found = holdings(source, by, kinds)
    if not any(found.values()):
        raise Refused(_("Передавать нечего: открытого здесь нет, или менять это не вам"), code="nothing_to_hand")
    why = " ".join(note.replace("\x00", "").split())[:1000]
    words = _("Передача: %(what)s → %(name)s") % {"what": source, "name": to or _("никто")}
    change = BulkChange.objects.create(
        owner=by, of=source.thing, verb=Handing.name, ids=[source.pk], words=f"{words}. {why}"[:300] if why else words[:300],
        values={"to": to and to.pk, "name": str(to or "")}, passed=1, state=BulkChange.State.DONE, finished_at=timezone.now(),
    )  # fmt: skip
    with owing() as owed:
        for kind, ids in found.items():
            _hand_kind(change, kind, ids)
        if why and source.thing in places():
            told = source.add_note(why, by=by, mentions=[to.pk] if to else [])
            BulkPart.objects.create(bulk=change, of="note", before={told.pk: None})
    _settle(owed, change.changed)
    change.save(update_fields=["changed"])
    change.told_done()
    return change


def _hand_kind(change: BulkChange, kind: str, ids: list[int]) -> None:
    verb = Handing(kind, change.values)
    rows = verb.model.objects.filter(pk__in=ids).exclude(owner=change.values["to"])
    before = verb.carry(rows, by=change.owner, origin=change.origin)
    if before:
        BulkPart.objects.create(bulk=change, of=kind, before=before)
        change.changed += len(before)
