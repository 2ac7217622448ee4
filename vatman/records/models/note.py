from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.events.models import Event, Subject
from vatman.events.recording import record
from vatman.web.errors import Conflict, Refused

from ..history import Happened, Spot, record_history


class PlacedQuerySet(models.QuerySet):
    """Things that stand on a card and are seen by whoever sees the card."""

    def on(self, thing: Subject) -> Self:
        return self.filter(place_type=thing.thing, place_id=thing.pk, trashed_at__isnull=True)

    def visible_to(self, member: Any) -> Self:
        from ..places import places

        where = models.Q(pk__in=[])
        for name, model in places().items():
            where |= models.Q(place_type=name, place_id__in=model.objects.visible_to(member).values("pk"))
        return self.filter(where, trashed_at__isnull=True)

    def in_trash_of(self, member: Any) -> Self:
        """What the member trashed of his own, or may bring back on cards he may edit."""
        from ..places import places

        seen, edited = models.Q(pk__in=[]), models.Q(pk__in=[])
        for name, model in places().items():
            seen |= models.Q(place_type=name, place_id__in=model.objects.visible_to(member).values("pk"))
            reached = model.objects.alive().reached_by(member, member.scope("edit", name))
            edited |= models.Q(place_type=name, place_id__in=reached.values("pk"))
        return self.filter(edited | seen & models.Q(author=member), trashed_at__isnull=False)


class NoteQuerySet(PlacedQuerySet):
    def add(self, place: Subject, text: str, *, by: Any, mentions: list[int] | None = None, origin: str = "") -> "Note":
        note = Note(place_type=place.thing, place_id=place.pk, text=text)
        note.mentions = mentions or []
        return self.add_all([note], by=by, origin=origin)[0]

    @transaction.atomic
    def add_all(self, notes: Iterable["Note"], *, by: Any, origin: str = "") -> list["Note"]:
        """Unsaved notes with their places; an author already named stays. Events carry each note's own `created_at`."""
        from ..copying import copy_in

        new = list(notes)
        for note in new:
            note.text, note.origin = note.text.strip(), origin
            if not note.text:
                raise Refused(fields={"text": _("Напишите хоть слово")})
            if note.author_id is None:
                note.author = by
        copy_in(Note, new)
        record_history((_written(note) for note in new), origin=origin)
        for thing in {note.place_type for note in new}:
            _found(thing, {note.place_id for note in new if note.place_type == thing})
        return new


def _written(note: "Note") -> Happened:
    from ..events import NoteAdded

    kind = NoteAdded(note=note.pk, text=note.text, mentions=getattr(note, "mentions", []))
    return Happened(note.created_at, note.author_id, kind, note, Spot(note.place_type, note.place_id))


def _found(thing: str, ids: set[int]) -> None:
    rows = Subject.model_of(thing).objects
    if hasattr(rows, "found_all"):
        rows.found_all([Spot(thing, pk) for pk in ids])


class Placed(Subject):
    place_type = models.CharField(max_length=20)
    place_id = models.BigIntegerField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    trashed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def place(self) -> Any:
        return Subject.model_of(self.place_type)._default_manager.get(pk=self.place_id)

    @transaction.atomic
    def trash(self, *, by: Any, origin: str = "") -> Any:
        from ..events import Trashed

        if type(self).objects.filter(pk=self.pk, trashed_at__isnull=True).update(trashed_at=timezone.now()):
            self.found()
            return record(Trashed(title=str(self)), self, by=by, place=self.place, origin=origin)
        return None

    @transaction.atomic
    def restore(self, *, by: Any, origin: str = "") -> None:
        from ..events import Restored

        if type(self).objects.filter(pk=self.pk, trashed_at__isnull=False).update(trashed_at=None):
            self.found()
            record(Restored(title=str(self)), self, by=by, place=self.place, origin=origin)

    def found(self) -> None:
        """Keeps the search document of its card true, if its words are among those."""


class Note(Placed):
    """What someone wrote down on a card."""

    thing = "note"
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_on = models.DateField(null=True, blank=True)  # the day it speaks of, where a file said so
    origin = models.CharField(max_length=40, blank=True, default="")
    changed_at = models.DateTimeField(null=True, editable=False)  # when its words were last changed, if ever

    objects = NoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place_type", "place_id", "-created_at"])]

    def __str__(self) -> str:
        return self.text[:60]

    @transaction.atomic
    def change(
        self, *, text: str, by: Any, was: str | None = None, mentions: list[int] | None = None, origin: str = ""
    ) -> Event | None:
        """Other words. `was` is the text the person saw: if it is another by now, Conflict tells it. `mentions` are to be told
        of it. Returns the event, None if the words are the same."""
        from ..events import NoteChanged

        current = Note.objects.select_for_update().get(pk=self.pk)
        text = text.strip()
        if not text:
            raise Refused(fields={"text": _("Напишите хоть слово")})
        if current.trashed_at:
            raise Refused(_("Заметка в корзине: сначала верните её"), code="trashed")
        if was is not None and _lines(was) != _lines(current.text):
            message = _("Пока вы правили, здесь стало: %(now)s") % {"now": current.text}
            raise Conflict(message, fields={"text": message}, code="changed_meanwhile", now=current.text)
        if text == current.text:
            return None
        self.text, self.changed_at = text, timezone.now()
        self.save(update_fields=["text", "changed_at"])
        self.found()
        kind = NoteChanged(before=current.text, after=text, mentions=mentions or [])
        return record(kind, self, place=Spot(self.place_type, self.place_id), by=by, origin=origin)

    def found(self) -> None:
        _found(self.place_type, {self.place_id})


def _lines(text: str) -> list[str]:
    """A form sends a line's end in its own way."""
    return text.strip().splitlines()
