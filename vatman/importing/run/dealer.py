"""A row's deal, its next step and its notes: written once, however many rows speak of them."""

from datetime import date
from typing import Any

from vatman.records.models import Note
from vatman.tasks.models import Task

from ..shapes import Field, Problem
from . import says
from .course import Course
from .dealing import DealCard, begin, go_on, is_same, step
from .known import Known
from .mould import mould
from .result import Result, Row

LEFT = {"title": Field.TITLE, "amount": Field.AMOUNT, "closed_on": Field.CLOSED, "expected_on": Field.EXPECTED, "lost_reason": Field.LOST_REASON}  # fmt: skip


class Dealer:
    """Keeps what one chunk's rows bring besides clients, till it is written."""

    def __init__(self, course: Course, known: Known) -> None:
        self.course, self.known = course, known
        self.tasks: list[Task] = []
        self.passed: dict[int, tuple[Task, Any, Result]] = {}  # tasks instead of passed calls: by id()
        self.notes: list[tuple[Any, Note]] = []
        self.moved: list[DealCard] = []

    def deal_and_step(self, row: Row) -> None:
        deal = self._deal(row) if says.opens_deal(row.facts) else None
        if deal is None and row.facts.deal and row.client:
            self._leftovers(row)
        task, asleep = step(self.course, row.facts, row.line.pk, self.course.owner(row.line))
        if asleep:
            self._sleep(row, deal, asleep)
        if task and not self._is_planned(task, deal, row):
            self._place(task, deal, row)
        self._write_notes(row, deal)

    def own_fields(self, row: Row, card: Any) -> None:
        """What no other field holds: columns nobody understood, the number in the former base, managers who are not ours."""
        facts, fill, titles = row.facts, row.filler.own_field, self.course.titles
        fill(card, titles["manager"], self.course.stranger(facts))
        if facts.participants:
            fill(card, titles["participants"], ", ".join(facts.participants))
        if facts.external_id and (card.thing == "deal" or not says.opens_deal(facts)):
            fill(card, self._number_title(row), facts.external_id)
        for title, (kind, value) in facts.custom.items():
            fill(card, title, value, kind)

    def _leftovers(self, row: Row) -> None:
        """No deal opens: what its columns said is kept on the client under the columns' own titles."""
        told: Any = row.facts.deal
        values = {field: getattr(told, name) for name, field in LEFT.items()}
        values[Field.STATUS] = told.status.word if told.status else ""
        for field, value in values.items():
            if value not in (None, ""):
                row.filler.own_field(row.client, self.course.title(row.line, field) or field.value, str(value))

    def _deal(self, row: Row) -> DealCard:
        told, client = row.facts.deal, row.client
        name = client.title if client else ""
        stage = self.course.stage(told.status if told else None)
        known = [_at_hand(deal) for deal in client.deals] if client else []
        deal = next(
            (one for one in self._nameable(row, known) if told and is_same(one, told, stage, name, row.person)), None
        )
        deal = self._numbered(row, known) or deal
        if deal is None:
            deal = begin(self.course, row.facts, name, self.course.owner(row.line))
            row.result.made.append(deal)
            for card in filter(None, (client, *row.contacts)):
                card.deals.append(deal)
        else:
            self._meet_again(row, deal)
        self._keep_reason(row, deal)
        deal.meet(row.company, row.contacts)
        if not client:
            self.own_fields(row, deal)
        elif row.facts.external_id:
            row.filler.own_field(deal, self._number_title(row), row.facts.external_id)
        row.result.deal = deal
        return deal

    def _number_title(self, row: Row) -> str:
        return self.course.title(row.line, Field.EXTERNAL_ID) or self.course.titles["external_id"]

    def _number(self, row: Row, deal: DealCard) -> str:
        """The deal's number in the file's own count, "" where it has none."""
        return str(deal.obj.fields.get(self.course.field("deal", self._number_title(row)).key, ""))

    def _numbered(self, row: Row, known: list[DealCard]) -> DealCard | None:
        """The deal of this very number."""
        number = row.facts.external_id
        return next((one for one in known if self._number(row, one) == number), None) if number else None

    def _nameable(self, row: Row, known: list[DealCard]) -> list[DealCard]:
        """Those that may be met by subject and sum: a numbered row never means a deal of another number."""
        return [one for one in known if not self._number(row, one)] if row.facts.external_id else known

    def _meet_again(self, row: Row, deal: DealCard) -> None:
        told: Any = row.facts.deal
        if go_on(deal, self.course, row.facts) and deal not in self.moved:
            self.moved.append(deal)
        if deal.obj.state != "open":
            self._drop_passed(deal)
        for column in ("amount", "expected_on"):
            row.filler.fill(deal, column, getattr(told, column))

    def _drop_passed(self, deal: DealCard) -> None:
        """A deal that a later row closes needs no call whose day has passed; the row that named it forgets it too."""
        for key, (task, card, result) in list(self.passed.items()):
            if card is deal:
                del self.passed[key]
                self.tasks = [one for one in self.tasks if one is not task]
                result.made = [thing for thing in result.made if thing is not task]

    def _keep_reason(self, row: Row, deal: DealCard) -> None:
        said = row.facts.deal.lost_reason if row.facts.deal else ""
        if said and deal.obj.state == "lost" and self.course.loss_reason(row.facts).name.lower() != said.lower():
            row.filler.own_field(deal, self.course.titles["lost_reason"], said)

    def _sleep(self, row: Row, deal: DealCard | None, day: date) -> None:
        if deal and deal.new and deal.obj.state == "open" and not deal.obj.sleeps_until:
            deal.obj.sleeps_until = day
        was = row.facts.task.due_on.strftime("%d.%m.%Y") if row.facts.task else ""
        column = self.course.title(row.line, Field.NEXT_CALL)
        row.result.problems.append(Problem("call_too_old", row=row.line.number, column=column, value=was))

    def _is_passed(self, row: Row) -> bool:
        return row.facts.task is not None and row.facts.task.due_on < self.course.today

    def _is_planned(self, task: Task, deal: DealCard | None, row: Row) -> bool:
        """One call is planned once: not for a passed day where a deal is closed or has its next step already."""
        passed = self._is_passed(row)
        if passed and deal and deal.obj.state != "open":
            return True
        card: Any = deal or row.person or row.company
        steps = self.known.steps.get(_place_of(card), ()) if card else ()
        return any(passed or one.due_on == task.due_on for one in steps)

    def _place(self, task: Task, deal: DealCard | None, row: Row) -> None:
        card: Any = deal or row.person or row.company
        task.__dict__["at_card"] = card
        if card:
            self.known.steps[_place_of(card)].append(task)
        if deal and self._is_passed(row):
            self.passed[id(task)] = task, deal, row.result
        self.tasks.append(task)
        row.result.made.append(task)

    def _write_notes(self, row: Row, deal: DealCard | None) -> None:
        card: Any = deal or row.person or row.company
        holder = row.client
        for told in row.facts.notes:
            text = told.text.strip()
            if not text or card is None or (holder and text in holder.notes):
                continue
            if holder:
                holder.notes.add(text)
            at = self.course.moment(told.on)
            note = mould(Note).cast(text=text, written_on=told.on, created_at=at)
            self.notes.append((card, note))
            row.result.made.append(note)


def _at_hand(deal: Any) -> DealCard:
    """The one DealCard of a deal during a chunk."""
    return deal if isinstance(deal, DealCard) else deal.__dict__.setdefault("card_at_hand", DealCard(deal, new=False))


def _place_of(card: Any) -> tuple[str, int]:
    """Where open steps are looked up; a card not written yet has no number."""
    return card.thing, card.obj.pk or -id(card.obj)
