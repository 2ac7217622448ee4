"""A1.5, A1.6, A3.1: what one does stands on another's open screen at once; a card is carried by mouse; a loss says why."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Desks, Screen
from tests.world import World
from vatman.deals.models import Deal

AT_ONCE = 3000  # milliseconds; a second on a machine of one's own


@pytest.fixture
def deal(house: World) -> Deal:
    return Deal.objects.start(by=house.anna, title="Афиши", amount=30000, company=house.romashka)


def listening(screen: Screen, path: str) -> Page:
    """The page once its live stream has begun."""
    with screen.page.expect_response("**/live"):
        screen.go(path)
    return screen.page


def carry(page: Page, deal: Deal, stage: str) -> None:
    """By mouse, as a hand does: pressed, drawn in steps, let go over the other column."""
    card = page.locator(f"#deal-{deal.pk} .what")
    key = deal.pipeline.stages.get(key=stage).pk
    column = page.locator(f"#col-{key} .cards")
    card.scroll_into_view_if_needed()
    start, end = card.bounding_box(), column.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 20, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(start["x"] + 40, start["y"] + 15, steps=4)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 30, steps=12)
    expect(page.locator(f"#col-{key} .sortable-ghost")).to_have_count(1)
    page.mouse.up()


def test_a_card_carried_by_mouse_moves_on_a_colleagues_board_at_once(house, desks: Desks, deal):
    owner = listening(desks.sit(house.olga), "/board?owner=all")
    manager = desks.sit(house.anna).go("/board")
    carry(manager, deal, "send_quote")
    there = f"#col-{house.stage('send_quote').pk} #deal-{deal.pk}"
    expect(manager.locator(there)).to_be_visible()
    expect(owner.locator(there)).to_be_visible(timeout=AT_ONCE)
    expect(owner.locator(f"#deal-{deal.pk}")).to_have_count(1)
    deal.refresh_from_db()
    assert (deal.stage.key, deal.moves.count()) == ("send_quote", 2)


def test_a_new_deal_of_a_colleague_appears_and_is_counted(house, desks: Desks):
    page = listening(desks.sit(house.olga), "/board?owner=all")
    count = page.locator(".stamp > *", has_text="В работе").locator("strong")
    before = int(count.inner_text())
    new = Deal.objects.start(by=house.boris, title="Плакаты", amount=1000, contact=house.petrova)
    expect(page.locator(f"#deal-{new.pk}")).to_contain_text("Плакаты", timeout=AT_ONCE)
    expect(count).to_have_text(str(before + 1))


def test_a_manager_sees_nothing_of_a_colleagues_deal(house, desks: Desks):
    page = listening(desks.sit(house.anna), "/board")
    theirs = Deal.objects.start(by=house.boris, title="Чужое", amount=1000, contact=house.petrova)
    mine = Deal.objects.start(by=house.anna, title="Своё", amount=1000, contact=house.ivanov)
    expect(page.locator(f"#deal-{mine.pk}")).to_be_visible(timeout=AT_ONCE)
    expect(page.locator(f"#deal-{theirs.pk}")).to_have_count(0)


def test_a_loss_asks_for_its_reason(house, desks: Desks, deal):
    page = desks.sit(house.anna).go("/board")
    carry(page, deal, "lost")
    window = page.get_by_role("dialog")
    expect(window).to_contain_text("Почему отказ?")
    window.get_by_role("button", name="Записать отказ").click()
    expect(window).to_be_visible()
    page.keyboard.press("1")
    window.get_by_label("своими словами").fill("взяли у соседей")
    window.get_by_role("button", name="Записать отказ").click()
    expect(window).to_be_hidden()
    deal.refresh_from_db()
    assert deal.state == "lost"
    assert deal.loss_reason


def test_a_loss_thought_better_of_leaves_the_card_where_it_was(house, desks: Desks, deal):
    page = desks.sit(house.anna).go("/board")
    carry(page, deal, "lost")
    page.get_by_role("button", name="Ещё поборемся").click()
    expect(page.locator(f"#col-{deal.stage_id} #deal-{deal.pk}")).to_be_visible()
    deal.refresh_from_db()
    assert deal.state == "open"


def test_a_name_in_a_note_calls_the_colleague(house, desks: Desks, deal):
    owner = listening(desks.sit(house.olga), "/clients")
    page = desks.sit(house.anna).go(deal.get_absolute_url())
    note = page.locator("#note")
    note.press_sequentially("посмотрите, @Ольг")
    expect(page.get_by_role("option", name="Ольга Владимирова")).to_be_visible()
    note.press("Enter")
    note.press_sequentially("макет")
    note.press("Control+Enter")
    expect(page.locator(".line .bub", has_text="@Ольга Владимирова макет")).to_be_visible()
    expect(owner.locator(".toast")).to_contain_text("Анна Аистова", timeout=AT_ONCE)
    owner.locator(".toast a").click()
    expect(owner).to_have_url(re.compile(deal.get_absolute_url()))


def test_what_a_colleague_changed_meanwhile_is_shown_and_not_overwritten(house, desks: Desks, deal):
    owner = desks.sit(house.olga)
    owner.allow(409)
    page = listening(owner, deal.get_absolute_url())
    title = page.get_by_label("Название")
    title.fill("Афиши А2")
    deal.change(by=house.anna, title="Афиши А1")
    expect(page.locator("#timeline")).to_contain_text("Афиши А1", timeout=AT_ONCE)
    title.press("Enter")
    expect(page.locator(".clash")).to_contain_text("здесь стало: Афиши А1")
    page.get_by_role("button", name="Записать моё").click()
    expect(page.locator(".clash")).to_have_count(0)
    deal.refresh_from_db()
    assert deal.title == "Афиши А2"
