"""The real site of the tests: `vatman up` on a database of its own, watched by nobody but Chromium."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from django.db import connection, connections

from tests import database
from vatman.config.database import testing
from vatman.config.tests.house import House


class Site(House):
    """Page addresses, the words it prints, and this process's own look into its database."""

    def url(self, path: str = "/") -> str:
        return self.address(path)

    def first_link(self) -> str:
        """The one-time link as an owner reads it in the terminal."""
        line = next(line for line in self.words().splitlines() if "/first/link/" in line)
        return line[line.index("http") :].strip()


@contextmanager
def site(name: str, home: Path) -> Iterator[Site]:
    """Runs on a fresh copy of the migrated template; inside, Django in this very process stands on the same database."""
    home.mkdir()
    home.chmod(0o700)
    shutil.copy(testing.home() / "secret_key", home / "secret_key")  # so that a session made here is one there
    usual = connection.settings_dict["NAME"]
    copied = database.copy(f"browser_{name}_{database.WORKER}")
    connection.settings_dict["NAME"] = copied
    built = Site(home, DATABASE_URL=testing.url(copied))
    try:
        built.start()
        yield built
    finally:
        _end(built)
        connections.close_all()
        connection.settings_dict["NAME"] = usual


def _end(built: Site) -> None:
    try:
        built.interrupt()
    except (psutil.Error, psutil.TimeoutExpired):
        built.clear()
