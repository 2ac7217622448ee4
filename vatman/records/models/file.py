import hashlib
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import models, transaction

from vatman.events.models import Subject
from vatman.events.recording import record

from .note import Placed, PlacedQuerySet


class FileQuerySet(PlacedQuerySet):
    def add(self, place: Subject, name: str, content: BinaryIO, *, by: Any) -> "File":
        """Keeps the bytes under their digest, outside the web root, and pins the file to the card."""
        from ..events import FileAdded

        data = content.read()
        digest = hashlib.sha256(data).hexdigest()
        path = File.path_of(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_bytes(data)
        with transaction.atomic():
            file = self.create(place_type=place.thing, place_id=place.pk, name=Path(name).name[:200], size=len(data), digest=digest, author=by)
            record(FileAdded(file=file.pk, title=file.name), file, place=place, by=by)
        return file


class File(Placed):
    """A file pinned to a card."""

    thing = "file"
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = FileQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["place_type", "place_id"])]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def path_of(digest: str) -> Path:
        return Path(settings.FILES_ROOT) / digest[:2] / digest

    @property
    def path(self) -> Path:
        return self.path_of(self.digest)
