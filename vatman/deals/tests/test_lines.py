"""A1.10: what a deal orders: its lines make its sum, and the same order is taken again in one press."""

import json
import re
from decimal import Decimal

import pytest

from vatman.deals.models import Deal
from vatman.events.models import Event
from vatman.events.undoing import undo_event
from vatman.web.errors import Conflict, Refused

HTMX = {"HTTP_HX_REQUEST": "true"}
CALENDARS = {"what": "Календари", "quantity": "2 000", "price": "24,5"}
DESIGN = {"what": "Дизайн", "quantity": "1", "price": "3500"}


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_sum_follows_the_lines(world):
    world.calendars.set_lines([CALENDARS, DESIGN], by=world.anna)
    world.calendars.refresh_from_db()
    assert world.calendars.amount == 52500
    assert [line.what for line in world.calendars.lines.all()] == ["Календари", "Дизайн"]
    world.calendars.set_lines([CALENDARS, {"what": "Скидка", "price": "-1000.10"}], by=world.anna)
    assert world.calendars.amount == Decimal("47999.90")


def test_the_sum_of_lines_is_not_typed_by_hand(world):
    world.calendars.set_lines([CALENDARS], by=world.anna)
    answer = world.browser(world.anna).post(f"/fields/deal/{world.calendars.pk}/amount", {"value": "1"}, **HTMX)
    assert answer.status_code == 422
    assert "измените строки" in text(answer)
    world.calendars.set_lines([], by=world.anna)
    assert world.calendars.amount == 49000
    world.calendars.change(by=world.anna, amount=45000)
    assert Deal.objects.get(pk=world.calendars.pk).amount == 45000


def test_lines_are_taken_back_with_the_sum_before(world):
    event = world.calendars.set_lines([CALENDARS], by=world.anna)
    assert event.sentence.startswith("Состав заказа: Календари — 49")
    undo_event(event, by=world.anna)
    world.calendars.refresh_from_db()
    assert (world.calendars.amount, world.calendars.lines.count()) == (50000, 0)
    empty = Deal.objects.start(by=world.anna, title="Без суммы")
    undo_event(empty.set_lines([CALENDARS], by=world.anna), by=world.anna)
    assert Deal.objects.get(pk=empty.pk).amount is None


def test_lines_changed_meanwhile_are_not_overwritten(world):
    seen = world.calendars.said_lines()
    world.calendars.set_lines([CALENDARS], by=world.olga)
    with pytest.raises(Conflict):
        world.calendars.set_lines([DESIGN], was=seen, by=world.anna)
    assert world.calendars.set_lines([CALENDARS], by=world.anna) is None


@pytest.mark.parametrize(
    "line",
    [
        {"what": "", "price": "5"}, {"what": "Визитки", "price": "дорого"}, {"what": "Визитки", "quantity": "0", "price": "5"},
        {"what": "Визитки", "quantity": "-2", "price": "5"}, {"what": "Визитки", "price": "1e99"}, {"what": "Скидка", "price": "-9"},
        {"what": "Визитки", "quantity": "nan", "price": "5"},
    ],
)  # fmt: skip
def test_a_line_that_makes_no_sense_is_refused(world, line):
    with pytest.raises(Refused):
        world.calendars.set_lines([line], by=world.anna)
    assert Deal.objects.get(pk=world.calendars.pk).amount == 50000


def test_lines_are_typed_in_one_window(world):
    browser, url = world.browser(world.anna), f"/deals/{world.calendars.pk}/lines"
    assert "data-lines" in text(browser.get(url))
    typed = {"what": ["Календари", "", "Дизайн"], "quantity": ["2000", "", ""], "price": ["24,50", "", "3500"]}
    answer = browser.post(url, typed, **HTMX)
    assert "2 000 × 24,50" in text(answer).replace("\u00a0", " ")
    assert json.loads(answer.headers["HX-Trigger"])["toast"]["undo"]
    assert Deal.objects.get(pk=world.calendars.pk).amount == 52500
    shown = text(browser.get(url))
    assert 'name="price" value="24,5"' in shown
    assert 'name="was_price" value="24.5"' in shown
    answer = browser.post(url, typed | {"price": ["много", "", ""]}, **HTMX)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#dialog")
    assert "Строка 1: по какой цене?" in text(answer)
    assert 'value="много"' in text(answer)


def test_a_new_deal_is_born_with_its_lines(world):
    deal = Deal.objects.start(by=world.anna, title="Визитки", lines=[DESIGN])
    assert (deal.amount, deal.lines.count()) == (3500, 1)


def test_an_order_is_taken_again(world):
    world.calendars.set_lines([CALENDARS, DESIGN], by=world.anna)
    world.calendars.add_person(world.petrova, by=world.olga)
    world.calendars.win(by=world.anna)
    answer = world.browser(world.anna).post(f"/deals/{world.calendars.pk}/repeats", **HTMX)
    again = Deal.objects.latest("pk")
    assert answer.headers["HX-Redirect"] == again.get_absolute_url()
    assert (again.company, again.contact, list(again.people.all())) == (world.romashka, world.ivanov, [world.petrova])
    assert (again.state, again.stage, again.amount) == ("open", world.stage("request"), 52500)
    assert again.said_lines() == world.calendars.said_lines()
    event = Event.objects.get(kind="deal.repeated")
    undo_event(event, by=world.anna)
    assert Deal.objects.get(pk=again.pk).trashed_at


def test_a_repeated_order_stays_with_its_manager_where_one_may_give_it(world):
    assert world.browser(world.roman).post(f"/deals/{world.calendars.pk}/repeats", **HTMX).status_code == 204
    assert Deal.objects.latest("pk").owner == world.anna
    world.anna.leave(by=world.olga, successor=None)
    world.browser(world.olga).post(f"/deals/{world.booklets.pk}/repeats", **HTMX)
    assert Deal.objects.latest("pk").owner == world.boris


def test_the_page_shows_the_order_and_asks_nothing_more_for_it(world, django_assert_max_num_queries):
    world.calendars.set_lines([{**DESIGN, "what": f"Позиция {number}"} for number in range(60)], by=world.anna)
    browser = world.browser(world.anna)
    with django_assert_max_num_queries(15):
        shown = text(browser.get(f"/deals/{world.calendars.pk}"))
    assert "Позиция 59" in shown
    assert "Складывается из строк заказа" in shown
    assert f"/deals/{world.calendars.pk}/lines" not in text(
        world.browser(world.nina).get(f"/deals/{world.calendars.pk}")
    )
