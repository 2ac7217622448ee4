"""`vatman bench`: measures in a base of its own, and tells what was met and what was not."""

import argparse
import json
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vatman.config.database.access import database

STANDALONE = True


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--contacts", type=int, default=100_000, metavar="N", help="сколько контактов в базе · contacts in the base"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="куда записать итоги · where the results go")
    parser.add_argument(
        "--only",
        nargs="*",
        default=[],
        metavar="PART",
        choices=PARTS,
        help=f"только эти части · only these parts: {', '.join(PARTS)}",
    )
    parser.add_argument(
        "--keep", action="store_true", help="оставить базу для следующего раза · keep the base for the next time"
    )


PARTS = ("pages", "search", "funnel", "found", "live", "chromium", "many", "import")


def run(args: argparse.Namespace) -> int:
    home = args.home / f"bench-{args.contacts}"
    _begin(home)
    try:
        with database(home):
            results = [_told(result) for result in _measure(home, args)]
    finally:
        if not args.keep:
            shutil.rmtree(home, ignore_errors=True)
    if args.json:
        answer = {"contacts": args.contacts, "machine": machine(), "results": [one.as_json() for one in results]}
        args.json.write_text(json.dumps(answer, ensure_ascii=False, indent=1), "utf-8")
    missed = [one.name for one in results if one.met is False]
    _say(f"Не достигнуто · not met: {', '.join(missed)}" if missed else "Всё достигнуто · all met")
    return 0


def _begin(home: Path) -> None:
    """A home, a server and settings of the measurements alone: whatever base is in use has nothing to do with them."""
    home.mkdir(parents=True, exist_ok=True)
    os.environ.pop("DATABASE_URL", None)
    os.environ["VATMAN_HOME"], os.environ["DJANGO_SETTINGS_MODULE"] = str(home), "bench.settings"


def _measure(home: Path, args: argparse.Namespace) -> Iterator[Any]:
    from vatman.config.command import prepare
    from vatman.config.memory import settle

    prepare.tables()
    from bench import alive, bulk, chromium, fill, found, many, pages

    settle()

    count = args.contacts
    _say(f"Наполняю базу: {count} контактов… · filling the base")
    people = fill.people() or fill.fill(
        count, count * 3 // 10, min(count, 100_000), min(count, 100_000) * 3, min(count, 100_000) * 10
    )
    wanted = set(args.only or PARTS)
    for role, member in (("manager", people.manager), ("owner", people.owner)):
        for part, measure in (
            ("pages", pages.pages),
            ("search", pages.search),
            ("funnel", pages.report),
            ("found", found.found),
        ):
            if part in wanted:
                yield from measure(member, role)
    if "live" in wanted:
        yield from alive.alive(home, people.owner)
    if "chromium" in wanted:
        yield from chromium.usable(home, people.manager)
    if "many" in wanted:
        yield from many.many(people.owner, 100_000)
    if "import" in wanted:
        yield from bulk.importing(home, min(count, 100_000))


def _told(result: Any) -> Any:
    ratio = f"×{result.ratio:.2f}" if result.ratio else ""
    limit = f"{result.limit:.1f}" if result.limit is not None else ""
    queries = f"{result.sql} SQL" if result.sql is not None else ""
    by_ratio = result.ratio is not None and not result.name.startswith("find")
    goal = f"≤ {'×' if by_ratio else ''}{result.goal:g}" if result.goal is not None else ""
    met = {True: "да", False: "НЕТ", None: ""}[result.met]
    print(
        f"{result.name:38} {result.value:9.1f} {result.unit:2}  {limit:>8}  {ratio:>7}  {goal:>7}  {queries:>7}  {met}",
        flush=True,
    )
    return result


def machine() -> str:
    import psutil

    return f"{os.cpu_count()} CPU, {psutil.virtual_memory().total / 2**30:.0f} GB, {platform.platform()}, Python {platform.python_version()}"


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
