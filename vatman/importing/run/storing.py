"""From files to stored rows: each file in one transaction, so that a break loses at most the file at hand."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from vatman.records.copying import copy_in

from ..models import Import, ImportFile, ImportProblem, ImportSheet
from ..shapes import ColumnGuess, Field, Problem, Sheet, SheetKind, SourceFile
from ..understanding import carry, guess
from .cells import fingerprint, safe, stored

COLUMNS = "load_id, sheet_id, number, section, cells, digest, outcome, reason"
NO_CLIENTS = {SheetKind.FORM: "form", SheetKind.PRICE: "price"}


def store(load: Import, told: Any) -> None:
    """Reads every file not read yet."""
    from ..reading import read

    known = set(load.files.values_list("position", flat=True))
    for position, source in enumerate(read([Path(path) for path in load.paths], _progress(load, told))):
        if position not in known:
            with transaction.atomic():
                _store_file(load, position, source)
                load.files_read = position + 1
                load.files_found = max(load.files_found, load.files_read)
                load.save(update_fields=["files_read", "files_found", "rows_total"])
        if told:
            told(load)


def _progress(load: Import, told: Any) -> Any:
    def progress(_name: str, _done: int, total: int) -> None:
        if load.files_found != total:
            load.files_found = total
            load.save(update_fields=["files_found"])
            if told:
                told(load)

    return progress


def _store_file(load: Import, position: int, source: SourceFile) -> None:
    file = load.files.create(position=position, name=safe(source.name)[:500], digest=source.digest)
    problems = [(problem, "") for problem in source.problems]
    for place, sheet in enumerate(source.sheets):
        problems += [(problem, sheet.name) for problem in sheet.problems]
        if code := NO_CLIENTS.get(sheet.kind):
            problems.append((Problem(code, value=sheet.why), sheet.name))
        load.rows_total += _store_sheet(load, file, place, sheet)
        sheet.rows.clear()
    keep_problems(load, [as_row(problem, file.name, sheet) for problem, sheet in problems])


def _store_sheet(load: Import, file: ImportFile, position: int, sheet: Sheet) -> int:
    table = sheet.kind == SheetKind.TABLE
    guesses = _wished(load, file.name, sheet.name, guess(sheet, load.today)) if table else []
    kept = ImportSheet(
        file=file, position=position, name=safe(sheet.name)[:200], kind=sheet.kind, why=sheet.why[:40],
        header_row=sheet.header_row, rows=len(sheet.rows) if table else 0,
    )  # fmt: skip
    kept.set_guesses(guesses)
    kept.save()
    if table:
        carry(sheet, guesses)
        _copy_rows(load, kept, sheet, guesses)
    return kept.rows


def _copy_rows(load: Import, kept: ImportSheet, sheet: Sheet, guesses: list[ColumnGuess]) -> None:
    columns = [(one.index, one.title or f"#{one.index}", one.field) for one in guesses]
    with connection.cursor() as cursor, cursor.copy(f"COPY {table_name()} ({COLUMNS}) FROM STDIN") as copy:
        for row in sheet.rows:
            section = safe(row.section)[:200]
            copy.write_row(
                (load.pk, kept.pk, row.number, section, stored(row.values), fingerprint(row, columns), "", "")
            )


def table_name() -> str:
    from ..models import ImportRow

    return ImportRow._meta.db_table


def _wished(load: Import, file: str, sheet: str, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """What the person's plan says of these columns goes before any guess."""
    for wish in load.wishes.get("files", []):
        if wish.get("name") not in (None, file):
            continue
        for told in wish.get("sheets", []):
            if told.get("name") in (None, sheet):
                _obey(guesses, told.get("columns", []))
    return guesses


def _obey(guesses: list[ColumnGuess], columns: list[dict[str, Any]]) -> None:
    for column in columns:
        for one in guesses:
            if one.title == column.get("title") and one.field != column.get("field"):
                one.field, one.confidence, one.reason = Field(column["field"]), 1.0, "plan"


def as_row(problem: Problem, file: str, sheet: str, line: int | None = None) -> ImportProblem:
    return ImportProblem(
        line_id=line, file=(safe(problem.file) or file)[:500], sheet=(safe(problem.sheet) or sheet)[:200], row=problem.row,
        column=safe(problem.column)[:300], value=safe(str(problem.value))[:500], code=problem.code[:40],
    )  # fmt: skip


def keep_problems(load: Import, problems: Iterable[ImportProblem]) -> None:
    kept = list(problems)
    for problem in kept:
        problem.load = load
    copy_in(ImportProblem, kept)
