"""An import taken back: what it made goes, what it changed gets its value back, what people have touched since stays.

One transaction: the base is either as it was before, or as it is.
"""

from collections import defaultdict
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone, translation

from vatman.clients.models import Company, Contact, Link, Way
from vatman.deals.models import Deal, Source, Stage, StageMove
from vatman.events.recording import record, record_all
from vatman.records.events import Changed
from vatman.records.models import CustomField, Note
from vatman.records.models.search import SearchDocument
from vatman.tasks.models import Task
from vatman.web.errors import Conflict, Refused

from ..events import ImportUndone
from ..models import Import, ImportRow
from .chunk import keep_true
from .touched import Touched, made_by
from .writing import fill_column

MODELS: dict[str, Any] = {
    "contact": Contact,
    "company": Company,
    "deal": Deal,
    "task": Task,
    "note": Note,
    "link": Link,
}
PART = 10_000
LISTED = 1000  # of what stayed, one by one


@transaction.atomic
def undo(load: Import, *, by: Any) -> None:
    if not Import.objects.filter(pk=load.pk).exclude(state=Import.State.UNDONE).update(state=Import.State.UNDONE):
        raise Conflict(code="already_undone")
    with translation.override(load.language):
        touched = Touched(load)
        stayed = _stayed(touched)
        given_back = _give_back(load, by=by)
        gone = _take_away(load, touched, by=by)
        stayed += _forget_words(load, by=by)
    load.state, load.undone_at, load.undone_by, load.stayed = Import.State.UNDONE, timezone.now(), by, stayed[:LISTED]
    load.save(update_fields=["state", "undone_at", "undone_by", "stayed"])
    record(
        ImportUndone(title=load.title, gone=gone, given_back=given_back, stayed=len(stayed)),
        load,
        by=by,
        origin=f"undo:{load.origin}",
    )


def _stayed(touched: Touched) -> list[dict[str, Any]]:
    """Cards that stay, with the reason; their notes and steps are not listed beside them."""
    listed = []
    for thing, kept in touched.stays.items():
        told = {pk: why for pk, why in kept.items() if thing in ("contact", "company", "deal") or why == "people"}
        for card in MODELS[thing].objects.filter(pk__in=list(told)[:LISTED]):
            listed.append({"thing": thing, "id": card.pk, "title": str(card), "why": told[card.pk]})
    return listed


def _give_back(load: Import, *, by: Any) -> int:
    """Fields of cards that were in the base, newest change first, where they still hold what the import put there."""
    changes: dict[str, dict[int, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    rows = ImportRow.objects.filter(load=load, changed__isnull=False).order_by("-pk")
    for changed in rows.values_list("changed", flat=True).iterator():
        for thing, pk, values in changed:
            changes[thing][pk].append(values)
    return sum(_give_back_all(MODELS[thing], cards, load, by=by) for thing, cards in changes.items())


def _give_back_all(model: Any, cards: dict[int, list[dict[str, Any]]], load: Import, *, by: Any) -> int:
    columns: dict[str, list[tuple[int, Any, Any]]] = defaultdict(list)
    events = []
    rows = model.objects.filter(pk__in=list(cards))
    things = list(rows.exclude(origin=load.origin) if hasattr(model, "origin") else rows)
    for thing in things:
        back = _back(thing, cards[thing.pk])
        for column, (now, before) in back.items():
            columns[column].append((thing.pk, now, before))
            setattr(thing, column, before)
        if back and hasattr(thing, "thing"):
            events.append(
                (
                    Changed(
                        before={name: pair[0] for name, pair in back.items()},
                        after={name: pair[1] for name, pair in back.items()},
                    ),
                    thing,
                )
            )
    for column, values in columns.items():
        fill_column(model, column, values)
    record_all(events, by=by, origin=f"undo:{load.origin}")
    keep_true([thing for _kind, thing in events])
    return sum(map(len, columns.values()))


def _back(thing: Any, changes: list[dict[str, Any]]) -> dict[str, tuple[Any, Any]]:
    """Column → (value now, value before the import)."""
    from vatman.records.models.changeable import plain

    back: dict[str, tuple[Any, Any]] = {}
    values: dict[str, Any] = {}
    for change in changes:
        for name, (before, after) in change.items():
            column, _, key = name.partition("__")
            now = values.get(column, getattr(thing, column))
            if key:
                if now.get(key) == after:
                    values[column] = {k: v for k, v in now.items() if k != key} | (
                        {key: before} if before is not None else {}
                    )
            elif plain(now) == after:
                values[column] = thing._meta.get_field(column).to_python(before)
    for column, value in values.items():
        if value != getattr(thing, column):
            back[column] = (getattr(thing, column), value)
    return back


def _take_away(load: Import, touched: Touched, *, by: Any) -> int:
    """Things, and the ways and links it gave to cards that were in the base."""
    made = list(made_by(load))
    _part(load, [pk for thing, pk in made if thing == "link"], touched, by=by)
    _unlearn(load, [pk for thing, pk in made if thing == "way"])
    gone = {thing: touched.gone(thing) for thing in ("note", "task", "deal", "contact", "company")}
    for thing in ("contact", "company", "deal"):
        _delete(SearchDocument.objects.filter(thing=thing), "thing_id", gone[thing])
        for start in range(0, len(gone[thing]), PART):
            ImportRow.objects.filter(**{f"{thing}__in": gone[thing][start : start + PART]}).update(**{thing: None})
    _delete(Note.objects.all(), "pk", gone["note"])
    _delete(Task.objects.all(), "pk", gone["task"])
    _delete(Deal.people.through.objects.all(), "deal", gone["deal"])
    _delete(StageMove.objects.all(), "deal", gone["deal"])
    _retell(load, gone["task"])
    _delete(Deal.objects.all(), "pk", gone["deal"])
    _delete(Deal.people.through.objects.all(), "contact", gone["contact"])
    for thing in ("contact", "company"):
        _delete(Link.objects.all(), thing, gone[thing])
        _delete(Way.objects.all(), thing, gone[thing])
        _delete(MODELS[thing].objects.all(), "pk", gone[thing])
    return sum(map(len, gone.values()))


def _retell(load: Import, _tasks: list[int]) -> None:
    """Deals of the base that this import gave a step, and those that stay, learn what is next now."""
    lost = Deal.objects.filter(next_step_id__isnull=False).exclude(next_step_id__in=Task.objects.open().values("pk"))
    Deal.objects.retell_steps(lost.values_list("pk", flat=True))


def _part(load: Import, links: list[int], touched: Touched, *, by: Any) -> None:
    kept = Link.objects.filter(pk__in=links).exclude(contact__origin=load.origin, company__origin=load.origin)
    kept = kept.exclude(contact__in=touched.stays["contact"], company__in=touched.stays["company"])
    kept.part_all(by=by, origin=f"undo:{load.origin}")


def _unlearn(load: Import, ways: list[int]) -> None:
    """Ways that nobody has marked since."""
    mine = Way.objects.filter(pk__in=ways, preferred=False, wrong=False)
    for thing in ("contact", "company"):
        cards = (
            MODELS[thing]
            .objects.filter(pk__in=list(mine.values_list(f"{thing}_id", flat=True)))
            .exclude(origin=load.origin)
        )
        held = list(cards)
        mine.filter(**{f"{thing}__in": held}).delete()
        MODELS[thing].objects.found_all(held)


def _delete(rows: models.QuerySet, column: str, ids: list[int]) -> None:
    """Without the collector: what refers to these rows has been looked at and goes by itself."""
    for start in range(0, len(ids), PART):
        rows.filter(**{f"{column}__in": ids[start : start + PART]})._raw_delete(connection.alias)


def _forget_words(load: Import, *, by: Any) -> list[dict[str, Any]]:
    """Stages, own fields and sources that came with the files go too, unless someone uses them by now."""
    made, stayed = load.plan.get("made", {}), []
    for stage in Stage.objects.filter(pk__in=made.get("stage", []), archived_at=None):
        try:
            stage.remove(by=by)
        except Refused:
            stayed.append({"thing": "stage", "id": stage.pk, "title": str(stage), "why": "referred"})
    for field in CustomField.objects.filter(pk__in=made.get("field", []), archived_at=None):
        model = MODELS.get(field.for_thing)
        if model and model.objects.filter(fields__has_key=field.key).exists():
            stayed.append({"thing": "field", "id": field.pk, "title": field.title, "why": "referred"})
        else:
            CustomField.objects.filter(pk=field.pk).update(archived_at=timezone.now())
    Source.objects.filter(pk__in=made.get("source", []), deals=None).delete()
    return stayed
