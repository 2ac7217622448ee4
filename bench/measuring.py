"""How a thing is timed: in turn with its limit, so that a busy moment of the machine falls on both."""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

GOALS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("goals.toml").read_text("utf-8"))
RUNS, WARM = 30, 3


@dataclass
class Result:
    """`value` and `limit` in `unit`; `goal` is the most times the limit, or the most itself where there is no limit.
    `sql` is the number of queries, `n` how many times it was done."""

    name: str
    unit: str
    value: float
    limit: float | None
    goal: float | None
    met: bool | None
    sql: int | None = None
    n: int = 1
    title: str = ""

    @property
    def ratio(self) -> float | None:
        return self.value / self.limit if self.limit else None

    def as_json(self) -> dict[str, Any]:
        names = ("name", "unit", "value", "limit", "ratio", "goal", "met", "sql", "n")
        return {name: round(found, 3) if isinstance(found := getattr(self, name), float) else found for name in names}


def within(name: str, unit: str, value: float, limit: float, goal: float, **more: Any) -> Result:
    """Judged by how many times the limit it takes."""
    return Result(name, unit, value, limit, goal, value <= goal * limit, **more)


def at_most(name: str, unit: str, value: float, most: float, limit: float | None = None, **more: Any) -> Result:
    """Judged by itself."""
    return Result(name, unit, value, limit, most, value <= most, **more)


def in_turn(*doings: Callable[[], Any], runs: int = RUNS) -> list[float]:
    """Median milliseconds of each, done one after another again and again."""
    for _run in range(WARM):
        for do in doings:
            do()
    times: list[list[float]] = [[] for _do in doings]
    for _run in range(runs):
        for taken, do in zip(times, doings, strict=True):
            start = perf_counter()
            do()
            taken.append((perf_counter() - start) * 1000)
    return [median(taken) for taken in times]


def queries_of(do: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        do()
    return len(captured)


def bare(sql: str, values: dict[str, Any]) -> Callable[[], None]:
    """The statements of a limit, each asked and read whole; what stands between BEGIN and COMMIT in one transaction."""
    statements = [part.strip() for part in sql.split(";") if part.strip()]

    def ask() -> None:
        block = transaction.atomic()
        with connection.cursor() as cursor:
            for statement in statements:
                if statement in ("BEGIN", "COMMIT"):
                    block.__enter__() if statement == "BEGIN" else block.__exit__(None, None, None)
                    continue
                cursor.execute(statement, values)
                if cursor.description:
                    cursor.fetchall()

    return ask


@contextmanager
def timed() -> Iterator[Callable[[], float]]:
    """Seconds passed, by the function it gives."""
    start = perf_counter()
    yield lambda: perf_counter() - start
