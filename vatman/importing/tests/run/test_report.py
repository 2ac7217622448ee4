"""A1.4: the honest report: read = created + joined + skipped, per sheet and in all; a bad file stops nobody."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from vatman.importing import problems
from vatman.importing.models import Import, ImportSheet
from vatman.importing.report import report
from vatman.importing.shapes import Field
from vatman.importing.wording import FIELDS

from .tables import bring, write_csv, write_xlsx


@pytest.fixture
def folder(world, tmp_path):
    place = tmp_path / "отдел"
    write_csv(
        place / "2026" / "клиенты.csv",
        "ФИО | Телефон\nЗимин Павел | 8 912 345-67-89\nЗимин П. | 89123456789\nЛетова Анна | 8 912 345-67-80",
    )
    head, row = ["Контрагент", "Сумма", "Дата заявки"], ["ООО Гвоздь", 15000, date(2026, 3, 5)]
    write_xlsx(
        place / "заявки.xlsx",
        {
            "Март": [["Заявки за март"], [], head, row, ["Итого", 15000]],
            "Апрель": [head, ["ООО Гвоздь", 900, date(2026, 4, 5)]],
        },
    )
    (place / "битый.xlsx").write_bytes(b"PK\x03\x04 not really")
    (place / "пустой.csv").write_bytes(b"")
    (place / "~$заявки.xlsx").write_bytes(b"lock")
    return place


def test_every_row_is_counted_once(folder, world):
    told = report(bring(folder, world.olga))
    assert told["rows"] == {"read": 5, "created": 3, "joined": 2, "skipped": 0}
    sheets = [sheet for file in told["files"] for sheet in file["sheets"]]
    assert sum(sheet["rows"] for sheet in sheets) == 5
    assert all(sheet["rows"] == sheet["created"] + sheet["joined"] + sheet["skipped"] for sheet in sheets)


def test_the_shape_of_the_report(folder, world):
    told = report(bring(folder, world.olga))
    assert set(told) == {"files", "rows", "created", "joined", "review", "problems"}
    assert told["created"] == {"contacts": 2, "companies": 1, "deals": 2, "tasks": 0, "notes": 0}
    assert told["joined"] == {"contacts": 1, "companies": 1}
    march = next(sheet for file in told["files"] for sheet in file["sheets"] if sheet["name"] == "Март")
    assert march["header_row"] == 3
    assert [column["field"] for column in march["columns"]] == ["company.name", "deal.amount", "deal.created_on"]
    assert all(0 <= column["confidence"] <= 1 for column in march["columns"])


def test_bad_files_are_named_and_stop_nobody(folder, world):
    told = report(bring(folder, world.olga))
    codes = {problem["file"]: problem["code"] for problem in told["problems"]}
    assert codes == {"битый.xlsx": "broken", "пустой.csv": "empty_file", "~$заявки.xlsx": "lock_file"}
    assert all(
        set(problem) == {"file", "sheet", "row", "column", "value", "code", "message"} for problem in told["problems"]
    )


def test_the_table_itself_refuses_sheets_that_do_not_add_up(folder, world):
    bring(folder, world.olga)
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportSheet.objects.filter(rows__gt=0).update(created=99)


CODE = re.compile(r"""(?:problem|Problem|Unreadable|Moment|Money)\((?:problem=)?"([a-z_]+)\"""")


def test_every_problem_and_field_has_its_words():
    room = Path(problems.__file__).parent
    sources = [*room.glob("reading/*.py"), *room.glob("understanding/*.py"), *room.glob("run/*.py")]
    codes = {code for path in sources for code in CODE.findall(path.read_text("utf-8"))}
    assert len(codes) > 20
    assert codes - problems.MESSAGES.keys() == set()
    assert {str(field) for field in Field} - FIELDS.keys() == set()


def test_a_row_that_breaks_its_chunk_is_skipped_alone(world, tmp_path):
    """Words longer than any index takes: whatever comes, the others go on."""
    path = write_csv(
        tmp_path / "странное.csv",
        f"ФИО | Телефон | Комментарий\nЗимин {'о' * 5000} | 8 912 345-67-89 | {'я' * 40000}\nЛетова Анна | 8 912 345-67-80 | да",
    )
    found = bring(path, world.olga)
    assert [row.outcome for row in found.rows.all()][1] == "created"
    assert report(found)["rows"]["read"] == 2


def test_an_import_without_any_row_is_done(world, tmp_path):
    found = bring(write_csv(tmp_path / "а.csv", "ФИО | Телефон"), world.olga)
    assert report(found)["rows"]["read"] == 0


def test_before_the_first_owner_clients_belong_to_nobody(db, tmp_path):
    path = write_csv(tmp_path / "а.csv", "ФИО | Телефон | Сумма | Статус\nЗимин Павел | 8 912 345-67-89 | 900 | зреет")
    found = Import.objects.begin([path], by=None).run()
    assert report(found)["created"]["deals"] == 1
    found.undo(by=None)
