from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.events.models import Subject
from vatman.events.recording import record
from vatman.web.errors import Refused


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


class NoteQuerySet(PlacedQuerySet):
    @transaction.atomic
    def add(self, place: Subject, text: str, *, by: Any, mentions: list[int] | None = None, origin: str = "") -> "Note":
        from ..events import NoteAdded

        if not text.strip():
            raise Refused(fields={"text": _("Напишите хоть слово")})
        note = self.create(place_type=place.thing, place_id=place.pk, text=text.strip(), author=by, origin=origin)
        record(NoteAdded(note=note.pk, text=note.text, mentions=mentions or []), note, place=place, by=by, origin=origin)
        if hasattr(place, "found"):
            place.found()
        return note


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
    def trash(self, *, by: Any) -> Any:
        from ..events import Trashed

        if type(self).objects.filter(pk=self.pk, trashed_at__isnull=True).update(trashed_at=timezone.now()):
            return record(Trashed(title=str(self)), self, by=by, place=self.place)
        return None

    @transaction.atomic
    def restore(self, *, by: Any) -> None:
        from ..events import Restored

        if type(self).objects.filter(pk=self.pk, trashed_at__isnull=False).update(trashed_at=None):
            record(Restored(title=str(self)), self, by=by, place=self.place)


class Note(Placed):
    """What someone wrote down on a card."""

    thing = "note"
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_on = models.DateField(null=True, blank=True)  # the day it speaks of, where a file said so
    origin = models.CharField(max_length=40, blank=True, default="")

    objects = NoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place_type", "place_id", "-created_at"])]

    def __str__(self) -> str:
        return self.text[:60]
