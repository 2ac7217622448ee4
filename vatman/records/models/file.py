import hashlib
import tempfile
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _

from vatman.events.models import Subject
from vatman.events.recording import record
from vatman.web.errors import Refused

from .note import Placed, PlacedQuerySet

MOST = 100 * 1024 * 1024
CHUNK = 1024 * 1024
PICTURES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
SHOWN = {**PICTURES, ".pdf": "application/pdf"}


class FileQuerySet(PlacedQuerySet):
    def add(self, place: Subject, name: str, content: BinaryIO, *, by: Any) -> "File":
        """Keeps the bytes under their digest, outside the web root, and pins the file to the card."""
        from ..events import FileAdded

        size, digest = _keep(content)
        with transaction.atomic():
            values = {"name": _tame(name), "size": size, "digest": digest, "author": by}
            file = cast(File, self.create(place_type=place.thing, place_id=place.pk, **values))
            record(FileAdded(file=file.pk, title=file.name), file, place=place, by=by)
        return file


def _tame(name: str) -> str:
    """Only the name, without folders and signs that bend lines."""
    plain = "".join(sign for sign in name.replace("\\", "/").rpartition("/")[2] if sign.isprintable())
    return plain[-200:].strip() or _("файл")


def _keep(content: BinaryIO) -> tuple[int, str]:
    """Writes the bytes aside, then under the name of their digest in one step. Returns size and digest."""
    root, seen, size = Path(settings.FILES_ROOT), hashlib.sha256(), 0
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=root, delete=False) as draft:
        try:
            while chunk := content.read(CHUNK):
                size += len(chunk)
                if size > MOST:
                    raise Refused(
                        _("Файл больше %(size)s МБ: такой лучше положить в общее хранилище и дать ссылку")
                        % {"size": MOST // CHUNK}
                    )
                seen.update(chunk)
                draft.write(chunk)
            draft.close()
            path = File.path_of(seen.hexdigest())
            path.parent.mkdir(parents=True, exist_ok=True)
            Path(draft.name).replace(path)
        finally:
            Path(draft.name).unlink(missing_ok=True)
    return size, seen.hexdigest()


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

    @property
    def is_picture(self) -> bool:
        return Path(self.name).suffix.lower() in PICTURES

    @property
    def shown_as(self) -> str:
        """The type under which a browser may draw it; "" for what is only downloaded."""
        return SHOWN.get(Path(self.name).suffix.lower(), "")
