"""Two cards of one client become one, and can be taken apart again.

Nothing is deleted: rows of every room that point at the merged card are pointed at the heir, except those that would double
one there (the same phone, the same link); these stay with the merged card, which becomes a signpost.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.clients.events import Merged, Parted
from vatman.clients.models import Merge
from vatman.events.kinds import Ref
from vatman.events.models import Event
from vatman.events.recording import record
from vatman.records.models.changeable import plain
from vatman.records.models.note import Placed
from vatman.web.errors import Conflict, Refused


@transaction.atomic
def merge(heir: Any, other: Any, *, by: Any, values: dict[str, Any] | None = None, origin: str = "") -> Event:
    """`other` goes into `heir`. `values` are the heir's fields as the person chose them; empty ones are filled from `other`."""
    _refuse(heir, other)
    model = type(heir)
    locked = model.objects.select_for_update(of=("self",)).filter(pk__in=[heir.pk, other.pk]).order_by("pk").in_bulk()
    if any(card.trashed_at or card.merged_into_id for card in locked.values()) or len(locked) < 2:
        raise Conflict(_("Одну из карточек уже склеили или убрали"), code="merged_already")
    heir, other = locked[heir.pk], locked[other.pk]
    filled = _fill(heir, other, values or {})
    moved = {name: ids for name, ids in _moves(heir, other) if ids}
    made = Merge.objects.create(
        thing=heir.thing, heir_id=heir.pk, merged_id=other.pk, moved=moved, filled=filled, by=by
    )
    model.objects.filter(pk=other.pk).update(merged_into=heir, trashed_at=timezone.now())
    event = record(Merged(merge=made.pk, other=Ref.of(other)), heir, by=by, origin=origin)
    _found(model, [heir, other], moved)
    return event


@transaction.atomic
def part(made: Merge, *, by: Any, origin: str = "") -> Event:
    """Takes them apart: what was moved goes back where it still belongs to the heir, what was filled in gets its value back if untouched."""
    if not Merge.objects.filter(pk=made.pk, undone_at=None).update(undone_at=timezone.now()):
        raise Conflict(_("Эти карточки уже разделили"), code="parted_already")
    model: Any = next(one for one in apps.get_models() if getattr(one, "thing", "") == made.thing)
    heir = model.objects.select_for_update(of=("self",)).get(pk=made.heir_id)
    other = model.objects.get(pk=made.merged_id)
    model.objects.filter(pk=other.pk).update(merged_into=None, trashed_at=None)
    for name, ids in made.moved.items():
        _move(name, ids, heir, other)
    back = {name: was for name, (was, now) in made.filled.items() if _read(heir, name) == now}
    _write(heir, back)
    event = record(Parted(merge=made.pk, other=Ref.of(other)), heir, by=by, origin=origin)
    _found(model, [heir, other], made.moved)
    return event


def differing(heir: Any, other: Any) -> list[tuple[str, Any, Any]]:
    """Fields in which two cards disagree, both filled: (name, the heir's, the other's) in plain values."""
    names = [name for name in heir.editable if name != "tags"] + [
        f"fields__{key}" for key in {*heir.fields, *other.fields}
    ]
    pairs = ((name, _read(heir, name), _read(other, name)) for name in names)
    return [(name, mine, his) for name, mine, his in pairs if mine not in EMPTY and his not in EMPTY and mine != his]


EMPTY: tuple[Any, ...] = (None, "", [], False)


def _refuse(heir: Any, other: Any) -> None:
    if type(heir) is not type(other) or heir.pk == other.pk:
        raise Refused(_("Склеить можно два разных контакта или две разные компании"), code="not_alike")


def _fill(heir: Any, other: Any, chosen: dict[str, Any]) -> dict[str, list[Any]]:
    """Sets what the person chose, fills what was empty, joins tags. Returns field → [before, after]."""
    names = [name for name in heir.editable if name != "tags"] + [
        f"fields__{key}" for key in {*heir.fields, *other.fields}
    ]
    wanted = {
        name: chosen.get(name, _read(other, name) if _read(heir, name) in EMPTY else _read(heir, name))
        for name in names
    }
    wanted["tags"] = list(dict.fromkeys([*heir.tags, *other.tags]))
    changed = {name: [_read(heir, name), value] for name, value in wanted.items() if _read(heir, name) != value}
    _write(heir, {name: after for name, (_before, after) in changed.items()})
    return changed


def _read(card: Any, name: str) -> Any:
    return card.fields.get(name.partition("__")[2]) if name.startswith("fields__") else plain(getattr(card, name))


def _write(card: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if not name.startswith("fields__"):
            setattr(card, name, card._meta.get_field(name).to_python(value))
        elif value in (None, "", []):
            card.fields.pop(name.partition("__")[2], None)
        else:
            card.fields[name.partition("__")[2]] = value
    if values:
        card.keep_true(values)
        card.save(update_fields=sorted({name.partition("__")[0] for name in values} | card.follows(values)))


def _pointers(card: Any) -> Iterator[models.ForeignKey]:
    """Every foreign key of any room that points at this kind of card, links between many and many included."""
    for relation in card._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if (
            relation.auto_created
            and not relation.concrete
            and isinstance(field, models.ForeignKey)
            and field.model is not type(card)
        ):
            yield field


def _moves(heir: Any, other: Any) -> Iterator[tuple[str, list[int]]]:
    for field in _pointers(other):
        rows = field.model._default_manager.filter(**{field.name: other})
        for twins in _unique_with(field):
            double = field.model._default_manager.filter(
                **{field.name: heir}, **{name: OuterRef(name) for name in twins}
            )
            rows = rows.exclude(Exists(double))
        name = f"{field.model._meta.label}.{field.name}"
        ids = list(rows.values_list("pk", flat=True))
        field.model._default_manager.filter(pk__in=ids).update(**{field.name: heir})
        yield name, ids
    for model in apps.get_models():
        if issubclass(model, Placed):
            rows = model.objects.filter(place_type=other.thing, place_id=other.pk)
            ids = list(rows.values_list("pk", flat=True))
            rows.update(place_id=heir.pk)
            yield f"{model._meta.label}.place_id", ids


def _unique_with(field: models.ForeignKey) -> Iterator[list[str]]:
    """What else makes a row unique beside this pointer: rows alike in it cannot both be the heir's."""
    options = field.model._meta
    sets = [list(one.fields) for one in options.constraints if isinstance(one, models.UniqueConstraint) and one.fields]
    for names in [*sets, *map(list, options.unique_together)]:
        if field.name in names:
            yield [name for name in names if name != field.name]


def _move(name: str, ids: list[int], heir: Any, other: Any) -> None:
    """Back to the card that is one again, if nobody has given the row to a third since."""
    label, _dot, column = name.rpartition(".")
    rows = apps.get_model(label)._default_manager.filter(pk__in=ids)
    if column == "place_id":
        rows.filter(place_type=heir.thing, place_id=heir.pk).update(place_id=other.pk)
    else:
        rows.filter(**{column: heir}).update(**{column: other})


def _found(model: Any, cards: list[Any], moved: dict[str, list[int]]) -> None:
    """Search learns of both cards and of all that moved between them."""
    model.objects.found_all(cards)
    for name, ids in moved.items():
        rows = apps.get_model(name.rpartition(".")[0])._default_manager
        if hasattr(rows, "found_all"):
            rows.found_all(list(rows.filter(pk__in=ids)))
