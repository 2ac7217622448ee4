"""Verbs of many cards at once: one UPDATE and one COPY of events, however many they are.

Each returns what stood before on those that changed (key → plain value), so that the whole can be taken back.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import F, Func, JSONField, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from vatman.events.recording import record_all

from ..copying import write_back
from ..events import Changed, Restored, Trashed
from ..history import Spot
from .field import CustomField

Before = dict[int, Any]


class Many:
    """What the queryset of every kind of card can do. Chunks are the caller's: a few thousand rows at a time."""

    model: Any

    @transaction.atomic
    def change_all(self, rows: models.QuerySet, name: str, value: Any, *, by: Any, origin: str = "") -> Before:
        """Sets one field (`fields__key` for the company's own) to the same value. Not for names: nothing is recounted."""
        from .changeable import plain

        cleaned = self.model()._clean_one(name, value)
        after = plain(cleaned)
        before = {pk: now for pk, now in self._held(rows, name).items() if now != after}
        self.filter(pk__in=before).update(**_written(name, cleaned))  # type: ignore[attr-defined]
        self._told_of_change(name, {pk: (was, after) for pk, was in before.items()}, by=by, origin=origin)
        return before

    @transaction.atomic
    def give_back_all(self, before: Before, name: str, after: Any, *, by: Any, origin: str = "") -> set[int]:
        """The opposite of `change_all`: each card gets its own value back, where the field still holds `after`."""
        now = self._held(self.filter(pk__in=before), name)  # type: ignore[attr-defined]
        back = {pk: before[pk] for pk, held in now.items() if _key_of(held) == _key_of(after)}
        column, _, key = name.partition("__")
        write_back(self.model, column, {pk: _key_of(value) for pk, value in back.items()}, key=key)
        self._told_of_change(name, {pk: (after, was) for pk, was in back.items()}, by=by, origin=origin)
        return set(back)

    @transaction.atomic
    def tag_all(self, rows: models.QuerySet, tag: str, *, off: bool = False, by: Any, origin: str = "") -> Before:
        """Adds a tag in its known spelling, or takes it off. Returns the tags there were."""
        from .tag import Tag

        [name] = Tag.objects.known([tag])
        has = models.Q(tags__contains=[name])
        before = self._held(rows.filter(has if off else ~has), "tags")
        change = Func(F("tags"), Value(name, TextField()), function="array_remove" if off else "array_append")
        self.filter(pk__in=before).update(tags=Cast(change, self.model._meta.get_field("tags")))  # type: ignore[attr-defined]
        told = {pk: (was, [one for one in was if one != name] if off else [*was, name]) for pk, was in before.items()}
        self._told_of_change("tags", told, by=by, origin=origin)
        return before

    @transaction.atomic
    def trash_all(self, rows: models.QuerySet, *, by: Any, origin: str = "") -> Before:
        """To the trash for 30 days; those that lie there already are not disturbed."""
        return self._throw(rows.filter(trashed_at=None), timezone.now(), Trashed, by=by, origin=origin)

    @transaction.atomic
    def restore_all(self, rows: models.QuerySet, *, by: Any, origin: str = "") -> Before:
        return self._throw(rows.filter(trashed_at__isnull=False), None, Restored, by=by, origin=origin)

    def _throw(self, rows: models.QuerySet, at: Any, kind: Callable[..., Any], *, by: Any, origin: str) -> Before:
        things = list(rows.order_by("pk").select_for_update(of=("self",)))
        if things and hasattr(self.model, "ways"):  # who has no name is called by them
            models.prefetch_related_objects(things, "ways")
        self.filter(pk__in=[thing.pk for thing in things]).update(trashed_at=at)  # type: ignore[attr-defined]
        record_all(((kind(title=str(thing)), thing) for thing in things), by=by, origin=origin)
        self.found_all(things)  # type: ignore[attr-defined]
        return dict.fromkeys(thing.pk for thing in things)

    def _held(self, rows: models.QuerySet, name: str) -> Before:
        """Key → what the field holds, plain; the rows are locked."""
        from .changeable import plain

        column, _, key = name.partition("__")
        attribute = self.model._meta.get_field(column).attname
        locked = rows.order_by("pk").select_for_update(of=("self",)).only("pk", column)
        held = {thing.pk: getattr(thing, attribute) for thing in locked}
        if key:
            field = CustomField.objects.get_for(self.model.thing, key)
            return {pk: field.current(values.get(key)) for pk, values in held.items()}
        source = self.model._meta.get_field(column)
        if isinstance(source, models.ForeignKey):
            known = source.related_model._default_manager.in_bulk({pk for pk in held.values() if pk})
            return {pk: plain(known.get(other)) for pk, other in held.items()}
        return {pk: plain(value) for pk, value in held.items()}

    def _told_of_change(self, name: str, pairs: dict[int, tuple[Any, Any]], *, by: Any, origin: str) -> None:
        from ..search.writing import index_ids

        thing = self.model.thing
        told = ((Changed(before={name: was}, after={name: now}), Spot(thing, pk)) for pk, (was, now) in pairs.items())
        record_all(told, by=by, origin=origin)
        if self.model.searched and pairs:
            index_ids(thing, set(pairs))


def _written(name: str, value: Any) -> dict[str, Any]:
    """What `update` is told: a column, or one key of the own fields."""
    column, _, key = name.partition("__")
    if not key:
        return {column: value}
    if value in (None, "", []):
        return {column: Func(F(column), Cast(Value(key), TextField()), template="(%(expressions)s)", arg_joiner=" - ")}
    path = Value([key], ArrayField(TextField()))
    return {column: Func(F(column), path, Value(value, JSONField()), function="jsonb_set")}


def _key_of(value: Any) -> Any:
    """A reference is written by its key."""
    return value["id"] if isinstance(value, dict) and set(value) == {"id", "name"} else value
