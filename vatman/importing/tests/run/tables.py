"""Small files for the tests of the run: a table is told as text, cells apart by «|»."""

from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from vatman.importing.models import Import


def write_csv(path: Path, table: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [";".join(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def write_xlsx(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "dd.mm.yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, column, value)
                    else:
                        sheet.write(number, column, value)
    return path


def bring(path: Path, by: Any) -> Import:
    load = Import.objects.begin([path], by=by).run()
    load.refresh_from_db()
    assert load.state == "done"
    return load


def outcomes(load: Import) -> list[tuple[str, str]]:
    return list(load.rows.order_by("pk").values_list("outcome", "reason"))
