"""A1.3, A1.4, A1.10: an empty installation becomes a sales department in one sitting, and the move is taken back whole."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Desks, Screen
from tests.browser.site import Site
from vatman.importing.models import Import
from vatman.importing.tests.files import folder_of_a_company


@pytest.fixture(scope="module")
def papers(folder: Path) -> Path:
    return folder_of_a_company(folder / "Таблицы отдела")


def test_from_the_first_link_to_the_first_sale(up: Site, desks: Desks, papers: Path) -> None:
    screen = desks.sit()
    page = screen.page
    become_owner(page, up.first_link())
    drop(screen, papers)
    report(page)


def become_owner(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("компани").fill("Печатный двор")
    page.get_by_label("зовут").fill("Ольга Владимирова")
    page.get_by_label("почт").fill("olga@dvor.example")
    page.locator("[name=password]").fill("perfectly-fine-words")
    page.locator("[name=again]").fill("perfectly-fine-words")
    page.get_by_role("button", name="Дальше").click()
    expect(page.get_by_role("heading", name="Как у вас продают")).to_be_visible()
    page.get_by_role("button", name="Так и работаем").click()
    page.get_by_role("link", name="Переехать").click()
    expect(page.get_by_role("heading", name="Переехать из таблиц")).to_be_visible()


def drop(screen: Screen, papers: Path) -> None:
    screen.page.locator("input[webkitdirectory]").set_input_files(papers)
    expect(screen.page.get_by_role("progressbar").or_(screen.page.get_by_text("Отчёт файлом"))).to_be_visible()
    expect(screen.page.get_by_text("Отчёт файлом")).to_be_visible(timeout=60_000)


def report(page: Page) -> None:
    def cell(label: str) -> int:
        words = page.locator(".stamp > *", has=page.get_by_text(label, exact=True)).locator("strong").inner_text()
        return int(re.sub(r"\D", "", words))

    assert cell("Строк") == cell("Новых") + cell("Уже было") + cell("Пропущено")
    load = Import.objects.get()
    print(load.totals)
