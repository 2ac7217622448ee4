"""The list as a spreadsheet: a right of its own, and the log knows who took how many rows. Answers A1.5."""

from io import BytesIO

from openpyxl import load_workbook

from vatman.clients.models import Contact
from vatman.events.models import Event
from vatman.records.models import CustomField
from vatman.team.models import Role


def table(answer):
    return [
        list(row)
        for row in load_workbook(BytesIO(b"".join(answer.streaming_content))).active.iter_rows(values_only=True)
    ]


def test_the_owner_takes_the_list_as_filtered(world):
    field = CustomField.objects.add("contact", "Тираж", "number", by=world.olga)
    world.ivanov.change(by=world.anna, **{f"fields__{field.key}": "5000"})
    answer = world.browser(world.olga).get("/clients/contact/export", {"owner": world.anna.pk})
    head, *rows = table(answer)
    assert head[:4] == ["Фамилия", "Имя", "Отчество", "Компания"]
    assert head[-1] == "Тираж"
    [row] = rows
    assert row[:5] == ["Иванов", "Пётр", "Сергеевич", "ООО «Ромашка»", "директор"]
    assert "+7 921 555-12-34" in row
    event = Event.objects.filter(kind="organisation.exported").get()
    assert (event.actor, event.detail.rows, event.detail.filters) == (world.olga, 1, {"owner": str(world.anna.pk)})


def test_companies_too(world):
    head, *rows = table(world.browser(world.olga).get("/clients/company/export"))
    assert rows[0][:3] == ["Ромашка", "ООО", "7707083893"]


def test_a_manager_takes_nothing(world):
    assert world.browser(world.anna).get("/clients/contact/export").status_code == 403
    assert not Event.objects.filter(kind="organisation.exported").exists()


def test_who_sees_more_than_he_may_take_takes_only_that(world):
    Contact.objects.meet(by=world.nina, last_name="Своя", ways=[{"channel": "phone", "value": "8 921 111 22 33"}])
    everything = {"view": "all", "export": "own"}
    Role.objects.get(key="observer").allow({"contact": everything}, by=world.olga)
    rows = table(world.browser(world.nina).get("/clients/contact/export"))[1:]
    assert [row[0] for row in rows] == ["Своя"]
    assert "+7 921 111-22-33" not in rows[0]  # she may not see how to reach


def test_a_formula_in_a_name_stays_a_text(world):
    Contact.objects.meet(by=world.olga, last_name="=1+1")
    rows = table(world.browser(world.olga).get("/clients/contact/export", {"owner": world.olga.pk}))
    assert rows[1][0] == "=1+1"
