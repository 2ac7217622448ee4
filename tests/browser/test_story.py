"""A1.3, A1.4, A1.10: an empty installation becomes a sales department in one sitting, and the move is taken back whole."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.papers import CALL_ON, COMPANIES, DEALS, NOTES, PLANS, papers, table
from tests.browser.people import Desks
from vatman.clients.models import Company, Contact
from vatman.deals.models import Deal
from vatman.importing.models import Import
from vatman.records.models import Note
from vatman.tasks.models import Task
from vatman.team.models import Member

PASSWORD = "perfectly-fine-words"
WORK = 90_000  # milliseconds the background may take for a folder on a loaded machine


@pytest.fixture(scope="module")
def window(up, chrome) -> Iterator[Page]:
    """The owner's one window, in which the whole story goes on."""
    desks = Desks(chrome, up.url)
    page = desks.sit().page
    yield page
    assert desks.leave() == []


def test_the_first_link_makes_the_owner_and_leads_to_the_files(window, up):
    page = window
    page.goto(up.first_link())
    for name, words in {
        "company": "Печатный двор",
        "name": "Ольга Владимирова",
        "email": "olga@dvor.example",
        "password": PASSWORD,
        "again": PASSWORD,
    }.items():
        page.locator(f"[name={name}]").fill(words)
    page.get_by_role("button", name="Дальше").click()
    expect(page.get_by_role("heading", name="Как у вас продают")).to_be_visible()
    page.get_by_role("button", name="Так и работаем").click()
    page.get_by_role("link", name="Переехать").click()
    expect(page.get_by_role("heading", name="Переехать из таблиц")).to_be_visible()
    assert Member.objects.get().organisation.name == "Печатный двор"


def test_a_dropped_folder_turns_into_a_report_whose_numbers_add_up(window, folder):
    page = window
    owner = Member.objects.get()
    for name in ("Анна Аистова", "Борис Белов"):
        Member.objects.join(email=f"{len(name)}@dvor.example", name=name, role="manager", by=owner)
    page.locator("input[webkitdirectory]").set_input_files(papers(folder / "Таблицы отдела"))
    bar = page.get_by_role("progressbar")
    expect(bar.or_(page.get_by_text("Отчёт файлом"))).to_be_visible(timeout=WORK)
    expect(page.get_by_text("Отчёт файлом")).to_be_visible(timeout=WORK)
    rows, new, known, skipped = (cell(page, label) for label in ("Строк", "Новых", "Уже было", "Пропущено"))
    assert rows == 58 + len(PLANS) == new + known + skipped
    assert rows == Import.objects.get().rows.count()
    for words in ("файл повреждён", "файл пуст", "файл под паролем", "прайс", "печатная форма", "служебный файл"):
        expect(page.get_by_text(words).first).to_be_visible()


def cell(page: Page, label: str) -> int:
    words = page.locator(".stamp > *", has=page.get_by_text(label, exact=True)).locator("strong").inner_text()
    return int(re.sub(r"\D", "", words))


def test_deals_tasks_notes_companies_and_owners_are_exactly_those_of_the_files():
    deals = [(one.title, one.amount, one.stage.name, one.owner.name, str(one.client)) for one in Deal.objects.all()]
    wanted = [(title, Decimal(sum_), stage, owner, client) for title, sum_, stage, owner, client in table(DEALS)]
    assert sorted(deals) == sorted(wanted)
    assert {(str(one), one.owner.name) for one in Company.objects.all()} == {tuple(line) for line in table(COMPANIES)}
    assert sorted(" ".join(note.text.split()) for note in Note.objects.all()) == sorted(one for (one,) in table(NOTES))
    task = Task.objects.get()
    assert (task.deal.title, task.owner.name, task.due_on) == ("Каталог весна", "Анна Аистова", CALL_ON)
    people = {str(contact) for contact in Contact.objects.all()}
    assert {
        "Громов Илья Олегович",
        "Быков Пётр Петрович",
        "Лосев Антон",
        "Зимина Дарья",
        "Кузнецова Ольга Павловна",
    } <= people


def test_the_board_shows_the_deals_of_the_files(window):
    page = window
    page.get_by_role("link", name="К доске").click()
    every = page.get_by_role("link", name="Все", exact=True)
    every.click()
    expect(page.locator("#board .card", has_text="Каталог весна")).to_contain_text("84 000 ₽")
    for stage in page.locator("#board .col:not([data-kind=lost])").all():
        name = stage.get_attribute("aria-label")
        expect(stage.locator(".card")).to_have_count(sum(line[2] == name for line in table(DEALS)))


def test_a_deal_is_led_to_its_sale_by_keyboard_alone(window):
    page, keys = window, window.keyboard
    deal = Deal.objects.get(title="Каталог весна")
    card = page.locator(f"#deal-{deal.pk}")
    for _step in range(len(table(DEALS))):
        keys.press("j")
        if card.get_attribute("aria-current"):
            break
    keys.press("Enter")
    expect(page).to_have_url(re.compile(f"/deals/{deal.pk}"))
    page.wait_for_load_state("load")
    keys.press("n")
    expect(page.locator("#note")).to_be_focused()
    keys.type("Эскиз утвердили")
    keys.press("Control+Enter")
    expect(page.locator(".line", has_text="Эскиз утвердили")).to_be_visible()
    keys.press("Escape")
    keys.press("b")
    expect(card).to_have_attribute("aria-current", "true")
    for stage in deal.pipeline.stages.living().filter(kind__in=("open", "won"))[1:]:
        keys.press("]")
        expect(page.locator(f"#col-{stage.pk} #deal-{deal.pk}")).to_be_visible()
    deal.refresh_from_db()
    assert (deal.state, deal.moves.count()) == ("won", 5)


def test_the_undo_of_the_import_leaves_what_people_touched(window, up):
    page = window
    page.goto(up.url(Import.objects.get().get_absolute_url()))
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Отменить целиком").click()
    expect(page.get_by_text("всё, что она принесла, убрано")).to_be_visible(timeout=WORK)
    expect(page.get_by_role("listitem").filter(has_text="Каталог весна")).to_contain_text("с карточкой работали")
    assert [deal.title for deal in Deal.objects.alive()] == ["Каталог весна"]
    assert [str(company) for company in Company.objects.alive()] == ["ООО «Астра»"]
    assert Import.objects.get().state == "undone"
