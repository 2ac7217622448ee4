"""A1.6, A1.10, A3.13: a manager's day by keys, a client found from anywhere, a field mended in place and taken back."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.people import Desks
from tests.world import World
from vatman.deals.models import Deal
from vatman.tasks.models import Task


@pytest.fixture
def tasks(house: World) -> list[Task]:
    """Three that burn, the oldest first, and nothing else of Анна's."""
    Task.objects.open().complete_all(Task.objects.open(), by=house.anna)
    today = timezone.localdate()
    return [
        Task.objects.plan(f"Позвонить {number}", by=house.anna, kind="call", deal=house.calendars, on=today - timedelta(days=9 - number))
        for number in range(1, 4)
    ]  # fmt: skip


def test_a_long_title_is_read_whole_on_a_phone_and_saved_by_enter(house, desks: Desks):
    long = "Календари настенные перекидные с фирменной шапкой и блоком на две пружины, двенадцать полос"
    deal = Deal.objects.start(by=house.anna, title=long)
    page = desks.sit(house.anna, phone=True).go(deal.get_absolute_url())
    title = page.locator("h1 .inplace")
    assert title.evaluate("one => one.scrollWidth <= one.clientWidth && one.scrollHeight <= one.clientHeight + 2")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    title.fill(f"{long}, с доставкой")
    title.press("Enter")
    expect(page.locator("h1 .inplace.saved")).to_have_value(f"{long}, с доставкой")
    deal.refresh_from_db()
    assert deal.title == f"{long}, с доставкой"


def chosen(page: Page):
    return page.locator('#day [data-row][aria-current="true"]')


def test_my_day_is_gone_through_by_keys(house, desks: Desks, tasks):
    page = desks.sit(house.anna).go("/day")
    expect(chosen(page)).to_contain_text("Позвонить 1")
    page.keyboard.press("e")
    window = page.get_by_role("dialog")
    expect(window.get_by_label("Чем кончилось")).to_be_focused()
    page.keyboard.type("дозвонилась")
    page.keyboard.press("Enter")
    expect(window).to_be_hidden()
    expect(page.locator("#day")).not_to_contain_text("Позвонить 1")
    expect(chosen(page)).to_contain_text("Позвонить 2")
    tasks[0].refresh_from_db()
    assert (tasks[0].result, tasks[0].done_by) == ("дозвонилась", house.anna)


def test_a_task_is_put_off_by_a_digit(house, desks: Desks, tasks):
    page = desks.sit(house.anna).go("/day")
    expect(chosen(page)).to_contain_text("Позвонить 1")
    page.keyboard.press("j")
    expect(chosen(page)).to_contain_text("Позвонить 2")
    page.keyboard.press("p")
    expect(page.get_by_role("dialog")).to_contain_text("На когда")
    page.keyboard.press("3")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#day")).not_to_contain_text("Позвонить 2")
    expect(chosen(page)).to_contain_text("Позвонить 3")
    tasks[1].refresh_from_db()
    assert tasks[1].due_on > timezone.localdate()


def test_a_finished_task_comes_back_by_the_toast(house, desks: Desks, tasks):
    page = desks.sit(house.anna).go("/day")
    expect(chosen(page)).to_contain_text("Позвонить 1")
    page.keyboard.press("e")
    expect(page.get_by_label("Чем кончилось")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#day")).not_to_contain_text("Позвонить 1")
    page.get_by_role("button", name="Вернуть").click()
    expect(page.locator("#day")).to_contain_text("Позвонить 1")
    tasks[0].refresh_from_db()
    assert tasks[0].done_at is None


@pytest.mark.parametrize("typed", ["bdfyjd", "иваноф", "555-12-34", "петр иванов", "ромашк"])
def test_a_client_is_found_as_one_types(house, desks: Desks, typed):
    page = desks.sit(house.anna).go("/reports" if typed == "ромашк" else "/day")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox").first).to_be_focused()
    page.keyboard.type(typed)
    wanted = "Ромашка" if typed == "ромашк" else "Иванов"
    expect(page.locator("#hits a[href^='/co']", has_text=wanted).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/(contacts|companies|deals)/\d+$"))


def test_a_field_is_mended_in_place_and_taken_back(house, desks: Desks):
    deal = Deal.objects.start(by=house.anna, title="Папки", amount=5000, company=house.romashka)
    page = desks.sit(house.anna).go(deal.get_absolute_url())
    amount = page.get_by_label("Сумма")
    amount.fill("7 500,50")
    amount.press("Enter")
    expect(page.locator(".toast")).to_contain_text("7 500,50")
    deal.refresh_from_db()
    assert str(deal.amount) == "7500.50"
    page.locator(".toast").get_by_role("button", name="Вернуть").click()
    expect(page.get_by_label("Сумма")).to_have_value(re.compile("5.000"))
    deal.refresh_from_db()
    assert deal.amount == 5000


def test_a_wrong_value_is_told_beside_it_and_kept(house, desks: Desks):
    screen = desks.sit(house.anna)
    screen.allow(422)
    page = screen.go(house.calendars.get_absolute_url())
    page.get_by_label("Сумма").fill("много")
    page.get_by_label("Сумма").press("Enter")
    expect(page.locator(".cell .error")).to_be_visible()
    expect(page.get_by_label("Сумма")).to_have_value("много")


def test_a_new_deal_with_a_new_client_in_one_window(house, desks: Desks):
    page = desks.sit(house.anna).go("/board")
    page.keyboard.press("d")
    window = page.get_by_role("dialog")
    window.get_by_label("Кто:").fill("ООО «Заря»")
    window.get_by_label("С кем говорить").fill("Лунина Кира")
    window.get_by_label("Телефон или почта", exact=True).fill("8 911 222-33-44")
    window.get_by_label("Что нужно").fill("Меню для кафе")
    window.get_by_label("Сумма").fill("18000")
    page.keyboard.press("Control+Enter")
    expect(window).to_be_hidden()
    deal = Deal.objects.get(title="Меню для кафе")
    assert (str(deal.company), deal.contact.last_name, deal.owner) == ("ООО «Заря»", "Лунина", house.anna)
    assert deal.next_step_id


def test_on_the_phone_a_card_is_moved_and_a_step_done_by_thumb(house, desks: Desks):
    deal = Deal.objects.start(by=house.anna, title="Бирки", amount=900, contact=house.ivanov)
    Task.objects.plan("Уточнить тираж", by=house.anna, deal=deal)
    page = desks.sit(house.anna, phone=True).go("/board")
    page.locator(f"#deal-{deal.pk} .dots").tap()
    page.locator("#move-menu").get_by_role("button", name="Первый звонок").tap()
    expect(page.locator(f"#col-{house.stage('first_call').pk} #deal-{deal.pk}")).to_be_attached()
    page.locator(f"#deal-{deal.pk} a").tap()
    page.get_by_role("button", name="Готово").first.tap()
    page.get_by_role("dialog").locator(".chip", has_text="через 3 дня").tap()
    page.get_by_role("dialog").get_by_role("button", name="Готово").tap()
    expect(page.get_by_role("dialog")).to_be_hidden()
    deal.refresh_from_db()
    assert deal.stage.key == "first_call"
    assert deal.next_step_at > timezone.now()
