"""A backup holds everything, and comes back whole or not at all."""

import hashlib
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from vatman.config.command import restore
from vatman.config.database import cluster, testing
from vatman.config.keeping import archive, log
from vatman.config.tests.house import vatman
from vatman.config.trouble import Trouble

NAMES = ("kept", "empty")


@pytest.fixture(scope="module", autouse=True)
def bases() -> Iterator[None]:
    """Two databases of a test server, as two installations."""
    with psycopg.connect(testing.url(), autocommit=True) as connection:
        for name in NAMES:
            connection.execute(f"CREATE DATABASE {name} {cluster.LETTERS}")
    yield
    with psycopg.connect(testing.url(), autocommit=True) as connection:
        for name in NAMES:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of an installation with an owner and one file."""
    home = tmp_path_factory.mktemp("kept")
    here = {"home": home, "DATABASE_URL": testing.url("kept")}
    assert vatman("prepare", **here).returncode == 0
    owner = ["--name", "Ольга", "--role", "owner"]
    assert vatman("member", "add", "olga@dvor.test", *owner, **here).returncode == 0
    digest = hashlib.sha256(b"maket").hexdigest()
    (home / "files" / digest[:2]).mkdir(parents=True)
    (home / "files" / digest[:2] / digest).write_bytes(b"maket")
    done = vatman("backup", str(home / "vatman.tar"), **here)
    assert done.returncode == 0, done.stderr
    return home / "vatman.tar"


def ask(name: str, question: str) -> object:
    with psycopg.connect(testing.url(name)) as connection:
        row = connection.execute(question).fetchone()  # type: ignore[arg-type]
        return row[0] if row else None


def test_it_comes_back_in_another_place(saved: Path, tmp_path: Path) -> None:
    done = vatman("restore", str(saved), home=tmp_path, DATABASE_URL=testing.url("empty"))
    assert done.returncode == 0, done.stderr
    assert ask("empty", "SELECT email FROM team_member") == "olga@dvor.test"
    digest = hashlib.sha256(b"maket").hexdigest()
    assert (tmp_path / "files" / digest[:2] / digest).read_bytes() == b"maket"


def test_a_base_with_people_is_replaced_only_when_asked(saved: Path, tmp_path: Path) -> None:
    here = {"home": tmp_path, "DATABASE_URL": testing.url("kept")}
    with psycopg.connect(testing.url("kept"), autocommit=True) as connection:
        connection.execute("UPDATE team_member SET name = 'Чужая'")
    refused = vatman("restore", str(saved), **here)
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    assert ask("kept", "SELECT name FROM team_member") == "Чужая"
    assert vatman("restore", "--replace", str(saved), **here).returncode == 0
    assert ask("kept", "SELECT name FROM team_member") == "Ольга"


def test_a_base_in_use_is_left_alone(saved: Path, tmp_path: Path) -> None:
    with psycopg.connect(testing.url("kept")):
        done = vatman("restore", "--replace", str(saved), home=tmp_path, DATABASE_URL=testing.url("kept"))
    assert done.returncode == 1
    assert "остановите vatman up" in done.stderr


def test_a_restore_that_fails_in_the_middle_changes_nothing(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tarfile.open(saved) as tar:
        dump = archive.take_dump(tar, tmp_path)
    monkeypatch.setattr(log, "SETTLE", "SELECT 1 / 0;")
    at = {"PGDATABASE": "kept", **testing.libpq()}
    with pytest.raises(Trouble, match="division by zero"):
        restore.load(dump, at)
    assert ask("kept", "SELECT name FROM team_member") == "Ольга"


def test_the_log_is_readable_on_a_server_whose_transactions_are_younger(saved: Path) -> None:
    before = "UPDATE events_event SET xid = xid + 1000000000000"
    with psycopg.connect(testing.url("kept"), autocommit=True) as connection:
        connection.execute(before)
        connection.execute(log.SETTLE.replace(" ON COMMIT DROP", ""))
        hidden = "SELECT count(*) FROM events_event WHERE xid >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
        assert connection.execute(hidden).fetchone() == (0,)  # type: ignore[arg-type]
        assert connection.execute("SELECT count(*) > 0 FROM events_event").fetchone() == (True,)


@pytest.mark.parametrize("content", [b"", b"not a tar", b"\0" * 4096])
def test_what_is_no_backup_is_named_so(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "some.tar"
    file.write_bytes(content)
    with pytest.raises(Trouble, match="не копия Vatman"), archive.opened(file):
        pass


def test_a_backup_without_a_place_leaves_no_half_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), archive.written(tmp_path / "vatman.tar"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_finds_all_well_and_says_what_is_not(saved: Path, tmp_path: Path) -> None:
    well = vatman("doctor", home=tmp_path, DATABASE_URL=testing.url("kept"))
    assert well.returncode == 0, well.stdout
    assert "похожесть «Иванов» и «иваноф» 0." in well.stdout
    ill = vatman("doctor", home=tmp_path, DATABASE_URL="postgresql://a:b@127.0.0.1:9/x")
    assert ill.returncode == 1
    assert "✗ База: База из DATABASE_URL (127.0.0.1:9/x) недоступна" in ill.stdout
    english = vatman(
        "doctor", home=tmp_path, DATABASE_URL="postgresql://a:b@127.0.0.1:9/x", VATMAN_LANGUAGE="en"
    ).stdout
    assert "✗ Database: The database of DATABASE_URL" in english
    assert re.search("[а-яА-Я]", english) is None
