"""The door of every command to its database, whichever it is."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vatman.config.database import given
from vatman.config.database.embedded import EmbeddedServer


@contextmanager
def database(home: Path) -> Iterator[EmbeddedServer | None]:
    """Checks the server of DATABASE_URL, or runs the home's own for as long as somebody uses it."""
    if url := os.environ.get("DATABASE_URL"):
        given.check(url)
        yield None
    else:
        with EmbeddedServer(home) as server:
            yield server
