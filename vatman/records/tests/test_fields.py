"""A field is edited in place: saved at once, undoable, never over what a colleague has just written. Answers A1.3."""

import json

import pytest

from vatman.events.models import Event
from vatman.records.models import CustomField


@pytest.fixture
def url(world):
    return f"/fields/contact/{world.ivanov.pk}"


def send(world, url, value, was=None, by=None, **more):
    data = {"value": value, "was": json.dumps(was)} | more
    return world.browser(by or world.anna).post(url, data, headers={"HX-Request": "true"})


def test_a_value_is_saved_and_can_be_taken_back(world, url):
    answer = send(world, f"{url}/source", "выставка")
    said = json.loads(answer.headers["HX-Trigger"])
    assert "выставка" in answer.content.decode()
    assert said["toast"]["text"] == "Источник: — → выставка"
    assert said["toast"]["undo"] == f"/events/{Event.objects.of(world.ivanov).latest('at', 'id').id}/undoing"
    assert said["changed"]["id"] == world.ivanov.pk
    world.browser(world.anna).post(said["toast"]["undo"])
    world.ivanov.refresh_from_db()
    assert world.ivanov.source == ""


def test_a_second_save_says_what_stands_there_now(world, url):
    send(world, f"{url}/source", "выставка", by=world.roman)
    answer = send(world, f"{url}/source", "сайт", was="")
    assert answer.status_code == 409
    assert "здесь стало: <b>выставка</b>" in answer.content.decode()
    world.ivanov.refresh_from_db()
    assert world.ivanov.source == "выставка"
    assert send(world, f"{url}/source", "сайт", was="выставка").status_code == 200


def test_what_does_not_fit_is_kept_on_the_screen_with_its_reason(world, url):
    answer = send(world, f"{url}/birthday", "31.06", was=None)
    assert answer.status_code == 422
    assert "31.06" in answer.content.decode()


def test_a_bad_inn_is_told_in_words(world):
    answer = send(world, f"/fields/company/{world.romashka.pk}/inn", "7707083894", was="7707083893")
    assert answer.status_code == 422
    assert "ИНН не сходится" in answer.content.decode()


def test_a_sum_is_read_as_people_write_it(world):
    send(world, f"/fields/deal/{world.calendars.pk}/amount", "1 200,50 ₽", was="50000.00")
    world.calendars.refresh_from_db()
    assert str(world.calendars.amount) == "1200.50"


KINDS = [
    ("text", "красный", "красный"),
    ("number", "1 200", "1200"),
    ("money", "84 000,5 ₽", "84000.50"),
    ("date", "2026-12-31", "2026-12-31"),
    ("choice", "офсет", "офсет"),
    ("choices", ["офсет", "цифра"], ["офсет", "цифра"]),
    ("bool", "1", True),
    ("link", "dvor.test/a", "https://dvor.test/a"),
]


@pytest.mark.parametrize(("kind", "typed", "kept"), KINDS)
def test_own_fields_of_every_kind(world, url, kind, typed, kept):
    field = CustomField.objects.add("contact", "Проба", kind, by=world.olga, choices=["офсет", "цифра"])
    answer = send(world, f"{url}/fields__{field.key}", typed)
    assert answer.status_code == 200, answer.content.decode()
    world.ivanov.refresh_from_db()
    assert world.ivanov.fields == {field.key: kept}
    shown = world.browser(world.anna).get(f"{url}/fields__{field.key}").content.decode()
    assert "Проба" in shown


def test_a_colleague_as_a_value_is_shown_by_name(world, url):
    field = CustomField.objects.add("contact", "Дизайнер", "member", by=world.olga)
    answer = send(world, f"{url}/fields__{field.key}", world.boris.pk)
    assert json.loads(answer.headers["HX-Trigger"])["toast"]["text"] == "Дизайнер: — → Борис Белов"


def test_fields_are_for_those_who_may_change_the_card(world, url):
    assert send(world, f"{url}/source", "x", by=world.boris).status_code == 404
    assert send(world, f"{url}/source", "x", by=world.nina).status_code == 403
    assert send(world, f"{url}/owner", "x").status_code == 404
    assert send(world, f"{url}/fields__nope", "x").status_code == 422
    assert send(world, "/fields/role/1/title", "x").status_code == 404


def test_a_field_is_added_on_the_spot_by_a_head(world):
    form = {"title": "Формат", "kind": "choice", "choices": "А4\nА5\nА4"}
    assert world.browser(world.roman).post("/fields/contact/new", form).status_code == 204
    assert CustomField.objects.get(title="Формат").choices == ["А4", "А5"]
    assert world.browser(world.roman).post("/fields/contact/new", {**form, "choices": ""}).status_code == 422
    assert world.browser(world.anna).get("/fields/contact/new").status_code == 403
    block = world.browser(world.anna).get(f"/fields/contact/{world.ivanov.pk}").content.decode()
    assert "Формат" in block
