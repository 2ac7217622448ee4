"""A1.1, A1.8, A2.1: a call is written down by two keys from where one stands. Steps are counted, nobody waits by the clock."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.people import Desks
from tests.world import World
from vatman.clients.models import Contact, Way
from vatman.tasks.models import Call, CallList, Task


@pytest.fixture
def task(house: World) -> Task:
    Task.objects.open().complete_all(Task.objects.open(), by=house.anna)
    return Task.objects.plan(
        "Узнать тираж", by=house.anna, kind="call", deal=house.calendars, on=timezone.localdate() - timedelta(days=1)
    )


@pytest.mark.parametrize("where", ["day", "deal", "contact"])
def test_a_call_is_written_down_in_two_keys(house, desks: Desks, task, where):
    path = {"day": "/day", "deal": house.calendars.get_absolute_url(), "contact": house.ivanov.get_absolute_url()}[
        where
    ]
    page = desks.sit(house.anna).go(path)
    if where == "day":
        expect(page.locator('#day [data-row][aria-current="true"]')).to_contain_text("Узнать тираж")
    page.keyboard.press("c")
    expect(page.get_by_role("dialog").locator(".results")).to_be_visible()
    page.keyboard.press("1")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator(".toast")).to_contain_text("недозвон")
    assert (Call.objects.latest("pk").result, Call.objects.latest("pk").deal) == ("no_answer", house.calendars)


def test_when_to_call_back_is_a_second_digit_and_the_call_comes_back_by_the_toast(house, desks: Desks, task):
    page = desks.sit(house.anna).go(house.calendars.get_absolute_url())
    page.keyboard.press("c")
    expect(page.get_by_role("dialog").locator(".results")).to_be_visible()
    page.keyboard.press("n")
    page.keyboard.type("после отпуска")
    page.keyboard.press("Tab")
    expect(page.get_by_label("О чём говорили")).not_to_be_focused()
    page.keyboard.press("3")
    expect(page.get_by_role("dialog")).to_contain_text("Когда дальше")
    page.keyboard.press("4")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#deal-page .nextstep")).to_contain_text("Перезвонить, как просили")
    call = Call.objects.latest("pk")
    assert (call.result, call.note) == ("call_back", "после отпуска")
    page.locator(".toast").get_by_role("button", name="Вернуть").click()
    expect(page.locator("#deal-page .nextstep")).to_contain_text("Узнать тираж")
    call.refresh_from_db()
    assert call.taken_back_at


def test_enter_takes_what_is_proposed(house, desks: Desks, task):
    page = desks.sit(house.anna).go(house.calendars.get_absolute_url())
    page.keyboard.press("c")
    expect(page.get_by_role("dialog").locator(".results")).to_be_visible()
    page.keyboard.press("5")
    expect(page.get_by_role("dialog").locator(".chip.on")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#deal-page .nextstep")).to_contain_text("Отправить КП")


class Steps:
    """Presses keys and counts them, and the questions the page asks the server meanwhile."""

    def __init__(self, page):
        self.page, self.keys, self.asked = page, 0, 0
        page.on("request", lambda request: self._count(request))

    def _count(self, request):
        self.asked += "/call-" in request.url

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1


def test_from_hanging_up_to_the_next_card_is_one_key_and_one_request(house, desks: Desks):
    found = [Contact(last_name=f"Холодов{number}", department=house.sales, owner=house.anna) for number in range(1, 5)]
    for number, one in enumerate(found):
        one.new_ways = [Way.of("phone", f"8 912 000-00-1{number}")]
    calls = CallList.objects.gather(
        "Холодные",
        Contact.objects.meet_all(found, by=house.anna),
        people=[house.anna],
        by=house.anna,
        script="Здравствуйте!",
    )
    page = desks.sit(house.anna).go(calls.get_absolute_url())
    page.keyboard.press("c")
    name = page.locator("#desk h1")
    expect(name).to_have_text("Холодов1")
    expect(page.locator("#desk")).to_contain_text("Здравствуйте!")
    steps = Steps(page)
    steps.press("1")
    expect(name).to_have_text("Холодов2")
    assert (steps.keys, steps.asked) == (1, 1)
    expect(page).to_have_url(re.compile(r"/call-entries/\d+$"))
    steps.press("6")
    expect(page.locator("#desk .chip.on")).to_be_focused()
    steps.press("Enter")
    expect(name).to_have_text("Холодов3")
    assert (steps.keys, steps.asked) == (3, 3)
    steps.press("7")
    expect(name).to_have_text("Холодов4")
    steps.press("p")
    expect(page).to_have_url(re.compile(r"/call-lists/\d+$"))
    assert list(Call.objects.filter(entry__list=calls).order_by("pk").values_list("result", flat=True)) == [
        "no_answer",
        "meeting",
        "refused",
    ]
    assert steps.keys == 5


def test_a_list_is_gathered_from_ticked_clients(house, desks: Desks):
    for name in ("Яковлев", "Якушев"):
        Contact.objects.meet(by=house.anna, last_name=name)
    page = desks.sit(house.anna).go("/clients?q=як")
    page.locator("#sheet td.tick input").first.check()
    page.get_by_role("button", name="В обзвон").click()
    window = page.get_by_role("dialog")
    expect(window).to_contain_text("1 клиент")
    window.get_by_label("Как назвать").fill("Один")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#call-list h1")).to_have_text("Один")
    assert CallList.objects.get(name="Один").entries.count() == 1


def test_on_a_phone_a_result_is_one_touch(house, desks: Desks):
    client = Contact.objects.meet(
        by=house.anna, last_name="Карманов", ways=[{"channel": "phone", "value": "8 912 000-00-77"}]
    )
    calls = CallList.objects.gather(
        "Карманный", [client], people=[house.anna], by=house.anna, script="Здравствуйте! " * 20
    )
    page = desks.sit(house.anna, phone=True).go(calls.get_absolute_url())
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("button", name="Звонить").tap()
    expect(page.locator("#desk h1")).to_have_text("Карманов")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("button", name="недозвон").tap()
    expect(page.locator("#call-list h1")).to_have_text("Карманный")
    assert Call.objects.get(contact=client).result == "no_answer"
