"""A1.10: rows are ticked by mouse and keys, a change of many is seen before it is made, and taken back by one press."""

from playwright.sync_api import expect

from tests.browser.people import Desks
from vatman.deals.models import Deal


def test_a_range_is_ticked_changed_and_given_back(house, desks: Desks):
    new = [Deal.objects.start(by=house.anna, title=f"Открытки {number}", amount=100) for number in range(5)]
    page = desks.sit(house.roman).go("/deals?amount_to=100")
    ticks = page.locator("td.tick input")
    ticks.nth(0).click()
    ticks.nth(3).click(modifiers=["Shift"])
    expect(page.locator("#picked strong")).to_have_text("Выбрано 4")
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(page.locator("#picked strong")).to_have_text("Выбрано 3")
    page.get_by_role("button", name="Все найденные").click()
    page.locator("#picked").get_by_role("button", name="Ответственный").click()
    page.select_option("dialog select[name=to]", str(house.boris.pk))
    expect(page.locator("#bulk-preview")).to_contain_text("Изменится 5 карточек")
    expect(page.locator("#bulk-preview")).to_contain_text("Анна Аистова — 5")
    page.get_by_role("button", name="Изменить", exact=True).click()
    expect(page.locator("td.owner").first).to_have_text("Борис Белов")
    expect(page.locator("#picked")).to_be_hidden()
    page.get_by_role("button", name="Вернуть").click()
    expect(page.locator("td.owner").first).to_have_text("Анна Аистова")
    assert {one.owner for one in Deal.objects.filter(pk__in=[deal.pk for deal in new])} == {house.anna}


def test_a_view_is_kept_and_a_card_starred_on_a_phone(house, desks: Desks):
    page = desks.sit(house.anna, phone=True).go("/deals?amount_from=1000")
    page.locator("#views [data-key=KeyV]").click()
    page.fill("#view-name", "Крупные")
    page.get_by_role("button", name="Запомнить").click()
    expect(page.locator("h1")).to_have_text("Крупные")
    expect(page.locator(".sum-line")).to_contain_text("50 000")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("link", name="Календари").click()
    page.locator(".star").click()
    expect(page.locator(".star")).to_have_attribute("aria-pressed", "true")
    page.locator("[data-find] input").focus()
    expect(page.locator("#hits")).to_contain_text("Избранное")
    page.locator("#hits").get_by_role("link", name="Календари").click()
    expect(page.locator(".star")).to_have_attribute("aria-pressed", "true")
