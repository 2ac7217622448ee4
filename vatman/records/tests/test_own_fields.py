"""The company's own fields are kept on one page: names, order, choices, what was put away. No card is touched. Answers A1.3."""

import json

import pytest

from tests.api.calls import API, caller, made, told
from vatman.events.models import Event
from vatman.events.undoing import undo_event
from vatman.records.models import CustomField
from vatman.web.errors import Refused

HTMX = {"HX-Request": "true"}


@pytest.fixture
def paper(world):
    field = CustomField.objects.add("contact", "Бумага", "choice", by=world.olga, choices=["офсет", "мел", "картон"])
    world.ivanov.change(by=world.anna, **{f"fields__{field.key}": "офсет"})
    return field


def shown(world, thing="contact"):
    card = {"contact": world.ivanov, "deal": world.calendars}[thing]
    return world.browser(world.anna).get(f"/fields/{thing}/{card.pk}").content.decode()


def stored(world):
    world.ivanov.refresh_from_db()
    return world.ivanov.fields


def test_a_renamed_choice_reads_anew_on_old_cards_too(world, paper):
    event = paper.change(renamed={"офсет": "офсетная"}, by=world.olga)
    assert paper.choices == ["офсетная", "мел", "картон"]
    assert stored(world) == {paper.key: "офсет"}
    assert '<option value="офсетная" selected>' in shown(world)
    world.petrova.change(by=world.boris, **{f"fields__{paper.key}": "офсет"})  # an older program still says so
    assert world.petrova.fields == {paper.key: "офсетная"}
    undo_event(event, by=world.olga)
    paper.refresh_from_db()
    assert paper.choices == ["офсет", "мел", "картон"]
    assert paper.current(world.petrova.fields[paper.key]) == "офсет"  # written while it was called otherwise


def test_renamed_twice_and_back_it_is_still_the_same_choice(world, paper):
    paper.change(renamed={"офсет": "офсетная"}, by=world.olga)
    paper.change(renamed={"офсетная": "офсетная 80 г"}, by=world.olga)
    assert paper.former == {"офсет": "офсетная 80 г", "офсетная": "офсетная 80 г"}
    paper.change(renamed={"офсетная 80 г": "офсет"}, by=world.olga)
    assert (paper.choices[0], paper.current("офсетная"), paper.current("офсет")) == ("офсет", "офсет", "офсет")


def test_whoever_edits_meanwhile_is_no_conflict(world, paper):
    paper.change(renamed={"офсет": "офсетная"}, by=world.olga)
    url = f"/fields/contact/{world.ivanov.pk}/fields__{paper.key}"
    answer = world.browser(world.anna).post(url, {"value": "мел", "was": json.dumps("офсет")}, headers=HTMX)
    assert answer.status_code == 200
    assert stored(world) == {paper.key: "мел"}


def test_a_choice_taken_off_stays_where_it_stands(world, paper):
    paper.change(choices=["картон", "мел"], by=world.olga)
    assert paper.choices == ["картон", "мел"]
    assert '<option value="офсет" selected>' in shown(world)
    assert stored(world) == {paper.key: "офсет"}
    several = CustomField.objects.add("contact", "Виды", "choices", by=world.olga, choices=["а", "б", "в"])
    world.ivanov.change(by=world.anna, **{f"fields__{several.key}": ["а", "б"]})
    several.change(choices=["б", "в"], by=world.olga)
    world.ivanov.change(by=world.anna, **{f"fields__{several.key}": ["а", "в"]})
    assert stored(world)[several.key] == ["а", "в"]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"choices": []}, "варианты"),
        ({"renamed": {"нет такого": "б"}}, "Такого варианта нет"),
        ({"title": " "}, "Назовите поле"),
        ({"title": "ТИРАЖ"}, "уже есть"),
        ({"choices": ["мел", "офсет"]}, "Так раньше назывался вариант «мелованная»"),
    ],
)
def test_what_would_confuse_is_refused(world, paper, wanted, words):
    CustomField.objects.add("contact", "Тираж", by=world.olga)
    paper.change(renamed={"мел": "мелованная"}, by=world.olga)
    with pytest.raises(Refused) as error:
        paper.change(by=world.olga, **wanted)
    assert words in str(error.value)
    with pytest.raises(Refused):
        CustomField.objects.get(title="Тираж").change(choices=["а"], by=world.olga)


def test_put_away_it_is_seen_nowhere_and_loses_nothing(world, paper):
    event = paper.archive(by=world.olga)
    assert "Бумага" not in shown(world)
    assert stored(world) == {paper.key: "офсет"}
    assert [one["key"] for one in caller(world.anna).get(f"{API}/fields").json()] == []
    other = CustomField.objects.add("contact", "бумага", by=world.olga)
    with pytest.raises(Refused):
        paper.bring_back(by=world.olga)
    other.archive(by=world.olga)
    undo_event(event, by=world.olga)
    assert "офсет" in shown(world)


def test_a_column_of_the_list_goes_and_comes_back(world):
    field = CustomField.objects.add("deal", "Сгиб", by=world.olga)
    browser = world.browser(world.anna)
    browser.post("/deals/columns", {"column": ["title", field.key]})
    assert "Сгиб" in browser.get("/deals").content.decode()
    field.archive(by=world.olga)
    assert "Сгиб" not in browser.get("/deals").content.decode()
    field.bring_back(by=world.olga)
    assert "Сгиб" in browser.get("/deals").content.decode()


def test_the_order_is_the_cards_order(world, paper):
    size = CustomField.objects.add("contact", "Формат", by=world.olga)
    answer = world.browser(world.roman).post(
        "/settings/fields/contact/order", {"field": [size.pk, paper.pk]}, headers=HTMX
    )
    page = shown(world)
    assert page.index("Формат") < page.index("Бумага")
    world.browser(world.roman).post(json.loads(answer.headers["HX-Trigger"])["toast"]["undo"])
    page = shown(world)
    assert page.index("Формат") > page.index("Бумага")


def test_the_page_is_for_who_answers_for_more_than_his_own(world, paper):
    page = world.browser(world.roman).get("/settings/fields").content.decode()
    assert "Бумага" in page
    assert "/settings/members" not in page  # a head has no other settings
    assert "/settings/members" in world.browser(world.olga).get("/settings/fields").content.decode()
    assert "/settings/fields" in world.browser(world.olga).get("/settings").content.decode()
    assert world.browser(world.anna).get("/settings/fields").status_code == 403
    assert world.browser(world.anna).post(f"/settings/fields/{paper.pk}", {"title": "x"}).status_code == 403


def test_a_title_and_choices_are_edited_on_the_page(world, paper):
    browser, url = world.browser(world.roman), f"/settings/fields/{paper.pk}"
    assert "Сорт бумаги" in browser.post(url, {"title": "Сорт бумаги"}, headers=HTMX).content.decode()
    window = browser.get(url).content.decode()
    assert 'name="choice" value="картон"' in window
    lines = {"was": ["мел", "офсет", "картон", ""], "choice": ["мел", "офсетная", "", "пластик"]}
    assert browser.post(url, lines, headers=HTMX).status_code == 200
    paper.refresh_from_db()
    assert (paper.title, paper.choices) == ("Сорт бумаги", ["мел", "офсетная", "пластик"])
    assert paper.former == {"офсет": "офсетная", "картон": ""}
    assert browser.post(url, {"was": "", "choice": ""}, headers=HTMX).status_code == 422
    assert "Убранные" in browser.post(f"{url}/archiving", headers=HTMX).content.decode()
    assert "Убранные" not in browser.post(f"{url}/return", headers=HTMX).content.decode()


def test_only_who_keeps_fields_takes_it_back(world, paper):
    event = paper.change(title="Сорт", by=world.olga)
    browser = world.browser(world.anna)
    assert browser.post(f"/events/{event.id}/undoing").status_code == 422
    assert world.browser(world.roman).post(f"/events/{event.id}/undoing").status_code == 204
    paper.refresh_from_db()
    assert paper.title == "Бумага"


def test_a_program_keeps_them_too(world, paper):
    olga, url = caller(world.olga), f"{API}/fields/{paper.key}"
    size = made(olga.post(f"{API}/fields", {"of": "contact", "title": "Формат"}))
    found = olga.patch(url, {"title": "Сорт", "renamed": {"мел": "мелованная"}, "position": 1}).json()
    assert (found["title"], found["choices"], found["former"]) == (
        "Сорт",
        ["офсет", "мелованная", "картон"],
        {"мел": "мелованная"},
    )
    assert [one["key"] for one in olga.get(f"{API}/fields").json()] == [size["key"], paper.key]
    assert olga.patch(url, {"archived": True}).json()["archived"] is True
    assert [one["key"] for one in olga.get(f"{API}/fields?archived=true").json()] == [paper.key]
    told(olga.patch(url, {"title": ""}), 422)
    told(caller(world.anna).patch(url, {"title": "x"}), 403)
    told(olga.patch(f"{API}/fields/f999999", {"title": "x"}), 404)


def test_the_log_tells_of_it(world, paper):
    paper.change(title="Сорт", renamed={"мел": "мелованная"}, by=world.olga)
    paper.archive(by=world.olga)
    said = [event.sentence for event in Event.objects.filter(subject_type="field").order_by("id")]
    assert said == ["Новое поле: Бумага", "Поле: Бумага → Сорт", "Поле убрано: Сорт"]
