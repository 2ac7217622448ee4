"""A3.8: the head's morning on a phone is one screen; plans are typed down a column, taken back, copied into the next month."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.people import Desks
from vatman.analytics.models import Plan
from vatman.analytics.workdays import last_working
from vatman.deals.models import Deal
from vatman.tasks.models import Task


@pytest.fixture
def cells(house, desks: Desks):
    page = desks.sit(house.roman).go("/reports/plans")
    return page, page.locator("#plans input.inplace")


def paste(page: Page, text: str) -> None:
    page.evaluate(
        """text => { const data = new DataTransfer(); data.setData("text", text);
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })) }""",
        text,
    )


def test_on_a_phone_the_morning_is_one_screen(house, desks: Desks):
    day = last_working(timezone.localdate())
    for number in range(3):
        Task.objects.plan(f"Позвонить {number}", by=house.boris, on=day)
    deal = Deal.objects.start(by=house.anna, title="Открытки", amount=30000)
    deal.win(by=house.anna)
    Deal.objects.filter(pk=deal.pk).update(closed_on=day)
    page = desks.sit(house.roman, phone=True).go("/reports/planning")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for name in ("Анна Аистова", "Борис Белов", "Все"):
        expect(page.locator(".planning tr", has_text=name)).to_be_in_viewport()
    expect(page.get_by_text("Сегодня не заходили:")).to_be_in_viewport()
    page.locator(".planning tr", has_text="Борис Белов").get_by_role("link", name="3", exact=True).click()
    expect(page.locator("[data-row]")).to_have_count(3)


def test_a_plan_is_typed_in_place_and_taken_back(cells):
    page, inputs = cells
    inputs.first.fill("1,5 млн")
    inputs.first.press("Enter")
    expect(inputs.first).to_have_value("1\u00a0500\u00a0000")
    expect(inputs.nth(1)).to_be_focused()
    page.get_by_role("button", name="Вернуть").click()
    expect(inputs.first).to_have_value("")


def test_a_column_of_a_spreadsheet_fills_the_cells_below_and_the_next_month_copies_it(house, cells):
    page, inputs = cells
    inputs.first.focus()
    paste(page, "100000\n200 000\n")
    expect(inputs.nth(1)).to_have_value("200\u00a0000")
    month = timezone.localdate().replace(day=1)
    assert list(Plan.objects.of_month(month).order_by("member__name").values_list("amount", flat=True)) == [
        100000,
        200000,
    ]
    page.get_by_role("link", name="Месяц позже").click()
    page.get_by_role("button", name="Взять планы прошлого месяца").click()
    expect(inputs.first).to_have_value("100\u00a0000")
    after = (month + timedelta(days=31)).replace(day=1)
    assert Plan.objects.of_month(after).exclude(amount=None).count() == 2
