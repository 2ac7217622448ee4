"""A3.8, A1.13, sales-floor «Planning meeting»: yesterday per manager, what burns and lies, one click to the deals; each sees his reach."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from vatman.analytics.planning_columns import COLUMNS, DAY, NOW, cells
from vatman.analytics.queries.meeting import meeting
from vatman.analytics.workdays import Span, last_working, month_of, span_of
from vatman.deals.models import Deal, LossReason, StageMove
from vatman.events.models import Event
from vatman.tasks.actions.log_call import log_call
from vatman.tasks.models import Call, Task


@pytest.fixture
def span():
    return span_of(last_working(timezone.localdate()))


@pytest.fixture
def yesterday(world, span):
    """Anna called, met and won, and was paid; Boris sent an offer, lost one, and has what burns, lies without a step and is silent."""
    noon = span.start + timedelta(hours=12)
    for result in ("no_answer", "call_back"):
        log_call(world.calendars, result, by=world.anna)
    Call.objects.update(at=noon)
    for kind in ("meeting", "other"):
        task = Task.objects.plan("Дело", by=world.anna, kind=kind, deal=world.calendars)
        task.complete("готово", by=world.anna)
    Task.objects.exclude(done_at=None).update(done_at=noon)
    world.calendars.take_payment(Decimal(700), on=span.since, by=world.anna)
    sold = Deal.objects.start(by=world.anna, title="Открытки", amount=30000)
    sold.win(by=world.anna)
    lost = Deal.objects.start(by=world.boris, title="Листовки", amount=7000)
    lost.lose(LossReason.objects.first(), by=world.boris)
    world.booklets.move_to(world.stage("send_quote"), by=world.boris)
    world.booklets.move_to(world.stage("meeting"), by=world.boris)
    StageMove.objects.filter(was__isnull=False).update(at=noon)
    Deal.objects.filter(pk__in=[sold.pk, lost.pk]).update(closed_on=span.since, started_on=span.since)
    Task.objects.plan("Позвонить", by=world.boris, on=span.since)
    silent = Deal.objects.start(by=world.boris, title="Каталоги", amount=9000)
    Deal.objects.filter(pk=silent.pk).update(started_on=span.since - timedelta(days=20))
    Event.objects.filter(place_type="deal", place_id=silent.pk).update(origin="import:1")
    return noon


def told(viewer):
    found = meeting(viewer)
    return {str(line.member): dict(+line.numbers) for line in found.lines}


def test_yesterday_and_now_by_manager(world, yesterday):
    assert told(world.olga) == {
        "Анна Аистова": {
            "calls": 2,
            "reached": 1,
            "meetings": 1,
            "done": 3,
            "requests": 1,
            "moved": 1,
            "won": 1,
            "won_sum": 30000,
            "paid": 700,
        },
        "Борис Белов": {"requests": 1, "moved": 2, "quotes": 1, "lost": 1, "late": 1, "stepless": 2, "silent": 1},
    }


def test_a_head_sees_his_department_and_a_manager_himself(world, yesterday):
    assert set(told(world.roman)) == {"Анна Аистова", "Борис Белов"}
    assert set(told(world.anna)) == {"Анна Аистова"}


@pytest.mark.parametrize("name", ["olga", "roman", "anna", "nina"])
def test_every_number_opens_exactly_its_rows(world, yesterday, name):
    viewer = getattr(world, name)
    browser, found = world.browser(viewer), meeting(viewer)
    opened = set()
    for line in found.lines:
        for cell in cells(line, found.planning, (*DAY, *NOW)):
            if cell.url:
                rows = len(re.findall(r"<[^>]*data-row[\s>]", browser.get(cell.url).content.decode()))
                assert rows == line.numbers[cell.column.opens or cell.column.key] or cell.column.is_sum and rows == 1, (
                    cell
                )
                opened.add(cell.column.key)
    assert len(opened) > 8 if name == "anna" else opened == set(COLUMNS)


def test_the_page_says_it(world, yesterday):
    page = world.browser(world.roman).get(reverse("planning")).content.decode()
    assert "Анна Аистова" in page
    assert page.count("?when=late") == 1


def test_a_silent_deal_is_silent_until_a_person_does_something(world, yesterday):
    deal = Deal.objects.get(title="Каталоги")
    deal.add_note("позвонил, думают", by=world.boris)
    assert "silent" not in told(world.olga)["Борис Белов"]


def test_a_sleeping_deal_is_neither_stepless_nor_silent(world, yesterday):
    Deal.objects.get(title="Каталоги").sleep_until(timezone.localdate() + timedelta(days=30), by=world.olga)
    Task.objects.filter(deal__title="Каталоги").delete()
    found = told(world.olga)["Борис Белов"]
    assert (found["stepless"], found.get("silent")) == (1, None)


def test_nobodys_deals_stand_in_the_last_line(world, yesterday):
    world.booklets.assign(None, by=world.olga)
    lines = meeting(world.olga).lines
    assert (lines[-1].member, lines[-1].numbers["stepless"]) == (None, 1)
    page = world.browser(world.olga).get(reverse("planning")).content.decode()
    assert "Без ответственного" in page


def test_sums_are_in_the_companys_currency(world, span):
    deal = Deal.objects.start(by=world.anna, title="Экспорт", amount=500, currency="USD")
    deal.win(by=world.anna)
    Deal.objects.filter(pk=deal.pk).update(closed_on=span.since)
    line = next(line for line in meeting(world.olga).lines if line.member == world.anna)
    assert (line.numbers["won"], line.numbers["won_sum"]) == (1, 0)


def test_who_has_not_come_in_today(world):
    today = timezone.localdate()
    world.browser(world.anna)  # signed in just now
    found = meeting(world.roman)
    names = {line.member for line in found.absent(Span(today, today).start)}
    assert names == {world.boris}


def test_a_manager_who_did_nothing_is_spoken_of_and_an_idle_head_is_not(world):
    Deal.objects.filter(owner=world.boris).delete()
    assert {line.member for line in meeting(world.olga).lines} == {world.anna, world.boris}
    Deal.objects.start(by=world.roman, title="Своя")
    assert world.roman in {line.member for line in meeting(world.olga).lines}


def test_another_departments_people_are_shown_by_choice(world, yesterday):
    world.production.lead_by(world.tsvetana, by=world.olga)
    Task.objects.plan("Печать", by=world.tsvetana, on=last_working(timezone.localdate()))
    page = world.browser(world.olga).get(reverse("planning"), {"department": world.production.pk}).content.decode()
    assert "Анна Аистова" not in page


def test_what_makes_no_sense_in_the_address_is_no_error(world):
    browser = world.browser(world.olga)
    for asked in ({"day": "2026-13-45"}, {"day": "9999-12-31"}, {"day": "0001-01-01"}, {"department": "²"}):
        assert browser.get(reverse("planning"), asked).status_code == 200
    for asked in (
        {},
        {"number": "late"},
        {"number": "nonsense", "owner": world.anna.pk},
        {"number": "won", "owner": 10**9},
    ):
        assert browser.get(reverse("planning_rows"), asked).status_code == 404


def test_anothers_numbers_do_not_open(world, yesterday):
    asked = {"number": "stepless", "owner": world.boris.pk}
    assert world.browser(world.anna).get(reverse("planning_rows"), asked).status_code == 404


def test_it_takes_few_queries(world, yesterday, django_assert_max_num_queries):
    browser = world.browser(world.olga)
    browser.get(reverse("planning"))
    with django_assert_max_num_queries(24):
        browser.get(reverse("planning"))


@pytest.mark.parametrize(
    ("today", "since", "until"),
    [
        (date(2026, 11, 24), date(2026, 11, 23), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 20), date(2026, 11, 22)),  # of Monday: Friday and the days off after it
        (date(2027, 1, 11), date(2026, 12, 30), date(2027, 1, 10)),
    ],
)
def test_yesterday_is_the_last_working_day_and_the_days_off_after_it(today, since, until):
    found = span_of(last_working(today))
    assert (found.since <= since, found.until, found.after().since) == (True, until, today)


def test_a_month_counts_working_days():
    month = month_of(date(2026, 11, 10), date(2026, 11, 24))
    assert (month.start, month.end, month.passed, month.total) == (date(2026, 11, 1), date(2026, 11, 30), 15, 20)
    assert month_of(date(2026, 10, 1), date(2026, 11, 24)).left == 0
    assert month_of(date(2026, 12, 1), date(2026, 11, 24)).passed == 0


def test_every_column_says_what_it_counts():
    assert all(column.title and column.hint for column in COLUMNS.values())
    assert span_of(date(2026, 11, 23)).start.tzinfo is not None
