"""A1.10: the same deals as a table: chosen columns, any order, taken out by those who may."""

import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from vatman.deals.models import Deal, ListChoice, LossReason
from vatman.events.models import Event
from vatman.records.models import CustomField

HTMX = {"HTTP_HX_REQUEST": "true"}


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def rows(page):
    return [int(pk) for pk in re.findall(r'id="row-(\d+)"', page)]


def test_the_list_shows_what_the_board_shows(world):
    browser = world.browser(world.olga)
    for query in ("", f"owner={world.anna.pk}", "step=none", "amount_from=100000", "q=ромашка"):
        board = re.findall(r'<article class="card \w+" id="deal-(\d+)"', text(browser.get(f"/board?{query}")))
        assert sorted(rows(text(browser.get(f"/deals?{query}")))) == sorted(map(int, board))


def test_closed_deals_are_asked_for(world):
    world.calendars.win(by=world.anna)
    world.booklets.lose(LossReason.objects.first(), by=world.boris)
    browser = world.browser(world.olga)
    assert rows(text(browser.get("/deals"))) == []
    assert rows(text(browser.get("/deals?state=won"))) == [world.calendars.pk]
    assert rows(text(browser.get("/deals?state=lost"))) == [world.booklets.pk]
    assert len(rows(text(browser.get("/deals?state=all")))) == 2


def test_deals_of_one_client_stand_behind_one_link(world):
    world.booklets.add_person(world.ivanov, by=world.olga)
    browser = world.browser(world.olga)
    assert rows(text(browser.get(f"/deals?company={world.romashka.pk}"))) == [world.calendars.pk]
    assert sorted(rows(text(browser.get(f"/deals?contact={world.ivanov.pk}")))) == sorted(
        [world.calendars.pk, world.booklets.pk]
    )
    assert "Петрова" not in text(world.browser(world.anna).get(f"/deals?contact={world.petrova.pk}"))


@pytest.mark.parametrize(
    "sort",
    ["amount", "-amount", "expected_on", "-expected_on", "started_on", "-started_on", "attention_at", "stage_since"],
)
def test_every_order_goes_on_page_by_page_and_from_card_to_card(world, sort):
    today = timezone.localdate()
    deals = [
        Deal(title=f"Заказ {n}", owner=world.anna, stage=world.stage("request"), amount=n % 7 * 100 if n % 3 else None,
             expected_on=today + timedelta(days=n % 5) if n % 4 else None, started_on=today - timedelta(days=n % 9))
        for n in range(60)
    ]  # fmt: skip
    Deal.objects.start_all(deals, by=world.olga)
    browser, found = world.browser(world.anna), []
    page = text(browser.get(f"/deals?sort={sort}"))
    while page:
        found += rows(page)
        more = re.search(r'class="more" href="([^"]+)"', page)
        page = text(browser.get(more.group(1).replace("&amp;", "&"), **HTMX)) if more else ""
    assert len(found) == len(set(found)) == 61
    values = [getattr(Deal.objects.get(pk=pk), sort.lstrip("-")) for pk in found]
    full = [value for value in values if value is not None]
    assert values[: len(full)] == full == sorted(full, reverse=sort.startswith("-"))
    for place in (0, 12, min(len(full) - 1, 59), min(len(full), 59), 59):
        following = browser.get(f"/deals/{found[place]}/next?sort={sort}").url
        assert following == f"/deals/{found[place + 1]}?sort={sort}"
        assert (
            browser.get(f"/deals/{found[place + 1]}/previous?sort={sort}").url == f"/deals/{found[place]}?sort={sort}"
        )
    assert browser.get(f"/deals/{found[60]}/next?sort={sort}").url == f"/deals?sort={sort}#deal-{found[60]}"


def test_columns_are_ones_own_and_may_be_the_companys_fields(world):
    field = CustomField.objects.add("deal", "Тираж", "number", by=world.olga)
    world.calendars.change(by=world.anna, **{f"fields__{field.key}": "2000"})
    browser = world.browser(world.anna)
    assert "Тираж" in text(browser.get("/deals/columns"))
    browser.post("/deals/columns?sort=amount", {"column": [field.key, "title", "нет такого"]}, **HTMX)
    assert ListChoice.objects.get(member=world.anna).columns == [field.key, "title"]
    page = text(browser.get("/deals"))
    assert re.findall(r'<th class="\w*"(?: aria-sort="\w+")?>(?:<a [^>]*>)?([^<]+)', page) == ["Тираж", "Сделка"]
    assert re.search(r"2.000", page)
    assert "Тираж" not in text(world.browser(world.boris).get("/deals"))


def test_the_list_costs_the_same_for_many(world, django_assert_max_num_queries):
    Deal.objects.start_all(
        [
            Deal(title=f"Заказ {n}", owner=world.anna, stage=world.stage("request"), company=world.romashka)
            for n in range(80)
        ],
        by=world.olga,
    )
    browser = world.browser(world.roman)
    with django_assert_max_num_queries(14):
        browser.get("/deals")


def test_a_spreadsheet_for_those_who_may_and_the_log_knows(world):
    world.calendars.change(by=world.anna, expected_on="2026-12-24")
    answer = world.browser(world.roman).get("/deals/export?sort=-amount")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    table = list(sheet.values)
    assert table[0] == ("Сделка", "Клиент", "Сумма", "Этап", "Следующий шаг", "Дней в этапе", "Ответственный")
    assert [row[:4] for row in table[1:]] == [
        ("Буклеты", "Петрова Мария", 120000, "Заявка"),
        ("Календари", "ООО «Ромашка»", 50000, "Заявка"),
    ]
    event = Event.objects.filter(kind="organisation.exported").get()
    assert (event.actor, event.detail.of, event.detail.rows) == (world.roman, "deal", 2)


@pytest.mark.parametrize("who", ["anna", "nina", "tsvetana"])
def test_who_may_not_take_out_takes_nothing_out(world, who):
    browser = world.browser(getattr(world, who))
    assert browser.get("/deals/export").status_code == 403
    assert "/deals/export" not in text(browser.get("/deals"))


def test_a_manager_lists_own_deals_only(world):
    assert rows(text(world.browser(world.anna).get("/deals?state=all"))) == [world.calendars.pk]


def test_a_spoilt_link_shows_the_list_all_the_same(world):
    browser = world.browser(world.olga)
    assert browser.get("/deals?sort=password&stage=x&state=ы").status_code == 200
    assert browser.get("/deals?cursor=ерунда").status_code == 422
