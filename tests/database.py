"""One migrated template for a whole run of the tests; every process gets its own copy of it in a moment."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, connections
from django.test import TestCase, TransactionTestCase

from vatman.config.database import cluster, testing
from vatman.config.database.locks import Lock, alone

TEMPLATE = "test_template"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Instead of pytest-django's own, which would migrate once for every process."""
    with django_db_blocker.unblock():
        with alone(testing.home() / "template.lock"):
            if not _exists(TEMPLATE):
                migrate(TEMPLATE)
        fresh_copy()
        yield
        connections.close_all()


@pytest.fixture(scope="module")
def long_transaction() -> Iterator[None]:
    """Held by modules that stand in one transaction: on a shared server nothing younger is settled meanwhile."""
    with Lock(_horizon()) as lock:
        lock.share()
        yield


@pytest.fixture
def settling() -> Iterator[None]:
    """For tests that wait until what they write is settled: no long transaction of another process is open."""
    with alone(_horizon()):
        yield


def _horizon() -> Path:
    return testing.home() / "horizon.lock"


def fresh_copy() -> None:
    """This process's database as migrations leave it: with the default pipeline, roles and settings."""
    connection.settings_dict["NAME"] = copy(f"test_{WORKER}")


def copy(name: str) -> str:
    """Such a database of that name, whatever was there before; this process's connection is closed."""
    connections.close_all()
    _order(
        f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY file_copy"
    )
    connections.close_all()  # one opened meanwhile by another hand was cut by the drop
    return name


# After a test that really commits Django empties every table, the defaults which migrations made included.
TransactionTestCase._fixture_teardown = lambda _: fresh_copy()  # type: ignore[method-assign]
enter_atomics = TestCase._enter_atomics.__func__  # type: ignore[attr-defined]


def _enter_atomics(cls: Any) -> Any:
    """On a living connection: one that close_all did not reach (of another context) was cut when its database was made anew."""
    for one in connections.all(initialized_only=True):
        if one.connection is not None and not one.is_usable():
            one.close()
    return enter_atomics(cls)


TestCase._enter_atomics = classmethod(_enter_atomics)  # type: ignore[method-assign,assignment]


def migrate(name: str) -> None:
    """Under another name until it is whole, so that a killed run leaves no half of it."""
    from django.core.management import call_command

    draft = f"{name}_draft"
    _order(f"DROP DATABASE IF EXISTS {draft} WITH (FORCE)", f"CREATE DATABASE {draft} {cluster.LETTERS}")
    connections.close_all()
    connection.settings_dict["NAME"] = draft
    call_command("migrate", interactive=False, verbosity=0)
    connections.close_all()
    _order(f"ALTER DATABASE {draft} RENAME TO {name}")


def _exists(name: str) -> bool:
    return bool(_order(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))


def _order(*statements: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(testing.url(), autocommit=True) as plain:
        cursor = plain.cursor()
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []
