"""Truth 1 of the sales floor: thousands of past «next calls» do not all burn on the first morning."""

from collections import Counter
from datetime import timedelta

from django.utils import timezone

from vatman.deals.models import Deal
from vatman.importing.run.spread import DOSE
from vatman.tasks.models import Task
from vatman.team.calendar import is_working


def rows(count, days_ago, first=0):
    day = (timezone.localdate() - timedelta(days=days_ago)).strftime("%d.%m.%Y")
    return "".join(
        f"\nЗимин Павел | 8 912 {number:03}-00-01 | {1000 * number} | {day}" for number in range(first, first + count)
    )


HEAD = "ФИО | Телефон | Сумма | Перезвонить"


def test_passed_calls_are_handed_out_fifteen_a_day_the_largest_first(load):
    found = load(HEAD + rows(40, days_ago=10, first=100))
    tasks = Task.objects.filter(origin=found.origin).order_by("due_on", "-deal__amount")
    per_day = Counter(task.due_on for task in tasks)
    assert sorted(per_day.values()) == [10, DOSE, DOSE]
    assert all(day >= timezone.localdate() and is_working(day) for day in per_day)
    assert [task.deal.amount for task in tasks] == sorted((task.deal.amount for task in tasks), reverse=True)


def test_each_manager_has_a_dose_of_his_own(load):
    table = (HEAD + rows(20, days_ago=10, first=100)).splitlines()
    found = load(
        "\n".join(
            [
                table[0] + " | Менеджер",
                *[f"{line} | {'Анна' if number % 2 else 'Борис'}" for number, line in enumerate(table[1:])],
            ]
        )
    )
    assert len(set(Task.objects.filter(origin=found.origin).values_list("due_on", flat=True))) == 1


def test_the_day_that_was_meant_is_kept(load):
    found = load(HEAD + rows(1, days_ago=10))
    assert (timezone.localdate() - timedelta(days=10)).strftime("%d.%m.%Y") in Task.objects.get(
        origin=found.origin
    ).title


def test_what_is_long_past_sleeps_and_is_listed(load):
    found = load(HEAD + rows(1, days_ago=91))
    assert not Task.objects.filter(origin=found.origin).exists()
    assert Deal.objects.get(origin=found.origin).is_asleep
    assert found.problems.get().code == "call_too_old"


def test_calls_to_come_stay_on_their_day(load):
    found = load(HEAD + rows(1, days_ago=-12))
    assert Task.objects.get(origin=found.origin).due_on == timezone.localdate() + timedelta(days=12)


def test_a_closed_deal_needs_no_passed_call(load):
    found = load(HEAD + " | Статус" + rows(1, days_ago=10) + " | отказ")
    assert Deal.objects.filter(origin=found.origin).count() == 1
    assert not Task.objects.filter(origin=found.origin).exists()


def test_nothing_burns_after_the_move(load):
    load(HEAD + rows(30, days_ago=5) + rows(5, days_ago=100, first=30))
    assert not Task.objects.overdue().exclude(origin="").exists()
