"""docs/performance.md out of what `vatman bench --json` wrote: `python -m bench.page results.json [more.json …] > docs/performance.md`."""

import json
import sys
from pathlib import Path
from typing import Any

HEAD = """# Performance

Written by `python -m bench.page` from the answers of `vatman bench`; names, limits' SQL and goals stand in
[bench/goals.toml](../bench/goals.toml).

A page is asked for in-process, through all of the application but the network. Its **limit** is its bare SQL plus a blank page of
the same application (session, middleware, layout), timed in turn with it; of the import, the parsing of the file plus the COPY of
all that came of it into tables as full and as bound as the real ones. Values are medians. A goal with × is times the limit, one
without is in the unit itself; a page may also ask at most the queries of its line in goals.toml.
"""
SECTION = """
## {contacts} contacts

Machine: {machine}.

| measurement | value | limit | times | goal | queries | met |
| --- | ---: | ---: | ---: | ---: | ---: | --- |
"""
TAIL = "\nNot met: {missed}.\n"


def page(answers: list[dict[str, Any]]) -> str:
    return HEAD + "".join(map(_section, answers))


def _section(answer: dict[str, Any]) -> str:
    results = answer["results"]
    missed = ", ".join(one["name"] for one in results if one["met"] is False) or "nothing"
    head = SECTION.format(contacts=f"{answer['contacts']:,}", machine=answer["machine"])
    return head + "".join(map(_line, results)) + TAIL.format(missed=missed)


def _line(one: dict[str, Any]) -> str:
    times = f"×{one['ratio']:.2f}" if one["ratio"] else ""
    by_ratio = one["ratio"] is not None and not one["name"].startswith("find")
    goal = "" if one["goal"] is None else f"×{one['goal']:g}" if by_ratio else f"{one['goal']:g} {one['unit']}"
    met = {True: "yes", False: "**no**", None: ""}[one["met"]]
    limit = f"{one['limit']:.1f}" if one["limit"] is not None else ""
    return f"| {one['name']} | {one['value']:.1f} {one['unit']} | {limit} | {times} | {goal} | {one['sql'] or ''} | {met} |\n"


if __name__ == "__main__":
    print(page([json.loads(Path(name).read_text("utf-8")) for name in sys.argv[1:]]), end="")
