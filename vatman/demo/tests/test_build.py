"""The demo company is whole: its people can come in, its history holds together, its board has all that a board may show."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.db.models import F
from django.utils import timezone

from vatman.clients.models import Company, Contact, Link
from vatman.deals.models import Deal, StageMove
from vatman.demo import PASSWORD, logins
from vatman.demo.build import build
from vatman.events.models import Event
from vatman.records.models import Note, SearchDocument
from vatman.tasks.models import Task
from vatman.team.calendar import is_working
from vatman.team.models import Member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("long_transaction")]


@pytest.fixture(scope="module")
def dvor(django_db_setup, django_db_blocker):
    """Built once for the whole page of tests, and taken back whole."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield build(size=0.15)
        transaction.set_rollback(True)


def test_thirty_five_people_and_three_ways_in(dvor):
    assert Member.objects.count() == dvor["members"] == 35
    assert [line.split(" / ")[0] for line in logins()] == [
        "vladimir@vatman.demo",
        "roman@vatman.demo",
        "anna@vatman.demo",
    ]
    anna = Member.objects.get(email="anna@vatman.demo")
    validate_password(PASSWORD, anna)
    assert anna.check_password(PASSWORD)
    assert anna.role.key == "manager"


def test_it_is_as_large_as_asked(dvor):
    assert 460 < dvor["deals"] < 580
    assert Contact.objects.count() > Company.objects.count() > 40


def test_every_deals_way_ends_where_it_stands(dvor):
    last = {move.deal_id: move for move in StageMove.objects.order_by("at", "pk")}
    deals = Deal.objects.all()
    assert [
        deal.pk for deal in deals if (last[deal.pk].stage_id, last[deal.pk].at) != (deal.stage_id, deal.stage_since)
    ] == []
    assert not Deal.objects.filter(state="lost", loss_reason=None).exists()
    assert not StageMove.objects.filter(at__gt=timezone.now()).exists()


def test_the_board_has_everything_a_board_may_show(dvor):
    opened = [deal for deal in Deal.objects.filter(state="open").select_related("stage")]
    assert len({deal.stage.key for deal in opened}) >= 3
    for mark in ("is_burning", "is_rotten", "lacks_step"):
        assert any(getattr(deal, mark) for deal in opened), mark
    assert Deal.objects.filter(owner=None, department__name="Продажи").exists()


def test_the_next_step_is_the_open_task_due_first(dvor):
    tasks = (
        Task.objects.open()
        .exclude(deal=None)
        .order_by("deal", "due_on", F("due_at").asc(nulls_last=True), "pk")
        .distinct("deal")
    )
    steps = {task.deal_id: task.pk for task in tasks}
    assert {deal.pk: deal.next_step_id for deal in Deal.objects.exclude(next_step_id=None)} == steps


def test_the_shop_is_late_with_a_little_of_its_last_days_work(dvor):
    shop = Task.objects.exclude(owner__department__name="Продажи")
    late = shop.overdue()
    assert shop.filter(done_at=None).count() > 0
    assert late.filter(due_on__lt=timezone.localdate() - timedelta(days=20)).count() == 0
    assert late.count() <= 0.05 * shop.count()


def test_its_words_are_in_good_russian(dvor):
    said = [*Task.objects.values_list("result", flat=True), *Note.objects.values_list("text", flat=True)]
    assert [words for words in said if re.search(r"[{}]|\bв вторник|\bв в|[А-я]%", words)] == []
    names = Company.objects.exclude(legal_form="ИП").values_list("name", flat=True)
    assert [name for name in names if re.search(r"^(.{3,})\1", name.lower())] == []
    assert not Link.objects.filter(position="управляющая").exists()


def test_nobody_works_at_night(dvor):
    moments = [timezone.localtime(move.at) for move in StageMove.objects.all()]
    assert [moment for moment in moments if not 9 <= moment.hour <= 18 or not is_working(moment.date())] == []


def test_events_stand_at_their_own_moments(dvor):
    started = Event.objects.filter(kind="deal.started")
    assert started.count() == Deal.objects.count()
    assert started.order_by("at").first().at < timezone.now() - timedelta(days=390)
    assert Event.objects.filter(kind="task.completed").count() == Task.objects.exclude(done_at=None).count()


def test_orders_have_lines_and_sold_ones_are_paid_for(dvor):
    sold = Deal.objects.filter(state="won")
    assert not sold.filter(lines=None).exclude(amount=None).exists()
    assert 0.02 < sold.filter(paid__lt=F("amount")).count() / sold.count() < 0.25
    assert not Event.objects.filter(kind="deal.paid", at__gt=timezone.now()).exists()
    assert not Deal.objects.filter(state="lost", paid__gt=0).exists()


def test_everybody_is_found(dvor):
    assert SearchDocument.objects.filter(thing="contact").count() == Contact.objects.count()
    assert SearchDocument.objects.filter(thing="deal").count() == Deal.objects.count()
