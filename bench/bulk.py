"""A hundred thousand rows of a spreadsheet come in, beside reading them and copying what came of them."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import perf_counter, sleep

import psutil
import xlsxwriter
from django.db import connection
from django.utils import timezone
from python_calamine import CalamineWorkbook

from .fill import FIRMS, FIRST, GOODS, LAST, MIDDLE
from .measuring import GOALS, Result, at_most, timed, within

HEADS = (
    "ФИО",
    "Телефон",
    "E-mail",
    "Компания",
    "ИНН",
    "Город",
    "Заказ",
    "Сумма",
    "Статус",
    "Дата заявки",
    "Следующий звонок",
    "Комментарий",
)
STATUSES = ("заявка", "первый звонок", "отправить кп", "встреча", "продажа", "отказ")
MADE = {
    "clients_contact": "origin = %(origin)s", "clients_company": "origin = %(origin)s", "deals_deal": "origin = %(origin)s",
    "tasks_task": "origin = %(origin)s", "records_note": "origin = %(origin)s", "events_event": "origin = %(origin)s",
    "deals_stagemove": "origin = %(origin)s", "importing_importrow": "load_id = %(load)s", "importing_doubt": "load_id = %(load)s",
    "clients_way": "contact_id IN (SELECT id FROM clients_contact WHERE origin = %(origin)s) OR company_id IN (SELECT id FROM clients_company WHERE origin = %(origin)s)",
    "clients_link": "contact_id IN (SELECT id FROM clients_contact WHERE origin = %(origin)s)",
    "records_searchdocument": "thing = 'contact' AND thing_id IN (SELECT id FROM clients_contact WHERE origin = %(origin)s)"
    " OR thing = 'company' AND thing_id IN (SELECT id FROM clients_company WHERE origin = %(origin)s)"
    " OR thing = 'deal' AND thing_id IN (SELECT id FROM deals_deal WHERE origin = %(origin)s)",
}  # fmt: skip


def write(path: Path, rows: int) -> None:
    """A file as people keep them; every ninth row is somebody met before."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Клиенты")
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    sheet.write_row(0, 0, HEADS)
    for row in range(1, rows + 1):
        who = row - 4 if row % 9 == 0 else row
        name = f"{LAST[who % 25]}{'' if who % 2 else 'ский'} {FIRST[who // 25 % 20]} {MIDDLE[who // 500 % 10]}"
        phone = f"8 (9{who // 100_000_000 % 90 + 10:02}) {who * 7919 % 10_000_000:07}"
        begun = timezone.localdate() - timedelta(days=who % 700)
        texts = (
            name,
            phone,
            f"p{who}@post{who % 300}.ru" if who % 3 else "",
            f"ООО «{FIRMS[who % 16]} {who // 3}»" if who % 4 else "",
            "",
            "Москва",
        )
        deal = (f"{GOODS[who % 12]}, {who % 900 + 100} шт", who * 37 % 400_000 + 1000, STATUSES[who % 6])
        sheet.write_row(row, 0, (*texts, *deal))
        sheet.write_datetime(row, 9, begun, day)
        if who % 6 < 4:
            sheet.write_datetime(row, 10, timezone.localdate() + timedelta(days=who % 20), day)
        sheet.write_string(row, 11, f"просил перезвонить, тираж {who % 900 + 100}" if who % 2 else "")
    book.close()


def importing(home: Path, rows: int) -> Iterator[Result]:
    """The limit is taken around the run: the file is parsed just before and just after it, and COPY follows at once."""
    path = home / "clients.xlsx"
    write(path, rows)
    before = _parse(path)
    seconds, memory = _run(home, path)
    limit = (before + _parse(path)) / 2 + _copy()
    goal = GOALS["import"]
    yield within(f"import of {rows} rows", "s", seconds, limit, goal["goal"], title=goal["title"])
    yield at_most("import memory", "MB", memory, GOALS["import_memory"]["most"], title=GOALS["import_memory"]["title"])


def _parse(path: Path) -> float:
    with timed() as passed:
        CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        return passed()


def _run(home: Path, path: Path) -> tuple[float, float]:
    """Seconds of the command, and the most memory it and its children had, in megabytes."""
    line = [
        sys.executable,
        "-m",
        "vatman",
        "import",
        str(path),
        "--home",
        str(home),
        "--report",
        str(home / "report.json"),
    ]
    start, most = perf_counter(), 0.0
    with (home / "import.log").open("w") as log:
        process = subprocess.Popen(
            line, stdout=log, stderr=log, env=os.environ | {"DJANGO_SETTINGS_MODULE": "vatman.config.settings"}
        )
        while process.poll() is None:
            most = max(most, memory_of(process.pid))
            sleep(0.1)
    if process.returncode:
        raise RuntimeError((home / "import.log").read_text("utf-8")[-2000:])
    return perf_counter() - start, most


def memory_of(pid: int) -> float:
    """Megabytes of a process and its children, what they share counted once."""
    total = 0
    try:
        parent = psutil.Process(pid)
        for process in [parent, *parent.children(recursive=True)]:
            full = process.memory_full_info()
            total += getattr(full, "pss", 0) or full.uss
    except psutil.NoSuchProcess:
        pass
    return total / 1_000_000


def _copy() -> float:
    """Seconds to copy all that the last import left, table by table, into tables like those it met.

    Each is a twin of the real one with the same indexes, checks and foreign keys, and holds already what the real one held
    before the import: a row costs there what it costs in the base (only partitions are one table). Filling the twin is not
    timed; the one COPY and its commit, with the checks of the keys, are. What the import changed in rows that were there
    before (its ways on known clients too), and the lexicon of search, are not copied: the limit is rather too low.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM importing_import")
        load = cursor.fetchone()[0]
        values = {"load": load, "origin": f"import:{load}"}
        return sum(_copy_table(cursor, table, where, values) for table, where in MADE.items())


def _copy_table(cursor, table: str, where: str, values: dict[str, object]) -> float:
    rows = io.BytesIO()
    with cursor.copy(f"COPY (SELECT * FROM {table} WHERE {where}) TO STDOUT", values) as out:
        for block in out:
            rows.write(block)
    rows.seek(0)
    cursor.execute("DROP TABLE IF EXISTS bench_copy")
    cursor.execute(f"CREATE TABLE bench_copy (LIKE {table} INCLUDING ALL)")
    cursor.execute(f"INSERT INTO bench_copy SELECT * FROM {table} WHERE ({where}) IS NOT TRUE", values)
    cursor.execute(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'", [table]
    )
    for (key,) in cursor.fetchall():
        cursor.execute(f"ALTER TABLE bench_copy ADD {key} NOT VALID")
    cursor.execute("ANALYZE bench_copy")
    with timed() as passed:
        with cursor.copy("COPY bench_copy FROM STDIN") as into:
            while block := rows.read(1 << 20):
                into.write(block)
        seconds = passed()
    cursor.execute("DROP TABLE bench_copy")
    return seconds
