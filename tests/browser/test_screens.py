"""A1.13, A2.1: every screen, by day and by night, wide and on the phone: no fault of axe-core, nothing runs out of the page."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.utils import timezone
from playwright.sync_api import Browser, Page

from tests.browser.people import PHONE, WIDE, Desks, Screen
from tests.browser.places import PLACES, Place, addresses
from tests.browser.site import Site
from tests.world import World
from vatman.deals.models import Deal, LossReason
from vatman.importing.models import Import
from vatman.importing.tests.files import folder_of_a_company
from vatman.tasks.models import Task

SERIOUS = ("serious", "critical")
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


@pytest.fixture(scope="module")
def full(house: World, folder: Path) -> dict[str, Any]:
    """The world with something of everything: burning, won, lost, noted, imported, thrown away."""
    anna, today = house.anna, timezone.localdate()
    for number, title in enumerate(("Позвонить", "Отправить КП", "Показать образцы")):
        deal = Deal.objects.start(by=anna, title=f"Заказ {title}", amount=7000 * (number + 1), company=house.romashka)
        Task.objects.plan(title, by=anna, deal=deal, on=today + timedelta(days=number - 1))
    house.calendars.add_note("Просили перезвонить, @Ольга Владимирова", by=anna)
    Deal.objects.start(by=anna, title="Проданное", amount=90000, contact=house.ivanov).move_to(
        house.stage("won"), by=anna
    )
    lost = Deal.objects.start(by=anna, title="Отказ", amount=100, contact=house.ivanov)
    lost.move_to(house.stage("lost"), reason=LossReason.objects.first(), by=anna)
    Deal.objects.start(by=anna, title="Лишняя", contact=house.ivanov).trash(by=house.olga)
    house.ivanov.change(by=anna, tags=["мастер"])
    load = Import.objects.begin([folder_of_a_company(folder / "Таблицы")], by=house.olga).run()
    return addresses(house, load)


@pytest.fixture(scope="module")
def seats(up: Site, chrome: Browser, house: World) -> Iterator[Callable[[str], Screen]]:
    """One window for everyone: what the browser has read once it does not read again."""
    desks = Desks(chrome, up.url)
    yield cache(lambda who: desks.sit(getattr(house, who) if who else None))
    desks.leave()


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_a_screen_is_whole(full: dict[str, Any], seats: Callable[[str], Screen], place: Place):
    screen = seats(place.who)
    screen.faults.clear()
    page = shown(screen, place, full)
    faults = look(page, "wide")
    page.emulate_media(color_scheme="dark")
    faults += [f"night: {fault}" for fault in inspect(page, {"runOnly": COLOURS})]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    faults += look(page, "phone")
    assert faults + screen.faults == []


def look(page: Page, size: str) -> list[str]:
    faults = [] if page.evaluate("document.documentElement.scrollWidth <= innerWidth") else ["wider than the screen"]
    return [f"{size}: {fault}" for fault in faults + inspect(page, {})]


def shown(screen: Screen, place: Place, full: dict[str, Any]) -> Page:
    screen.allow(404)
    screen.page.set_viewport_size(WIDE)
    page = screen.go(place.path.format(**full))
    if place.press:
        page.locator(place.press).first.evaluate("element => element.click()")
        page.locator("dialog[open] header").wait_for()
    page.evaluate(AXE_SCRIPT)
    return page


def inspect(page: Page, options: dict[str, Any]) -> list[str]:
    found = page.evaluate("options => axe.run(document, options)", {"resultTypes": ["violations"], **options})
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for one in found["violations"]
        if one["impact"] in SERIOUS
        for node in one["nodes"][:4]
    ]
