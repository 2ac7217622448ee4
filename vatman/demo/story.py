"""One request from its first call to the sale, the refusal, or the place where it was forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from vatman.clients.models import Company, Contact
from vatman.deals.models import Deal, LossReason, Source, Stage, StageMove
from vatman.records.models import Note
from vatman.tasks.models import Task
from vatman.team.models import Member

from . import talk
from .clientele import Buyer
from .goods import FINISH, SAMPLES, ordered, wanted
from .staff import Habit, Staff
from .working_time import DAY, WorkingTime

OPEN = ("request", "first_call", "send_quote", "meeting")
PATIENCE = {"request": 190, "first_call": 420, "send_quote": 1500, "meeting": 1100}  # usual working minutes in a stage
FALLS = {"request": 0.14, "first_call": 0.16, "send_quote": 0.45, "meeting": 0.25}  # of the lost ones
WHY = {
    "request": {"unreachable": 6, "not_needed": 3, "other": 1}, "first_call": {"not_needed": 4, "price": 3, "deadline": 2, "silent": 3},
    "send_quote": {"price": 7, "competitor": 5, "silent": 6, "deadline": 2}, "meeting": {"competitor": 4, "price": 3, "deadline": 2, "other": 1},
}  # fmt: skip
SLIPS = 2 * DAY  # the shop is never later than this
CLEARED = 45 * DAY  # after so long somebody at last closes a forgotten deal


@dataclass
class Catalogue:
    """What the company's directories hold, by key."""

    stages: dict[str, Stage]
    reasons: dict[str, LossReason]
    sources: dict[str, Source]
    run_field: str
    finish_field: str


@dataclass
class Book:
    """Everything a manager's verbs will write, gathered."""

    deals: list[Deal] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    about: list[tuple[Any, Note]] = field(default_factory=list)  # (client or deal, note without its place)


class Story:
    def __init__(self, rng: Random, clock: WorkingTime, catalogue: Catalogue, staff: Staff) -> None:
        self.rng, self.clock, self.catalogue, self.staff = rng, clock, catalogue, staff
        self.books: dict[Member, Book] = {member: Book() for member in staff.managers}

    def tell(self, buyer: Buyer, start: int, source: str) -> None:
        """The whole life of one request that came at this working minute."""
        manager, habit = buyer.owner, self.staff.managers[buyer.owner]
        deal = self.request(buyer, start, source)
        ends = self._ending(buyer, habit)
        moves = [self._move("request", start, manager)]
        at, stage = float(start), "request"
        for following in self._way(buyer, ends):
            if self.rng.random() < habit.forgets:
                at = self._forgotten(deal, moves, at)
                break
            step = self._lasting(stage, habit)
            if at + step >= self.clock.now:
                self._awaited(deal, stage, at, habit, buyer)
                break
            self._worked(deal, stage, at, at + step, buyer, lost=following == "lost")
            at += step
            moves.append(
                self._move(following, at, manager, reason=self._reason(stage) if following == "lost" else None)
            )
            stage = following
        self._keep(deal, moves, buyer, start, at)

    def request(self, buyer: Buyer, start: int, source: str) -> Deal:
        moment = self.clock.moment(start)
        _key, good = wanted(self.rng, buyer.kind, moment.month, buyer.habit)
        title, run, amount = ordered(self.rng, good, buyer.scale)
        catalogue, buyer.orders = self.catalogue, buyer.orders + 1
        deal = Deal(
            title=title, amount=amount, owner=buyer.owner, company=buyer.company, contact=self.rng.choice(buyer.people[:2]), created_at=moment,
            source=catalogue.sources[source], expected_on=(moment + timedelta(days=self.rng.randrange(9, 32))).date(),
            fields={catalogue.run_field: str(run), **({catalogue.finish_field: self.rng.choice(FINISH)} if self.rng.random() < 0.6 else {})},
            tags=["срочно"] if self.rng.random() < 0.07 else [],
        )  # fmt: skip
        others = [one for one in buyer.people if one is not deal.contact]
        deal.new_people = self.rng.sample(others, 1) if others and self.rng.random() < 0.2 else []
        return deal

    def _ending(self, buyer: Buyer, habit: Habit) -> str:
        chance = habit.skill * (1.55 if buyer.orders > 1 else 0.85)
        return "won" if self.rng.random() < min(0.88, chance) else "lost"

    def _way(self, buyer: Buyer, ends: str) -> Iterator[str]:
        """The stages after the request; who repeats an order needs no meeting, who refuses stops somewhere."""
        last = self.rng.choices(list(FALLS), list(FALLS.values()))[0] if ends == "lost" else "meeting"
        for stage in OPEN[1 : OPEN.index(last) + 1]:
            if stage == "meeting" and buyer.orders > 1 and self.rng.random() < 0.6:
                continue
            yield stage
        yield ends

    def _lasting(self, stage: str, habit: Habit) -> float:
        return max(8, PATIENCE[stage] * habit.slow * self.rng.lognormvariate(-0.2, 0.75))

    def _reason(self, stage: str) -> LossReason:
        weights = WHY[stage]
        return self.catalogue.reasons[self.rng.choices(list(weights), list(weights.values()))[0]]

    def _move(self, key: str, at: float, by: Member, reason: LossReason | None = None) -> StageMove:
        return StageMove(stage=self.catalogue.stages[key], at=self.clock.moment(at), by=by, reason=reason)

    def _forgotten(self, deal: Deal, moves: list[StageMove], at: float) -> float:
        """Nobody came back to it; after weeks the head of sales closes what still lies there."""
        cleared = at + CLEARED * self.rng.uniform(0.7, 1.3)
        if cleared < self.clock.now:
            moves.append(self._move("lost", cleared, self.staff.head, reason=self.catalogue.reasons["silent"]))
        elif self.rng.random() < 0.5:
            self._task(deal, moves[-1].stage.key, at, at + self.rng.uniform(0.5, 2) * DAY)
        return at

    def _awaited(self, deal: Deal, stage: str, at: float, habit: Habit, buyer: Buyer) -> None:
        """Where the story has come to by now: the next step lies ahead, or is late, or was never planned."""
        now = self.clock.now
        if self.rng.random() < habit.stepless:
            return
        late = self.rng.random() < habit.forgets * 4
        day = now - now % DAY
        due = (
            self.rng.uniform(max(at, now - 3 * DAY), now)
            if late
            else self.rng.choice([self.rng.uniform(now, day + DAY), now + self.rng.expovariate(1 / (2 * DAY))])
        )
        planned = max(at, min(due, now) - self.rng.uniform(0.1, 2) * DAY)
        self._task(deal, stage, planned, due)

    def _worked(self, deal: Deal, stage: str, start: float, end: float, buyer: Buyer, *, lost: bool) -> None:
        """The step that led on, done; sometimes a call in between; sometimes a note."""
        rng = self.rng
        if end - start > 2 * DAY and rng.random() < 0.5:
            middle = rng.uniform(start, end)
            self._task(
                deal,
                stage,
                start,
                middle - rng.uniform(-60, 90),
                done=middle,
                result=self._facts(talk.RESULTS[stage], deal, buyer),
            )
        texts = talk.RESULTS["lost" if lost and rng.random() < 0.6 else stage]
        self._task(deal, stage, start, end + rng.uniform(-90, 60), done=end, result=self._facts(texts, deal, buyer))
        if rng.random() < 0.16:
            self._note(deal, talk.NOTES, rng.uniform(start, end), deal, buyer)

    def _task(
        self, deal: Deal, stage: str, planned: float, due: float, done: float | None = None, result: str = ""
    ) -> None:
        rng, at = self.rng, self.clock.moment(max(planned, due))
        at = at.replace(minute=at.minute // 15 * 15, second=0)
        timed = rng.random() < 0.7
        self._book(deal).tasks.append(Task(
            title=rng.choice(talk.CALLS[stage]), kind=talk.KINDS[stage], owner=deal.owner, author=deal.owner, deal=deal, due_at=at if timed else None,
            due_on=at.date(), created_at=self.clock.moment(planned), done_at=self.clock.moment(done) if done is not None else None, result=result,
        ))  # fmt: skip

    def _book(self, deal: Deal) -> Book:
        return self.books[deal.owner]  # type: ignore[index]  # in the story every deal has its manager

    def _facts(self, texts: tuple[str, ...], deal: Deal, buyer: Buyer) -> str:
        rng = self.rng
        text = rng.choice(texts)
        return text.format(
            run=f"{int(deal.fields[self.catalogue.run_field]):,}".replace(",", "\u00a0"),
            day=f"{deal.expected_on:%d.%m}",
            who=rng.choice(buyer.people).short_name,
            finish=rng.choice(SAMPLES),
            weekday=rng.choice(talk.WEEKDAYS),
            firm=self._firm() if "{firm}" in text else "",
        )

    def _firm(self) -> str:
        recent = (deal.company for book in self.books.values() for deal in book.deals[-20:])
        known = [one.name for one in recent if one and one.legal_form != "ИП"]
        return self.rng.choice(known) if known else "Волжский картон"

    def _note(
        self, place: Deal | Company | Contact, texts: tuple[str, ...], at: float, deal: Deal, buyer: Buyer
    ) -> None:
        note = Note(text=self._facts(texts, deal, buyer), author=deal.owner, created_at=self.clock.moment(at))
        self._book(deal).about.append((place, note))

    def _keep(self, deal: Deal, moves: list[StageMove], buyer: Buyer, start: float, at: float) -> None:
        deal.stage, deal.new_moves = moves[-1].stage, moves
        self._book(deal).deals.append(deal)
        if buyer.orders == 1 and self.rng.random() < 0.35:
            self._note(buyer.company or buyer.people[0], talk.ABOUT, start + 9, deal, buyer)
        if deal.stage.key == "won" and self.rng.random() < 0.55:
            self._made(deal, at)

    def _made(self, deal: Deal, at: float) -> None:
        """What the sale means for prepress and for the print shop; of what was due in the last days a little is late."""
        start = at
        prepress = (self.staff.prepress, talk.PREPRESS, talk.PREPRESS_RESULTS, 1.0)
        printing = (self.staff.production, talk.PRODUCTION, talk.SHOP_RESULTS, 4.0)
        for people, titles, results, days in (prepress, printing):
            end, worker = start + days * DAY * self.rng.uniform(0.5, 1.3), self.rng.choice(people)
            late = end > self.clock.now - SLIPS and self.rng.random() < 0.3
            done = end if end < self.clock.now and not late else None
            self._book(deal).tasks.append(Task(
                title=self.rng.choice(titles), owner=worker, author=deal.owner, deal=deal, due_on=self.clock.moment(end).date(),
                created_at=self.clock.moment(min(start, self.clock.now - 1)), done_at=self.clock.moment(done) if done else None,
                result=self.rng.choice(results) if done else "",
            ))  # fmt: skip
            start = end
