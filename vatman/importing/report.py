"""The honest report of an import: read = created + joined + skipped, per sheet and in all, with every problem."""

from typing import Any

from .models import Import, ImportProblem, ImportSheet

THINGS = ("contacts", "companies", "deals", "tasks", "notes")


def report(load: Import) -> dict[str, Any]:
    totals = load.totals
    created, joined = totals.get("created", {}), totals.get("joined", {})
    return {
        "files": _files(load),
        "rows": totals.get("rows", {"read": 0, "created": 0, "joined": 0, "skipped": 0}),
        "created": {thing: created.get(thing, 0) for thing in THINGS},
        "joined": {thing: joined.get(thing, 0) for thing in THINGS[:2]},
        "review": totals.get("review", 0),
        "problems": [problem.as_dict() for problem in ImportProblem.objects.filter(load=load).iterator()],
    }


def _files(load: Import) -> list[dict[str, Any]]:
    files = load.files.prefetch_related("sheets")
    return [{"name": file.name, "sheets": [_sheet(sheet) for sheet in file.sheets.all()]} for file in files]


def _sheet(sheet: ImportSheet) -> dict[str, Any]:
    columns = [
        {"title": one.title, "field": str(one.field), "confidence": round(one.confidence, 2)} for one in sheet.columns
    ]
    rows = {"rows": sheet.rows, "created": sheet.created, "joined": sheet.joined, "skipped": sheet.skipped}
    return {"name": sheet.name, "header_row": sheet.header_row, **rows, "columns": columns}
