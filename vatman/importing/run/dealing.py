"""One row's deal: the one it speaks of if it is known, else a new one with the way it has already gone."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from vatman.deals.models import Deal, Stage, StageMove
from vatman.tasks.models import Task
from vatman.team.calendar import next_working

from ..shapes import DealFacts, Facts
from .cards import Card
from .course import Course
from .mould import mould
from .names import company_key
from .spread import REST


class DealCard:
    """A deal at hand: new, or of the base."""

    __slots__ = ("company", "contacts", "fills", "moved", "new", "obj", "thing")

    def __init__(self, obj: Deal, *, new: bool) -> None:
        self.obj, self.new, self.thing = obj, new, "deal"
        self.company: Card | None = None
        self.contacts: list[Card] = []
        self.fills: dict[str, list[Any]] = {}
        self.moved: tuple[Stage, date | None, Any] | None = None  # where it goes on to, when, why lost

    def set(self, column: str, value: Any) -> None:
        if not self.new:
            self.fills.setdefault(column, [getattr(self.obj, column), None])[1] = value
        setattr(self.obj, column, value)

    def is_of(self, person: Card | None) -> bool:
        """Whether it is this person's, as far as both are known."""
        if person is None:
            return True
        if self.contacts:
            return person in self.contacts
        return self.obj.contact_id in (None, person.obj.pk)

    def meet(self, company: Card | None, contacts: list[Card]) -> None:
        """The clients of a new deal: one company, the first person its contact, the others its people."""
        self.company = self.company or company
        self.contacts += [card for card in contacts if card not in self.contacts]


def subject(text: str) -> str:
    return company_key(text)[:200]


def is_same(card: DealCard, facts: DealFacts, stage: Stage, client: str, person: Card | None) -> bool:
    """The same client's deal with this subject and sum: one deal, met again in another month's sheet.

    A closed one is met again only with the same dates; without subject and sum the request date and the person must agree.
    """
    deal = card.obj
    mine, theirs = subject(facts.title), subject(deal.title)
    nameless = not mine and theirs in ("", subject(client), subject(_("Новая сделка")))
    if (mine or subject(client)) != theirs and not nameless:
        return False
    if facts.amount is not None and deal.amount is not None and Decimal(facts.amount) != deal.amount:
        return False
    speaks = bool(mine) or (facts.amount is not None and deal.amount is not None)
    dates_agree = facts.created_on is None or deal.started_on in (None, facts.created_on)
    if deal.state != Stage.Kind.OPEN:
        closes = facts.closed_on is None or deal.closed_on in (None, facts.closed_on)
        return dates_agree and closes and (facts.created_on is not None or not stage.is_open)
    return speaks or (dates_agree and card.is_of(person))


def begin(course: Course, facts: Facts, title: str, owner: Any) -> DealCard:
    told = facts.deal or DealFacts()
    stage = course.stage(told.status)
    moves = _moves(course, told, stage, facts)
    deal = mould(Deal).cast(
        title=(told.title or title)[:200], stage_id=stage.pk, pipeline_id=stage.pipeline_id, state=stage.kind, amount=told.amount,
        currency=told.currency or course.currency, owner_id=owner.pk if owner else None, expected_on=told.expected_on,
        source_id=course.source(told.source), closed_on=None if stage.is_open else told.closed_on, new_moves=moves,
        created_at=moves[0].at, started_on=told.created_on or _first_day(course, told, stage),
    )  # fmt: skip
    if told.status and told.status.meaning == "sleep":
        deal.sleeps_until = waking(course, facts)
    return DealCard(deal, new=True)


def _first_day(course: Course, told: DealFacts, stage: Stage) -> date:
    return told.closed_on if told.closed_on and not stage.is_open else course.today


def _moves(course: Course, told: DealFacts, stage: Stage, facts: Facts) -> list[StageMove]:
    """Its birth as a request on the day of the request, and the step to where it stands now."""
    end = course.now if stage.is_open else course.moment(told.closed_on or told.created_on)
    born = min(course.moment(told.created_on), end) if told.created_on else end
    if stage.pk == course.first.pk or (stage.is_open and told.created_on is None):
        return [_move(course, stage, born)]
    return [_move(course, course.first, born), _move(course, stage, end, _reason(course, facts, stage))]


def _move(course: Course, stage: Stage, at: datetime, reason: int | None = None) -> StageMove:
    return mould(StageMove).cast(stage_id=stage.pk, at=at, by_id=course.by.pk if course.by else None, reason_id=reason)


def _reason(course: Course, facts: Facts, stage: Stage) -> int | None:
    return course.loss_reason(facts).pk if stage.kind == Stage.Kind.LOST else None


def waking(course: Course, facts: Facts) -> date:
    """The day a sleeping deal comes back: the call agreed on, else in a month."""
    if facts.task and facts.task.due_on > course.today:
        return facts.task.due_on
    return next_working(course.today + timedelta(days=REST))


def go_on(card: DealCard, course: Course, facts: Facts) -> bool:
    """A later sheet shows the deal in another stage: that is its next step. A closed one does not open again, and what
    was in the base before this import stays where people have put it. True if a deal already written must be moved."""
    told, deal = facts.deal, card.obj
    if not told or not told.status or deal.state != Stage.Kind.OPEN or not (card.new or deal.origin == course.origin):
        return False
    stage = course.stage(told.status)
    if stage.pk == deal.stage_id:
        return False
    reason = course.loss_reason(facts) if stage.kind == Stage.Kind.LOST else None
    day = told.closed_on if not stage.is_open else None
    deal.state = stage.kind
    if not card.new:
        card.moved = (stage, day, reason)
        return True
    last = deal.new_moves[-1]
    at = max(course.moment(day or told.created_on), last.at)
    deal.new_moves.append(_move(course, stage, at, reason.pk if reason else None))
    deal.stage_id, deal.pipeline_id, deal.loss_reason_id = stage.pk, stage.pipeline_id, reason.pk if reason else None
    deal.closed_on = None if stage.is_open else (day or at.date())
    return False


def step(course: Course, facts: Facts, row: int, owner: Any) -> tuple[Task | None, date | None]:
    """The next call as a task, and until when the deal sleeps instead of burning."""
    call = facts.task
    if not call or facts.stop:
        return None, None
    title = call.title or course.words["call"]
    if call.due_on >= course.today:
        task = _task(course, title, owner, call.due_on)
        if call.due_time:
            task.due_at = course.at(call.due_on, call.due_time)
        return task, None
    day = course.days.get(row)
    if day is None or day.asleep:
        return None, day.on if day else None
    title = _("%(title)s (собирались %(day)s)") % {"title": title[:160], "day": call.due_on.strftime("%d.%m.%Y")}
    return _task(course, title, owner, day.on, meant_on=call.due_on), None


def _task(course: Course, title: str, owner: Any, day: date, meant_on: date | None = None) -> Task:
    return mould(Task).cast(
        title=title[:200], kind="call", due_on=day, meant_on=meant_on, owner_id=owner.pk if owner else None, created_at=course.now,
    )  # fmt: skip
