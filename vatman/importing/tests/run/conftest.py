from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vatman.importing.models import Import

from .tables import bring, write_csv


@pytest.fixture
def load(world: Any, tmp_path: Path) -> Callable[..., Import]:
    """`load("ФИО | Телефон\\n…")` brings such a file in, for the owner unless `by` says otherwise."""
    count = iter(range(1000))

    def brought(table: str, by: Any = None, name: str = "") -> Import:
        path = write_csv(tmp_path / str(next(count)) / (name or "клиенты.csv"), table)
        return bring(path, by or world.olga)

    return brought
