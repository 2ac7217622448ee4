"""A database made by any earlier version upgrades without loss."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from vatman.config.database import cluster, testing
from vatman.config.keeping import log, tools
from vatman.config.tests.house import environment, vatman

HERE = Path(__file__).parent
KEPT = sorted(HERE.glob("*.sql.gz"))
pytestmark = pytest.mark.usefixtures("long_transaction")


@pytest.mark.parametrize("dump", KEPT, ids=lambda dump: dump.name.removesuffix(".sql.gz"))
def test_nothing_is_lost(dump: Path, tmp_path: Path) -> None:
    name = f"upgrade_{dump.name.removesuffix('.sql.gz')}"
    with psycopg.connect(testing.url(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" {cluster.LETTERS}')  # type: ignore[arg-type]
    script = tmp_path / "old.sql"
    script.write_bytes(gzip.decompress(dump.read_bytes()) + log.SETTLE.encode())
    whole = ["-X", "-q", "--single-transaction", "-v", "ON_ERROR_STOP=1"]
    tools.run("psql", *whole, "-f", script, at={**testing.libpq(), "PGDATABASE": name}, stdout=subprocess.DEVNULL)
    done = vatman("prepare", home=tmp_path, DATABASE_URL=testing.url(name))
    assert done.returncode == 0, done.stderr
    known = json.loads(dump.with_name(dump.name.replace(".sql.gz", ".json")).read_text())
    assert {key: value for key, value in _facts(name, tmp_path).items() if key in known} == known


def _facts(name: str, home: Path) -> dict[str, object]:
    here = environment(home, DATABASE_URL=testing.url(name), DJANGO_SETTINGS_MODULE="vatman.config.settings")
    line = [sys.executable, "-m", "tests.upgrades.facts"]
    return json.loads(subprocess.run(line, env=here, check=True, capture_output=True, text=True).stdout)
