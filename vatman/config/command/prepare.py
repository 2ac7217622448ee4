"""Tables as this version wants them, the company to begin with, and how to enter: what must be done before the site answers."""

import argparse
import contextlib
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from vatman.config.command import registry
from vatman.config.database.access import database
from vatman.ui.terminal import pick, say

STANDALONE = True
ENTRANCES = {
    "demo": ("vatman.demo", "logins"),  # () -> lines such as «owner@… / password — владелец», none without the demo
    "first": ("vatman.team.first", "link"),  # () -> the one-time path for the first owner, None when there is an owner
}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="наполнить пустую базу · fill an empty base")
    parser.add_argument("--address", default="", help="адрес сайта для ссылок · address of the site for links")


def run(args: argparse.Namespace) -> int:
    with database(args.home):
        return _prepare(args)


def _prepare(args: argparse.Namespace) -> int:
    tables()
    status = demo() if args.demo else 0
    for line in entrances(args.address):
        print(line)
    return status


def tables() -> None:
    """Migrates when something waits; says so, because it may take a while on a big base."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Обновляю таблицы базы…", "Bringing the tables up to date…")
        call_command("migrate", interactive=False, verbosity=0)
    from vatman.events import partitions

    partitions.ensure()  # an installation that stood still for a year must be able to write today


def demo() -> int:
    """Fills the demo company into an empty base; what people made is never touched."""
    from django.contrib.auth import get_user_model

    if "demo" not in registry.available() or get_user_model().objects.exists():
        return 0
    say("Наполняю показательную компанию…", "Filling the demo company…")
    command = registry.load("demo")
    parser = argparse.ArgumentParser()
    command.configure(parser)
    from django.db import transaction

    with contextlib.redirect_stdout(sys.stderr), transaction.atomic():  # whole or not at all, however it is stopped
        status = command.run(parser.parse_args([]))
        transaction.set_rollback(bool(status))
    return status


def entrances(address: str) -> list[str]:
    """How a person gets in: the demo's logins, or the first owner's link."""
    if path := _ask("first"):
        words = pick(
            "Откройте, чтобы стать владельцем (ссылка на один раз)", "Open it to become the owner (it works once)"
        )
        return [f"{words}: {address}{path}"]
    return list(_ask("demo") or [])


def _ask(which: str) -> Any:
    module, name = ENTRANCES[which]
    if find_spec(module) is None:
        return None
    asked = getattr(import_module(module), name, None)
    return asked() if asked else None
