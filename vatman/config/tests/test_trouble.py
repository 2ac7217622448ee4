"""What stands in the way is said in one sentence, with what to do, and a status that is not zero."""

import errno
import os
import shutil
import subprocess
import sys
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from vatman.config import command
from vatman.config.command import line, up
from vatman.config.database import cluster, testing
from vatman.config.database.place import place
from vatman.config.tests.house import vatman
from vatman.config.trouble import Trouble

ROOT = Path(__file__).resolve().parents[3]
Version = namedtuple("Version", "major minor micro releaselevel serial")


def order(statement: str) -> None:
    with psycopg.connect(testing.url(), autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture
def deaf() -> Iterator[str]:
    """A database to whose LC_CTYPE Cyrillic letters are no letters."""
    order("CREATE DATABASE deaf TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'")
    yield testing.url("deaf")
    order("DROP DATABASE deaf WITH (FORCE)")


@pytest.fixture
def bare() -> Iterator[str]:
    order(f"CREATE DATABASE bare {cluster.LETTERS}")
    yield testing.url("bare")
    order("DROP DATABASE bare WITH (FORCE)")


def test_a_database_that_does_not_know_cyrillic_is_refused(deaf: str, tmp_path: Path) -> None:
    done = vatman("prepare", home=tmp_path, DATABASE_URL=deaf)
    assert done.returncode == 1
    assert "не различает русские буквы (LC_CTYPE C)" in done.stderr
    assert "LC_CTYPE 'C.UTF-8'" in done.stderr


def test_a_database_of_ones_own_is_taken_as_it_is_and_no_server_is_started(bare: str, tmp_path: Path) -> None:
    done = vatman("prepare", home=tmp_path, DATABASE_URL=bare)
    assert done.returncode == 0, done.stderr
    assert "/first/" in done.stdout
    assert not (tmp_path / "postgres").exists()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://nobody:secret@127.0.0.1:9/none", "127.0.0.1:9/none) недоступна"),
        ("postgres//wrong", "записан с ошибкой"),
    ],
)
def test_an_unreachable_database_is_named_without_its_password(url: str, words: str, tmp_path: Path) -> None:
    done = vatman("up", "--empty", "--port", "0", home=tmp_path, DATABASE_URL=url)
    assert done.returncode == 1
    assert words in done.stderr
    assert "secret" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_foreign_folder_in_place_of_the_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir(mode=0o755)
    (tmp_path / "postgres").chmod(0o755)
    done = vatman("prepare", home=tmp_path)
    assert done.returncode == 1
    assert "принадлежит другому пользователю" in done.stderr or "занята кем-то другим" in done.stderr


def test_too_little_room_is_said_before_anything_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(up, "ROOM", shutil.disk_usage(tmp_path).free * 2)
    with pytest.raises(Trouble, match="освободите место"):
        up._room(tmp_path)


def test_a_full_disk_is_said_as_such_by_any_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(line, "_run", full)
    assert line.execute(["doctor"]) == 1
    assert "На диске кончилось место" in capsys.readouterr().err


def test_the_servers_own_words_of_a_full_disk_become_ours(tmp_path: Path) -> None:
    words = "PANIC:  could not write to file: No space left on device"
    assert "сохранённое цело" in str(cluster.failed(words, place(tmp_path)))


def test_an_old_python_hears_a_sentence(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", Version(3, 9, 2, "final", 0))
    assert command.main(["up"]) == 1
    assert "Нужен Python 3.11 или новее" in capsys.readouterr().err


def test_make_without_python_says_what_brings_it(tmp_path: Path) -> None:
    for tool in ("make", "sh"):
        (tmp_path / tool).symlink_to(shutil.which(tool) or "")
    done = subprocess.run(["make", "run"], cwd=ROOT, env={"PATH": str(tmp_path)}, capture_output=True, text=True)
    assert done.returncode != 0
    assert "sudo apt install python3 python3-venv" in done.stderr


def test_set_up_with_an_old_python_says_what_brings_a_newer_one() -> None:
    old = "import sys; sys.version_info = (3, 9, 2); sys.argv = ['setup.py', 'run']; sys.path.insert(0, 'tools'); import setup; "
    asked = f"{old} setup.shutil.which = lambda *a, **k: None; setup.VENV = setup.ROOT / 'no-such'; sys.exit(setup.main('run'))"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "Python 3.9 слишком старый" in done.stderr
