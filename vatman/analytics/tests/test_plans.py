"""A3.8: the plan of a month is typed in place, taken back, copied; beside it stand the fact and the pace in working days."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from vatman.analytics.models import Plan
from vatman.analytics.queries.pace import Pace
from vatman.analytics.queries.plans import plan_table
from vatman.analytics.workdays import month_of
from vatman.deals.models import Deal
from vatman.events.models import Event
from vatman.events.undoing import undo_event
from vatman.web.errors import Conflict, Refused


@pytest.fixture
def month():
    return timezone.localdate().replace(day=1)


def amounts(month):
    return {plan.member.name: plan.amount for plan in Plan.objects.of_month(month).select_related("member")}


def post(world, member, name, pk=None, **data):
    url = reverse(name, args=[pk] if pk else [])
    return world.browser(member).post(url, data, headers={"HX-Request": "true"})


def test_a_head_types_a_plan_and_takes_it_back(world, month):
    answer = post(world, world.roman, "plan", world.anna.pk, month=f"{month:%Y-%m}", amount="1,5 млн", was="")
    assert answer.status_code == 200
    assert amounts(month) == {"Анна Аистова": 1500000}
    event = Event.objects.get(kind="plan.set")
    assert (event.place_type, event.place_id, event.sentence.endswith("— → 1\u00a0500\u00a0000")) == (
        "member",
        world.anna.pk,
        True,
    )
    assert post(world, world.roman, "undo", event.id).status_code == 204
    assert amounts(month) == {"Анна Аистова": None}


@pytest.mark.parametrize(
    ("typed", "sum_"),
    [
        ("500 000", 500000),
        ("500 000 ₽", 500000),
        ("800к", 800000),
        ("1.25млн", 1250000),
        ("0", 0),
        ("", None),
        ("99,90", Decimal("99.90")),
    ],
)
def test_sums_are_read_as_people_write_them(world, month, typed, sum_):
    Plan.objects.put(world.anna, month, Decimal(7), by=world.olga)
    post(world, world.olga, "plan", world.anna.pk, month=f"{month:%Y-%m}", amount=typed)
    assert amounts(month) == {"Анна Аистова": sum_}


@pytest.mark.parametrize("typed", ["много", "-5", "1e30", "NaN", "9" * 40, "9" * 12 + "млн"])
def test_what_is_no_sum_changes_nothing(world, month, typed):
    assert post(world, world.olga, "plan", world.anna.pk, month=f"{month:%Y-%m}", amount=typed).status_code == 422
    assert amounts(month) == {}


def test_two_heads_do_not_overwrite_each_other(world, month):
    Plan.objects.put(world.anna, month, Decimal(100), by=world.olga)
    with pytest.raises(Conflict):
        Plan.objects.put(world.anna, month, Decimal(300), by=world.roman, was=None)
    answer = post(world, world.roman, "plan", world.anna.pk, month=f"{month:%Y-%m}", amount="300", was="50")
    assert (answer.status_code, amounts(month)["Анна Аистова"]) == (409, 100)


def test_an_undo_leaves_what_was_put_over_it(world, month):
    event = Plan.objects.put(world.anna, month, Decimal(100), by=world.roman)
    Plan.objects.put(world.anna, month, Decimal(200), by=world.olga)
    with pytest.raises(Conflict):
        undo_event(Event.objects.get(id=event.id), by=world.roman)
    assert amounts(month)["Анна Аистова"] == 200


def test_a_manager_sets_no_plan_and_sees_his_own_alone(world, month):
    Plan.objects.put(world.anna, month, Decimal(100), by=world.roman)
    Plan.objects.put(world.boris, month, Decimal(654987321), by=world.roman)
    with pytest.raises(Refused):
        Plan.objects.put(world.anna, month, Decimal(1), by=world.anna)
    assert post(world, world.anna, "plan", world.anna.pk, amount="1").status_code == 403
    page = world.browser(world.anna).get(reverse("plans")).content.decode()
    assert ("Борис" in page, "654\u00a0987\u00a0321" in page, 'name="amount"' in page) == (False, False, False)


def test_a_head_sets_plans_of_his_department_alone(world, month):
    assert post(world, world.roman, "plan", world.tsvetana.pk, amount="1").status_code == 404
    assert post(world, world.nina, "plan", world.anna.pk, amount="1").status_code == 403


def test_the_month_before_is_copied_by_one_button_and_taken_back(world, month):
    before = (month - timedelta(days=1)).replace(day=1)
    for member, amount in ((world.anna, 100), (world.boris, 200)):
        Plan.objects.put(member, before, Decimal(amount), by=world.roman)
    Plan.objects.put(world.boris, month, Decimal(999), by=world.roman)
    assert "plans/copies" in world.browser(world.roman).get(reverse("plans")).content.decode()
    assert post(world, world.roman, "plan_copies", month=f"{month:%Y-%m}").status_code == 200
    assert amounts(month) == {"Анна Аистова": 100, "Борис Белов": 999}
    assert "plans/copies" not in world.browser(world.roman).get(reverse("plans")).content.decode()
    undo_event(Event.objects.get(kind="plan.copied"), by=world.roman)
    assert amounts(month) == {"Анна Аистова": None, "Борис Белов": 999}


def test_who_left_gets_no_copy(world, month):
    before = (month - timedelta(days=1)).replace(day=1)
    Plan.objects.put(world.boris, before, Decimal(200), by=world.roman)
    world.boris.leave(successor=world.anna, by=world.olga)
    assert Plan.objects.copy_month(month, by=world.roman) is None


def test_the_fact_is_what_was_sold_in_the_month(world, month):
    Plan.objects.put(world.anna, month, Decimal(200000), by=world.roman)
    world.calendars.win(by=world.anna)
    old = Deal.objects.start(by=world.anna, title="Давно", amount=1000)
    old.win(by=world.anna)
    Deal.objects.filter(pk=old.pk).update(closed_on=month - timedelta(days=1))
    line = next(line for line in plan_table(world.roman, month).lines if line.member == world.anna)
    assert (line.pace.fact, line.pace.share) == (50000, 0.25)


@pytest.mark.parametrize(
    ("fact", "rate", "behind", "forecast", "daily"),
    [(750000, 1.0, False, 1000000, 50000), (300000, 0.4, True, 400000, 140000), (1200000, 1.6, False, 1600000, None)],
)
def test_the_pace_is_counted_in_working_days(fact, rate, behind, forecast, daily):
    month = month_of(date(2026, 11, 24), date(2026, 11, 24))  # 15 of 20 are behind
    pace = Pace(month, Decimal(1000000), Decimal(fact))
    assert (round(pace.rate, 3), pace.is_behind, pace.forecast, pace.daily) == (rate, behind, forecast, daily)


def test_of_a_month_to_come_nothing_is_foretold():
    pace = Pace(month_of(date(2026, 12, 5), date(2026, 11, 24)), Decimal(1000000), Decimal(0))
    assert (pace.rate, pace.is_behind, pace.forecast) == (None, False, None)


def test_any_month_of_the_address_is_drawn(world):
    browser = world.browser(world.olga)
    for text in ("2027-02", "2026-13", "nonsense", "0001-01", "2100-01"):
        assert browser.get(reverse("plans"), {"month": text}).status_code == 200


def test_the_table_takes_few_queries(world, month, django_assert_max_num_queries):
    browser = world.browser(world.olga)
    browser.get(reverse("plans"))
    with django_assert_max_num_queries(14):
        browser.get(reverse("plans"))
