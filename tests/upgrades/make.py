"""Keeps a database of today's version for tomorrow's tests: `python -m tests.upgrades.make NAME`, such as 0.1."""

import gzip
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("PYTEST_VERSION", "make")  # settings of the tests: the throw-away server
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vatman.config.settings")

HERE = Path(__file__).parent
PLAIN = ["--no-owner", "--no-privileges", "--no-comments"]


def main(name: str) -> int:
    import django

    django.setup()
    from django.db import connection, connections

    from tests import database
    from tests.upgrades.facts import facts
    from vatman.config.database import testing
    from vatman.config.keeping import tools

    database.migrate("upgraded")
    connection.settings_dict["NAME"] = "upgraded"
    live()
    (HERE / f"{name}.json").write_text(json.dumps(facts(), ensure_ascii=False, indent=1) + "\n")
    connections.close_all()
    draft = testing.home() / "upgraded.sql"
    tools.run("pg_dump", *PLAIN, "--file", draft, at={**testing.libpq(), "PGDATABASE": "upgraded"})
    (HERE / f"{name}.sql.gz").write_bytes(gzip.compress(draft.read_bytes(), 9, mtime=0))
    print(HERE / f"{name}.sql.gz")
    return 0


def live() -> None:
    """The tiny world, and some days of its life: something of every kind that people would miss."""
    from tests.world import build
    from vatman.deals.models import LossReason

    world = build()
    world.calendars.move_to(world.stage("first_call"), by=world.anna)
    world.calendars.add_note("Просит мел, 300 г", by=world.anna)
    world.calendars.tag(["срочно"], by=world.anna)
    world.call.complete("Тираж 500", by=world.anna)
    world.booklets.lose(LossReason.objects.get(key="price"), by=world.boris)
    world.romashka.add_note("Платят вовремя", by=world.roman)
    world.ivanov.change(by=world.anna, middle_name="Семёнович")
    world.petrova.trash(by=world.olga)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
