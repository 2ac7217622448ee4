"""Which way to look, so that a common word costs no more than a rare one.

An index gathers all matches before it gives the first: tens of milliseconds for «ив» in a million cards. The planner's own
estimate says beforehand how many there will be.

- few: all of them by the index;
- many: the newest cards are read until there are enough; should they hold too few after all, the index;
- many, but the member has few cards: the member's cards are read.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.db import connection

DEPTH = 40  # candidates of one kind that are put in order
MANY = 3_000
NEWEST = 20_000

FROM = "records_searchdocument WHERE thing = '{thing}'"
COUNT = f"(SELECT 1 FROM {FROM} AND words @@ %s::tsquery)"  # noqa: S608
MARK = "SELECT '{thing}' AS thing, {rank} AS rank, thing_id, title, subtitle FROM"
# Materialized, so that the planner asks the index whatever the LIMIT, and reads no more rows than it gives.
BY_INDEX = f"({MARK} (WITH met AS MATERIALIZED (SELECT * FROM {FROM} AND words @@ %s::tsquery) SELECT * FROM met) AS met LIMIT {DEPTH})"  # noqa: S608
AMONG_NEWEST = f"""({MARK} (SELECT * FROM {FROM} ORDER BY thing_id DESC LIMIT {NEWEST}) AS new
WHERE words @@ %s::tsquery LIMIT {DEPTH})"""  # noqa: S608
AMONG_OWN = f"""({MARK} (WITH own AS MATERIALIZED (SELECT * FROM {FROM} AND words @@ %s::tsquery) SELECT * FROM own) AS own
WHERE words @@ %s::tsquery LIMIT {DEPTH})"""  # noqa: S608


@dataclass(slots=True)
class Met:
    thing: str
    rank: int
    id: int
    title: str
    subtitle: str


@dataclass(frozen=True, slots=True)
class Look:
    """One question to one kind of cards; `scope` are the marks of what the member may see, "" for everything."""

    thing: str
    rank: int
    question: str
    scope: str

    @property
    def query(self) -> str:
        return f"({self.question}) & ({self.scope})" if self.scope else self.question

    def ask(self, way: str) -> tuple[str, list[str]]:
        values = [self.scope, self.question] if way is AMONG_OWN else [self.query]
        return way.format(thing=self.thing, rank=self.rank), values


def look(looks: list[Look]) -> list[Met]:
    ways = _ways(looks)
    met = _ask([one.ask(way) for one, way in zip(looks, ways, strict=True)])
    short = [one for one, way in zip(looks, ways, strict=True) if way is AMONG_NEWEST and _count(met, one) < DEPTH]
    return met + _ask([one.ask(BY_INDEX) for one in short])


def _count(met: list[Met], look: Look) -> int:
    return sum((one.thing, one.rank) == (look.thing, look.rank) for one in met)


def _ways(looks: list[Look]) -> list[str]:
    scopes = sorted({(one.thing, one.scope) for one in looks if one.scope})
    expected = _expected(
        [(one.thing, one.query) for one in looks] + [(one.thing, one.question) for one in looks] + scopes
    )
    matching, anybodys, owned = (
        expected[: len(looks)],
        expected[len(looks) : 2 * len(looks)],
        expected[2 * len(looks) :],
    )
    own = dict(zip(scopes, owned, strict=True))
    return [
        _way(*counts, own.get((one.thing, one.scope))) for one, *counts in zip(looks, matching, anybodys, strict=True)
    ]


def _way(matching: int, anybodys: int, own: int | None) -> str:
    if anybodys <= MANY:
        return BY_INDEX
    if own is not None and own <= MANY:
        return AMONG_OWN
    return AMONG_NEWEST if matching > MANY else BY_INDEX


def _expected(queries: list[tuple[str, str]]) -> list[int]:
    """How many documents the planner expects for each question: it knows the common words."""
    sql = " UNION ALL ".join([*(COUNT.format(thing=thing) for thing, _query in queries), "SELECT 1"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", [query for _thing, query in queries])
        answer = cursor.fetchone()[0]
    plan = (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]
    while len(plan["Plans"]) == 1:  # a parallel plan has its gathering on top
        plan = plan["Plans"][0]
    return [part["Plan Rows"] for part in plan["Plans"][: len(queries)]]


def _ask(asked: list[tuple[str, list[str]]]) -> list[Met]:
    if not asked:
        return []
    values: list[Any] = [value for _sql, given in asked for value in given]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sql for sql, _values in asked), values)
        return [Met(*row) for row in cursor.fetchall()]
