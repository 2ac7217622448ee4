"""A1.10: the board shows what is in hand, says what burns and why, and is the same link for a colleague."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from vatman.deals.models import Deal, LossReason
from vatman.tasks.models import Task

NEWEST_QUERIES = 12


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def card(page, deal):
    found = re.search(rf'<article class="card ([^"]*)" id="deal-{deal.pk}".*?</article>', page)
    return found and found.group(0)


def test_the_board_says_how_much_is_in_hand(world):
    page = text(world.browser(world.olga).get("/board"))
    assert "Продажи" in page
    assert "Календари" in card(page, world.calendars)
    assert "ООО «Ромашка»" in card(page, world.calendars)
    assert re.search(r"<small>В работе</small><strong>2</strong>", page)
    assert re.search(r"<small>Взвешенно</small><strong>17.000.₽</strong>", page)  # a tenth of 170 000


def test_a_manager_sees_own_deals_only(world):
    page = text(world.browser(world.anna).get("/board"))
    assert card(page, world.calendars)
    assert not card(page, world.booklets)
    assert re.search(r"<small>В работе</small><strong>1</strong>", page)


def test_three_marks_are_three_and_each_says_why(world):
    world.calendars.refresh_from_db()
    Task.objects.plan(
        "Прислать образцы", by=world.boris, deal=world.booklets, on=timezone.localdate() - timedelta(days=3)
    )
    stuck = Deal.objects.start(by=world.olga, title="Каталог")
    Deal.objects.filter(pk=stuck.pk).update(
        stage_since=timezone.now() - timedelta(days=20), rots_on=timezone.localdate()
    )
    page = text(world.browser(world.olga).get("/board"))
    late, none = card(page, world.booklets), card(page, stuck)
    assert "card late" in late
    assert "#flame" in late
    assert "Горит: срок шага прошёл 3 дн назад — Прислать образцы" in late
    assert "card none" in none
    assert "нет следующего шага" in none
    assert "Без шага: никто не знает" in none
    assert "Застряла: " in none
    assert "обычно хватает 2" in none
    assert "card step" in card(page, world.calendars)


def test_a_board_of_many_deals_costs_as_many_questions_as_of_two(world, django_assert_max_num_queries):
    deals = [
        Deal(
            title=f"Заказ {n}",
            owner=world.anna,
            stage=world.stage("request" if n % 2 else "meeting"),
            contact=world.ivanov,
        )
        for n in range(120)
    ]
    Deal.objects.start_all(deals, by=world.olga)
    for member in (world.olga, world.roman, world.anna):
        browser = world.browser(member)
        with django_assert_max_num_queries(
            NEWEST_QUERIES + 4
        ):  # four of them are the session, the member, his role, his company
            page = browser.get("/board")
        assert page.content.count(b'<article class="card') == 25 + 25
        assert len(page.content) < 150_000


def test_a_column_loads_on_where_it_ended(world):
    deals = [Deal(title=f"Заказ {n}", owner=world.anna, stage=world.stage("request")) for n in range(60)]
    Deal.objects.start_all(deals, by=world.olga)
    browser = world.browser(world.anna)
    seen, page = set(), text(browser.get("/board"))
    for _step in range(3):
        seen |= set(re.findall(r'id="deal-(\d+)"', page))
        more = re.search(r'class="more" href="([^"]+)"', page)
        page = text(browser.get(more.group(1).replace("&amp;", "&"))) if more else ""
    assert len(seen) == 61


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"calendars", "booklets"}),
        ("owner={anna}", {"calendars"}),
        ("owner=none", set()),
        ("step=none", {"booklets"}),
        ("step=today", {"calendars"}),
        ("step=late", set()),
        ("amount_from=100+000", {"booklets"}),
        ("amount_to=60000", {"calendars"}),
        ("created_from={tomorrow}", set()),
        ("rotting=1", set()),
        ("tag=срочно", {"booklets"}),
        ("source={source}", {"calendars"}),
        ("department={sales}", {"calendars", "booklets"}),
        ("q=ромашк+календ", {"calendars"}),
        ("q=петров", {"booklets"}),
        ("owner=всё&amount_from=много&step=никогда&created_from=32.13", {"calendars", "booklets"}),
    ],
)
def test_the_filter_lives_in_the_link(world, query, found):
    from vatman.deals.models import Source

    source = Source.objects.first()
    world.calendars.change(by=world.anna, source=source)
    world.booklets.tag(["срочно"], by=world.boris)
    tomorrow = timezone.localdate() + timedelta(days=1)
    query = query.format(anna=world.anna.pk, tomorrow=tomorrow, source=source.pk, sales=world.sales.pk)
    page = text(world.browser(world.olga).get(f"/board?{query}"))
    assert {name for name in ("calendars", "booklets") if card(page, getattr(world, name))} == found


def test_what_is_chosen_is_named_and_taken_off_by_one_press(world):
    page = text(world.browser(world.olga).get(f"/board?owner={world.anna.pk}&step=none&amount_from=50000"))
    chips = re.findall(r'class="chip on" href="/board\?([^"]*)" title="Убрать">([^<]+)<', page)
    assert [words.strip() for _query, words in chips] == ["Анна Аистова", "Сумма от 50 000", "Без шага"]
    assert chips[2][0] == f"owner={world.anna.pk}&amp;amount_from=50000"


def test_closed_deals_stand_on_the_board_for_their_month(world):
    world.calendars.win(by=world.anna)
    old = Deal(
        title="Давний", owner=world.anna, stage=world.stage("won"), closed_on=timezone.localdate() - timedelta(days=40)
    )
    Deal.objects.start_all([old], by=world.olga)
    world.booklets.lose(LossReason.objects.first(), by=world.boris)
    browser = world.browser(world.olga)
    page = text(browser.get("/board"))
    assert "card won" in card(page, world.calendars)
    assert not card(page, old)
    assert not card(page, world.booklets)  # folded until asked for
    lost = text(browser.get(f"/board/columns/{world.stage('lost').pk}"))
    assert "Дорого" in card(lost, world.booklets)


def test_a_sleeping_deal_leaves_the_board_until_its_day(world):
    world.booklets.sleep_until(timezone.localdate() + timedelta(days=30), by=world.boris)
    browser = world.browser(world.olga)
    assert not card(text(browser.get("/board")), world.booklets)
    assert "спит до" in card(text(browser.get("/board?asleep=1")), world.booklets)
    assert "Буклеты" not in text(browser.get("/board?step=none"))


def test_what_a_colleague_changed_is_asked_for_by_its_number(world):
    world.calendars.move_to(world.stage("meeting"), by=world.anna)
    world.booklets.trash(by=world.olga)
    answer = text(world.browser(world.olga).get(f"/board/changes?ids={world.calendars.pk},{world.booklets.pk},x"))
    assert f'data-s="{world.stage("meeting").pk}"' in card(answer, world.calendars)
    assert f'data-gone="{world.booklets.pk}"' in answer
    assert answer.count("<hx-partial") == 7  # six heads and the stamp


def test_a_change_of_anothers_deal_shows_nothing(world):
    answer = text(world.browser(world.anna).get(f"/board/changes?ids={world.booklets.pk}"))
    assert "Буклеты" not in answer


def test_the_one_who_only_looks_has_nothing_to_press(world):
    page = text(world.browser(world.nina).get("/board"))
    assert card(page, world.calendars)
    assert "data-movable" not in page
    assert "dots" not in page
    assert "pencil" not in page
    assert "/deals/new" not in page


def test_a_board_needs_a_login(world, client):
    assert client.get("/board").status_code == 302


def test_a_number_in_the_page_is_a_number_however_great(world):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('deals_deal', 'id'), 1234567)")
    deal = Deal.objects.start(by=world.anna, title="Миллионная", company=world.romashka)
    browser = world.browser(world.olga)
    for path in ("/board", f"/board/changes?ids={deal.pk}", "/deals", f"/deals/{deal.pk}"):
        page = browser.get(path).content.decode()
        assert str(deal.pk) in page
        assert not re.search(r'(?:id|value|data-\w+|hx-\w+|href)="[^"]*1\s234\s568', page)
