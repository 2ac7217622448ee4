"""`vatman restore FILE`: database and files as they were. The whole base in one transaction: all of it, or as before."""

import argparse
import os
import subprocess
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import Any, LiteralString

import psycopg

from vatman.config.command import prepare
from vatman.config.command.up import only_one
from vatman.config.database.access import database
from vatman.config.keeping import archive, log, tools
from vatman.config.trouble import Trouble
from vatman.ui.terminal import say

STANDALONE = True
BEGIN = "SET client_min_messages = warning;\nDROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"
OTHERS: LiteralString = """SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"""
PEOPLE: LiteralString = "SELECT EXISTS (SELECT FROM team_member)"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="копия, сделанная «vatman backup» · a backup")
    parser.add_argument(
        "--replace", action="store_true", help="заменить непустую базу · replace a base that is not empty"
    )


def run(args: argparse.Namespace) -> int:
    alone = nullcontext() if os.environ.get("DATABASE_URL") else only_one(args.home)
    with alone, archive.opened(args.file) as (tar, manifest), database(args.home):
        at = tools.target(args.home)
        _check(at, replace=args.replace)
        say(
            f"Возвращаю базу от {manifest.at}: клиентов {manifest.clients}, сделок {manifest.deals}, файлов {manifest.files}…",
            f"Bringing back the base of {manifest.at}: {manifest.clients} clients, {manifest.deals} deals, {manifest.files} files…",
        )
        archive.take_files(tar, args.home / "files")
        with tempfile.TemporaryDirectory(dir=args.home) as scratch:
            load(archive.take_dump(tar, Path(scratch)), at)
        prepare.tables()
    say("Готово.", "Done.")
    return 0


def load(dump: Path, at: dict[str, str]) -> None:
    """pg_restore writes the statements, psql carries them out in one transaction that begins by dropping what was."""
    begin, middle, end = (dump.with_name(f"{dump.name}.{part}.sql") for part in ("begin", "middle", "end"))
    begin.write_text(BEGIN)
    end.write_text(log.SETTLE)
    tools.run("pg_restore", "--no-owner", "--no-privileges", "--no-comments", "--file", middle, dump, at=at)
    files = [word for file in (begin, middle, end) for word in ("-f", str(file))]
    whole = ["-X", "-q", "--single-transaction", "-v", "ON_ERROR_STOP=1"]
    tools.run("psql", *whole, *files, at=at, stdout=subprocess.DEVNULL)


def _check(at: dict[str, str], *, replace: bool) -> None:
    with tools.connect(at) as connection:
        others = _one(connection, OTHERS)
        taken = _one(connection, "SELECT to_regclass('team_member') IS NOT NULL") and _one(connection, PEOPLE)
    if taken and not replace:
        raise Trouble(
            "В базе уже есть сотрудники: чтобы заменить её копией, повторите с --replace (прежнее исчезнет).",
            "The base already has members: to replace it by the backup, repeat with --replace (what was will be gone).",
        )
    if others:
        raise Trouble(
            "С базой кто-то работает: остановите vatman up и vatman worker и повторите.",
            "Somebody works with the base: stop vatman up and vatman worker and try again.",
        )


def _one(connection: psycopg.Connection, question: LiteralString) -> Any:
    row = connection.execute(question).fetchone()
    return row[0] if row else None
