"""Fourteen months of the print house, told day by day and written by the set forms of the verbs."""

from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from vatman.clients.models import Company, Contact, Link
from vatman.deals.models import Deal, LossReason, Pipeline, Source
from vatman.events import partitions
from vatman.records.models import CustomField, Note, Tag
from vatman.records.search import later
from vatman.tasks.models import Task
from vatman.team.models import Member

from . import orders
from .clientele import INDUSTRIES, TAGS, Buyer, Clientele
from .goods import FINISH, SEASONS
from .names import Names
from .plans import come_in, plan
from .staff import Staff, hire
from .story import Book, Catalogue, Story
from .working_time import DAY, ZONE, WorkingTime

MONTHS, REQUESTS = 14, 3500
RETURNING = 0.62
SOURCES = {"Сайт": 40, "Рекомендация": 20, "Звонок": 16, "Реклама": 14, "Выставка": 10}
SLEEPING = 0.09  # of the open deals


@transaction.atomic
def build(*, size: float = 1.0, seed: int = 1703) -> dict[str, int]:
    """Fills an empty base; returns how many of each thing there are, by their word."""
    rng, now = Random(seed), timezone.now()
    today = now.astimezone(ZONE).date()
    clock = WorkingTime(_months_back(today, MONTHS), today + timedelta(days=150), now)
    partitions.ensure(clock.days[0])
    staff = hire()
    catalogue, industry = _directories(staff.owner)
    with later():
        clientele = Clientele(Names(seed), rng, industry)
        story = Story(rng, clock, catalogue, staff)
        for start in _requests(rng, clock, size):
            _tell(story, clientele, start)
        for manager, book in story.books.items():
            _put_to_sleep(rng, book, today)
            buyers = [buyer for buyer in clientele.buyers if buyer.owner == manager]
            _write(manager, book, buyers, catalogue.run_field)
        _nobodys(story, clientele, clock, size)
    plan(staff, today)
    come_in(staff)
    return {
        "members": Member.objects.count(), "companies": Company.objects.count(), "contacts": Contact.objects.count(),
        "deals": Deal.objects.count(), "tasks": Task.objects.count(),
    }  # fmt: skip


def _months_back(day: date, count: int) -> date:
    months = day.year * 12 + day.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)


def _directories(owner: Member) -> tuple[Catalogue, str]:
    """Tags and fields of this trade beside the stages, reasons and sources every company starts with."""
    Tag.objects.known(["срочно", "мастер", *(tag for pairs in TAGS.values() for tag, _chance in pairs)])
    industry = CustomField.objects.add("company", "Отрасль", "choice", choices=sorted(INDUSTRIES.values()), by=owner)
    run = CustomField.objects.add("deal", "Тираж", "number", by=owner)
    finish = CustomField.objects.add("deal", "Бумага и отделка", "choice", choices=sorted(FINISH), by=owner)
    stages = {stage.key: stage for stage in Pipeline.objects.default().stages.all()}
    reasons = {reason.key: reason for reason in LossReason.objects.all()}
    sources = {source.name: source for source in Source.objects.all()}
    return Catalogue(stages, reasons, sources, run.key, finish.key), industry.key


def _requests(rng: Random, clock: WorkingTime, size: float) -> list[int]:
    """The working minutes at which requests came, more of them before the New Year and before school."""
    days = [index for index, day in enumerate(clock.days) if index * DAY < clock.now]
    weights = {
        index: SEASONS[clock.days[index].month] * (1.15 if clock.days[index].weekday() < 2 else 0.95) for index in days
    }
    each = REQUESTS * size / sum(weights.values())
    minutes = [
        index * DAY + rng.randrange(DAY)
        for index in days
        for _request in range(int(weights[index] * each + rng.random()))
    ]
    return sorted(minute for minute in minutes if minute < clock.now - 5)


def _tell(story: Story, clientele: Clientele, start: int) -> None:
    rng = story.rng
    if rng.random() < RETURNING and (buyer := clientele.returning()):
        story.tell(buyer, start, "Повторный заказ" if rng.random() < 0.85 else "Звонок")
        return
    source = rng.choices(list(SOURCES), list(SOURCES.values()))[0]
    clock = story.clock
    passed = (clock.today - clock.days[start // DAY]).days
    at_work = {one: habit.share for one, habit in story.staff.managers.items() if not habit.days or passed < habit.days}
    manager = rng.choices(list(at_work), list(at_work.values()))[0]
    story.tell(clientele.newcomer(manager, clock.moment(start - 1), source), start, source)


def _put_to_sleep(rng: Random, book: Book, today: date) -> None:
    """«Не сейчас»: some of the open ones come back by themselves on a later day."""
    chosen = [
        deal for deal in book.deals if deal.stage.key in ("send_quote", "meeting") and rng.random() < SLEEPING * 1.6
    ]
    for deal in chosen:
        deal.sleeps_until = today + timedelta(days=rng.randrange(12, 110))
    asleep = {id(deal) for deal in chosen}
    book.tasks = [task for task in book.tasks if task.done_at or id(task.deal) not in asleep]


def _write(manager: Member, book: Book, buyers: list[Buyer], run: str) -> None:
    Company.objects.meet_all([buyer.company for buyer in buyers if buyer.company], by=manager)
    Contact.objects.meet_all([one for buyer in buyers for one in buyer.people], by=manager)
    links = [link for buyer in buyers for link in buyer.links]
    for link in links:
        link.contact, link.company, link.joined_at = link.contact, link.company, link.contact.created_at
    Link.objects.join_all(links, by=manager)
    for deal in book.deals:
        deal.company, deal.contact = deal.company, deal.contact  # they have keys only now
    orders.order(book.deals, run)
    Deal.objects.start_all(book.deals, by=manager)
    orders.pay(book.deals, by=manager)
    for task in book.tasks:
        task.deal = task.deal
    Task.objects.plan_all(book.tasks, by=manager)
    Note.objects.add_all([_placed(place, note) for place, note in book.about], by=manager)


def _placed(place: Any, note: Note) -> Note:
    note.place_type, note.place_id = place.thing, place.pk
    return note


def _nobodys(story: Story, clientele: Clientele, clock: WorkingTime, size: float) -> None:
    """Requests of the last hours that nobody has taken yet: the department sees them."""
    staff: Staff = story.staff
    for number in range(max(1, round(4 * size))):
        at = clock.moment(clock.now - 20 - number * 47)
        buyer = clientele.newcomer(staff.head, at, "Сайт")
        for one in [buyer.company, *buyer.people] if buyer.company else buyer.people:
            one.owner, one.department = None, staff.sales
        Company.objects.meet_all([buyer.company] if buyer.company else [], by=staff.head)
        Contact.objects.meet_all(buyer.people, by=staff.head)
        deal = story.request(buyer, clock.now - 20 - number * 47, "Сайт")
        deal.owner, deal.department, deal.stage = None, staff.sales, story.catalogue.stages["request"]
        deal.company, deal.contact = buyer.company, buyer.people[0]
        Deal.objects.start_all([deal], by=staff.head)
