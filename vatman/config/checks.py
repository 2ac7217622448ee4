"""What `vatman doctor` looks at. A check returns the words of what is well, or raises Trouble saying what to do."""

import os
import platform
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString

from vatman import __version__
from vatman.config import front
from vatman.config.database import given
from vatman.config.database.access import database
from vatman.config.keeping import tools
from vatman.config.trouble import Trouble
from vatman.ui.terminal import pick

Check = Callable[[Path], str]
ROOM = 1_000_000_000  # bytes; a base grows, and a backup needs a place beside it
WORKERS: LiteralString = (
    "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '15 seconds'"
)
JOBS: LiteralString = """SELECT count(*) FILTER (WHERE status = 'failed'),
count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, '-infinity') < now() - interval '10 minutes')
FROM procrastinate_jobs"""


@dataclass
class Finding:
    """`name` is the same in every language, for machines; `title` and `words` are a person's."""

    name: str
    title: str
    well: bool
    words: str


def program(home: Path) -> str:
    return f"Vatman {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"


def folder(home: Path) -> str:
    free = shutil.disk_usage(home).free
    if not os.access(home, os.W_OK):
        raise Trouble(f"в {home} нельзя писать: поправьте права.", f"{home} is not writable: mend its mode.")
    if free < ROOM:
        raise Trouble(
            f"на диске с {home} осталось {_size(free)}: освободите место.", f"{home} has {_size(free)} left: free some."
        )
    return f"{home}, {pick('свободно', 'free')} {_size(free)}"


def secrets(home: Path) -> str:
    for name in ("secret_key", "postgres_password"):
        path = home / name
        if path.exists() and path.stat().st_mode & 0o077:
            raise Trouble(f"{path} видят другие: chmod 600 {path}", f"{path} is open to others: chmod 600 {path}")
    return pick("закрыты от других", "closed to others")


def server(home: Path) -> str:
    """The connection, and the letters: on a wrong LC_CTYPE search would find nothing, in silence."""
    with database(home), tools.connect(tools.target(home)) as connection:
        found = given.examine(connection)
        size = _row(connection, "SELECT pg_database_size(current_database())")[0]
    kind = "DATABASE_URL" if os.environ.get("DATABASE_URL") else pick("встроенный", "embedded")
    likeness = pick("похожесть «Иванов» и «иваноф»", "likeness of «Иванов» and «иваноф»")
    return f"PostgreSQL {found.version} ({kind}), {found.encoding}, {found.ctype}, {likeness} {found.similarity:.2f}, {_size(size)}"


def tables(home: Path) -> str:
    with database(home):
        import django

        django.setup()
        from django.db import connection
        from django.db.migrations.executor import MigrationExecutor

        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        connection.close()
    if waiting:
        raise Trouble(
            f"ждут обновления ({len(waiting)}): vatman prepare", f"{len(waiting)} migrations wait: vatman prepare"
        )
    return pick("обновлены", "up to date")


def jobs(home: Path) -> str:
    with database(home), tools.connect(tools.target(home)) as connection:
        if not _row(connection, "SELECT to_regclass('procrastinate_jobs') IS NOT NULL")[0]:
            return pick("таблиц ещё нет", "no tables yet")
        workers = _row(connection, WORKERS)[0]
        failed, late = _row(connection, JOBS)
    if late:
        raise Trouble(
            f"{late} ждут дольше 10 минут, исполнителей {workers}: запустите vatman up или vatman worker.",
            f"{late} wait longer than 10 minutes, workers: {workers}: start vatman up or vatman worker.",
        )
    return pick(
        f"исполнителей {workers}, не удалось {failed} (хранятся 30 дней)",
        f"workers {workers}, failed {failed} (kept for 30 days)",
    )


def pages(home: Path) -> str:
    """Front-end files and compiled words: brought by `make setup`, carried by the wheel."""
    package = Path(__file__).resolve().parents[1]
    packages = next((p for p in (package / front.CARRIED, package.parent / "node_modules") if p.is_dir()), None)
    missing = [pattern for pattern in front.FILES if not packages or not list(packages.glob(pattern))]
    texts = [text for text in package.glob("**/locale/*/LC_MESSAGES/*.po") if not text.with_suffix(".mo").exists()]
    if missing or texts:
        raise Trouble(
            f"не хватает {', '.join([*missing, *(text.name for text in texts)])}: make setup",
            f"missing: {', '.join([*missing, *(text.name for text in texts)])}: make setup",
        )
    return pick("все файлы на месте", "all files are there")


CHECKS: list[tuple[tuple[str, str], Check]] = [
    (("Программа", "Program"), program),
    (("Папка данных", "Data folder"), folder),
    (("Секреты", "Secrets"), secrets),
    (("База", "Database"), server),
    (("Таблицы", "Tables"), tables),
    (("Фоновые работы", "Background jobs"), jobs),
    (("Страницы", "Pages"), pages),
]


def _row(connection: Any, question: LiteralString) -> tuple[Any, ...]:
    return connection.execute(question).fetchone() or (None,)


def _size(count: float) -> str:
    return f"{count / 1e9:.1f} {pick('ГБ', 'GB')}" if count >= 1e9 else f"{count / 1e6:.0f} {pick('МБ', 'MB')}"
