"""Files dropped on the page: kept in the import's own folder under the names they had, then carried by the background."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from vatman.web.errors import Refused

from .kept import folder_of
from .models import Import


@transaction.atomic
def receive(files: Iterable[tuple[str, UploadedFile]], *, by: Any) -> Import:
    """`files` are pairs of the path inside what was dropped («отдел/клиенты.xlsx») and the file itself."""
    given = [(safe_path(name), file) for name, file in files]
    if not given:
        raise Refused(fields={"files": _("Выберите файлы или папку")})
    tops = sorted({name.parts[0] for name, _file in given})
    load = Import.objects.begin(tops, by=by, kept=True)
    folder = folder_of(load.pk)
    for name, file in given:
        _keep(folder / name, file)
    load.paths = [str(folder / top) for top in tops]
    load.save(update_fields=["paths"])
    load.run_later()
    return load


def safe_path(name: str) -> PurePosixPath:
    """The dropped path without anything that would lead out of the folder."""
    parts = [
        part
        for part in PurePosixPath(name.replace("\\", "/").replace("\x00", "")).parts
        if part not in ("/", "..", ".")
    ]
    return PurePosixPath(*[part[-120:] for part in parts[-8:]]) if parts else PurePosixPath(_("файл"))


def _keep(path: Path, file: UploadedFile) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
