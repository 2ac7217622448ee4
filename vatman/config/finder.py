"""Django's static files finder over `settings.NPM`: exactly the files of `vatman.config.front`, under `npm/`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from vatman.config import front


class Finder(BaseFinder):
    def __init__(self, app_names: Any = None) -> None:
        self.packages = Path(settings.NPM)
        self.storage = FileSystemStorage(location=self.packages)
        self.storage.prefix = "npm"  # type: ignore[attr-defined]

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        name = path.removeprefix("npm/")
        known = path.startswith("npm/") and any(Path(name).match(pattern) for pattern in front.FILES)
        found = [str(self.packages / name)] if known and (self.packages / name).is_file() else []
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Any]]:
        for name in front.listed(self.packages):
            yield name, self.storage
