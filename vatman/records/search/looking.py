"""Which way to look, so that a common word costs no more than a rare one.

An index gathers all matches of every word before it gives the first: tens of milliseconds for «ив» in a million cards.
The planner's own estimates say beforehand what each way will cost:

- by the index of all words at once;
- by the index of the rarest word (or of the member's own cards), reading what it gives for the others;
- among the newest cards, when matches are so many that a few thousand cards hold enough of them.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.db import connection

NEWEST = 30_000
ROW, FOUND = 8, 6  # what reading a card in order, or one found by an index, costs against one entry of an index

FROM = "records_searchdocument WHERE thing = '{thing}'"
EXPECT = "(SELECT 1 FROM records_searchdocument WHERE thing = '{thing}' AND words @@ %s::tsquery)"
EVERY = "(SELECT 1 FROM records_searchdocument WHERE thing = '{thing}')"
MARK = "SELECT '{thing}' AS thing, {rank} AS rank, thing_id, title, subtitle FROM"
# Materialized, so that the planner asks the index whatever the LIMIT, and reads no more rows than it gives.
BY_INDEX = f"({MARK} (WITH met AS MATERIALIZED (SELECT * FROM {FROM} AND words @@ %s::tsquery) SELECT * FROM met) AS met LIMIT {{depth}})"  # noqa: S608
BY_RAREST = f"""({MARK} (WITH met AS MATERIALIZED (SELECT * FROM {FROM} AND words @@ %s::tsquery) SELECT * FROM met) AS met
WHERE words @@ %s::tsquery LIMIT {{depth}})"""  # noqa: S608
AMONG_NEWEST = f"""({MARK} (SELECT * FROM {FROM} ORDER BY thing_id DESC LIMIT {{newest}}) AS new
WHERE words @@ %s::tsquery LIMIT {{depth}})"""  # noqa: S608


@dataclass(slots=True)
class Met:
    thing: str
    rank: int
    id: int
    title: str
    subtitle: str


@dataclass(frozen=True, slots=True)
class Look:
    """One question to one kind of cards: tsqueries that must all match, the marks of what the member may see among them."""

    thing: str
    rank: int
    parts: tuple[str, ...]
    depth: int  # how many are wanted

    @property
    def query(self) -> str:
        return " & ".join(f"({part})" for part in self.parts) if len(self.parts) > 1 else self.parts[0]

    def ask(self, way: str, rarest: str = "", newest: int = 0) -> tuple[str, list[str]]:
        sql = way.format(thing=self.thing, rank=self.rank, newest=newest, depth=self.depth)
        return sql, [rarest, self.query] if way is BY_RAREST else [self.query]


def look(looks: list[Look]) -> list[Met]:
    ways = _ways(looks)
    met = _ask([one.ask(*way) for one, way in zip(looks, ways, strict=True)])
    short = [
        one for one, way in zip(looks, ways, strict=True) if way[0] is AMONG_NEWEST and _count(met, one) < one.depth
    ]
    return met + _ask([one.ask(BY_INDEX) for one in short])


def _count(met: list[Met], look: Look) -> int:
    return sum((one.thing, one.rank) == (look.thing, look.rank) for one in met)


def _ways(looks: list[Look]) -> list[tuple[str, str, int]]:
    """For each look the cheapest way, its rarest part, and among how many newest cards to look."""
    asked = list(dict.fromkeys((one.thing, part) for one in looks for part in (None, one.query, *one.parts)))
    expected = dict(zip(asked, _expected(asked), strict=True))
    return [_way(one, {part: expected[one.thing, part] for part in (None, one.query, *one.parts)}) for one in looks]


def _way(look: Look, expected: dict[str | None, int]) -> tuple[str, str, int]:
    rarest = min(look.parts, key=lambda part: expected[part])
    enough = look.depth * max(1, expected[None]) // max(1, expected[look.query])  # cards to read until there are enough
    costs = {
        BY_INDEX: sum(expected[part] for part in look.parts),
        BY_RAREST: expected[rarest] * FOUND,
        AMONG_NEWEST: enough * ROW if enough <= NEWEST else 10**9,
    }
    return min(costs, key=lambda way: costs[way]), rarest, min(NEWEST, enough * 5)


def _expected(asked: list[tuple[str, str | None]]) -> list[int]:
    """How many documents the planner expects to match each part (None: of the kind at all): it knows the common words."""
    sql = [(EVERY if part is None else EXPECT).format(thing=thing) for thing, part in asked]
    with connection.cursor() as cursor:
        cursor.execute(
            f"EXPLAIN (FORMAT JSON) {' UNION ALL '.join([*sql, 'SELECT 1'])}", [part for _thing, part in asked if part]
        )
        answer = cursor.fetchone()[0]
    plan = (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]
    while len(plan["Plans"]) == 1:  # a parallel plan has its gathering on top
        plan = plan["Plans"][0]
    return [part["Plan Rows"] for part in plan["Plans"][: len(asked)]]


def _ask(asked: list[tuple[str, list[str]]]) -> list[Met]:
    if not asked:
        return []
    values: list[Any] = [value for _sql, given in asked for value in given]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sql for sql, _values in asked), values)
        return [Met(*row) for row in cursor.fetchall()]
