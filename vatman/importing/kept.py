"""Where uploaded files wait until they are read: a folder of their own for each import, outside the web root."""

import shutil
from pathlib import Path

from django.conf import settings


def folder_of(load: int) -> Path:
    return Path(settings.FILES_ROOT) / "imports" / str(load)


def forget(load: int) -> None:
    """Once every row is stored, the files themselves are needed no more."""
    shutil.rmtree(folder_of(load), ignore_errors=True)
