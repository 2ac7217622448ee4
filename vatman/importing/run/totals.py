"""The sums of the report, kept on the import chunk by chunk: {"created": {thing: n}, "joined": {thing: n}, "review": n}."""

from collections import Counter
from typing import Any

from django.db.models import Count, Q

from vatman.events.recording import record
from vatman.team.models import Member

from ..models import Import, ImportSheet

PLURAL = {"contact": "contacts", "company": "companies", "deal": "deals", "task": "tasks", "note": "notes"}


def add_totals(course: Any, results: list[Any], doubts: int) -> None:
    load = course.load
    created, joined = Counter(load.totals.get("created", {})), Counter(load.totals.get("joined", {}))
    for result in results:
        joined.update({PLURAL[thing]: count for thing, count in result.joined.items()})
        for thing in result.made:
            word = getattr(thing, "thing", "")
            if word in PLURAL:
                created[PLURAL[word]] += 1
    load.totals = {"created": dict(created), "joined": dict(joined), "review": load.totals.get("review", 0) + doubts}
    load.rows_done = min(load.rows_total, load.rows_done + len(results))
    load.plan = course.plan
    load.save(update_fields=["totals", "rows_done", "plan"])


def count_sheets(load: Import) -> dict[str, int]:
    """Each row once, by what became of it; the table itself refuses sheets that do not add up."""
    outcomes = {name: Count("lines", filter=Q(lines__outcome=name)) for name in ("created", "joined", "skipped")}
    whole = {"created": 0, "joined": 0, "skipped": 0}
    sheets = list(
        ImportSheet.objects.filter(file__load=load).annotate(**{f"n_{name}": count for name, count in outcomes.items()})
    )
    for sheet in sheets:
        for name in whole:
            setattr(sheet, name, getattr(sheet, f"n_{name}"))
            whole[name] += getattr(sheet, name)
        sheet.counted = True
    ImportSheet.objects.bulk_update(sheets, [*whole, "counted"])
    return {"read": sum(sheet.rows for sheet in sheets), **whole}


def finish(load: Import, now: Any) -> None:
    from ..events import ImportFinished, RowsHeldBack

    rows = count_sheets(load)
    if rows["read"] != rows["created"] + rows["joined"] + rows["skipped"]:
        raise RuntimeError(f"Import {load.pk} does not add up: {rows}")
    load.totals = {**load.totals, "rows": rows}
    load.state, load.finished_at, load.trouble = load.State.DONE, now, ""
    load.save(update_fields=["totals", "plan", "state", "finished_at", "trouble"])
    record(ImportFinished(title=load.title, **rows), load, by=load.owner, origin=load.origin)
    if held := load.rows.filter(reason="held_back").count():
        record(RowsHeldBack(title=load.title, rows=held, heads=_heads(load)), load, by=load.owner, origin=load.origin)


def _heads(load: Import) -> list[int]:
    """Who decides about rows held back: the head of whoever brought them, or else the owners."""
    head = load.department.head_id if load.department else None
    return [head] if head else list(Member.objects.active().filter(role__key="owner").values_list("pk", flat=True))
