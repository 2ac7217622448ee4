"""One row carried out: who is meant, what is filled, which deal, which step, which notes."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from vatman.clients.models import Company, Contact, Link
from vatman.clients.requisites import is_inn, is_kpp, is_ogrn
from vatman.records.models import Note
from vatman.records.wording import TITLES
from vatman.tasks.models import Task

from ..shapes import Facts, Field, Firm, Person, Problem
from ..shapes import Way as FoundWay
from . import says
from .cards import Card
from .course import Course
from .dealing import DealCard, begin, go_on, is_same, step
from .filling import Filler, as_way
from .known import Known
from .matching import Match, Matcher, Suspect
from .mould import mould
from .survey import Line


@dataclass
class Result:
    """What became of a row; its things get their numbers when the chunk is written."""

    line: Line
    outcome: str = "skipped"
    reason: str = ""
    contact: Any = None  # a Card, or the number of a card known already
    company: Any = None
    deal: Any = None
    made: list[Any] = field(default_factory=list)  # cards, deals, and unsaved ways, links, tasks, notes
    changed: list[tuple[Any, str, Any, Any]] = field(default_factory=list)
    doubts: list[tuple[Card | None, Suspect]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    joined: dict[str, int] = field(default_factory=dict)

    def count_joined(self, thing: str) -> None:
        self.joined[thing] = self.joined.get(thing, 0) + 1


@dataclass
class Onto:
    """A person's word on a row held back: `card` is the client meant, or, with `apart`, the one that is not."""

    card: Card
    apart: bool = False


class Carrier:
    """Carries out the rows of one chunk, one after another; each new card is known to the rows after it."""

    def __init__(self, course: Course, known: Known, *, onto: Onto | None = None) -> None:
        self.course, self.known, self.onto = course, known, onto
        self.matcher = Matcher(known, course.survey, course.own_mails)
        self.done: dict[Any, Result] = {}
        self.tasks: list[Task] = []
        self.notes: list[tuple[Any, Note]] = []
        self.touched: list[Card] = []
        self.moved: list[DealCard] = []

    def carry(self, line: Line) -> Result:
        result = Result(line, problems=list(line.facts.problems))
        if not self._met_before(line, result):
            self._carry(line, line.facts, result)
        if result.outcome != "skipped":
            self.done.setdefault(line.digest, result)
        return result

    def _met_before(self, line: Line, result: Result) -> bool:
        """The very same row again joins its client and makes nothing twice."""
        if first := self.done.get(line.digest):
            result.contact, result.company, result.deal = first.contact, first.company, first.deal
        elif ids := self.known.identical.get(line.digest):
            contact, company, result.deal = ids
            result.contact, result.company = self.known.cards["contact"].get(contact), self.known.cards["company"].get(company)
            if any(card and not card.allowed for card in (result.contact, result.company)):
                result.contact = result.company = result.deal = None
                return False
        else:
            return False
        result.outcome, result.reason = "joined", "identical"
        for card in (result.contact, result.company):
            if card:
                result.count_joined(card.thing)
        return True

    def _carry(self, line: Line, facts: Facts, result: Result) -> None:
        firm, people = says.firm(facts), says.people(facts)
        if not firm and not people and not says.opens_deal(facts):
            result.reason = "no_client"
            return
        filler = Filler(self.course, partial(self._where, line))
        firm_match = self._allowed(self.matcher.company(firm)) if firm else None
        matches = [self._allowed(self.matcher.person(person, firm_match.card if firm_match else None)) for person in people]
        if self._held_back(result, [firm_match, *matches]):
            return
        firm_match, matches = self._decided(firm_match, matches)
        company = self._company(firm, firm_match, line, result, filler) if firm and firm_match else None
        contacts = [self._contact(*pair, line, result, filler) for pair in zip(people, matches, strict=True)]
        for person, card in zip(people, contacts, strict=True):
            self._link(card, company, person, result, filler)
        self._common(line, contacts[0] if contacts else None, company, result, filler)
        self._deal_and_step(line, facts, contacts, company, result, filler)
        self._settle(result, contacts, company)
        result.changed = filler.changed

    def _where(self, line: Line) -> str:
        sheet = self.course.survey.sheets[line.sheet]
        row = _("строка %(number)s") % {"number": line.number}
        return ", ".join(filter(None, (sheet.file.name, sheet.name, row)))

    def _allowed(self, match: Match) -> Match:
        """After a person's word the hidden are either the one meant or out of the question."""
        if self.onto is None or match.card is None:
            return match
        if match.card is self.onto.card:
            return Match(None, "", []) if self.onto.apart else Match(match.card, "decided", [])
        return match if match.card.allowed else Match(None, "", [])

    def _decided(self, firm: Match | None, people: list[Match]) -> tuple[Match | None, list[Match]]:
        """The client a person named is the one, even where nothing joins them any more."""
        card = self.onto.card if self.onto and not self.onto.apart else None
        if card is None or any(match and match.card is card for match in (firm, *people)):
            return firm, people
        told = Match(card, "decided", [])
        if card.thing == "company":
            return (told if firm else None), people
        return firm, [told, *people[1:]] if people else []

    def _held_back(self, result: Result, matches: list[Match | None]) -> bool:
        """A colleague's client is neither joined nor shown: the head decides."""
        hidden = [match for match in matches if match and match.card and not match.card.allowed]
        for match in hidden[:1]:
            result.doubts.append((None, Suspect(match.card, match.reason, "")))  # type: ignore[arg-type]
            result.reason = "held_back"
        return bool(hidden)

    def _company(self, firm: Firm, match: Match, line: Line, result: Result, filler: Filler) -> Card:
        owner = self.course.owner(line)
        card = match.card or self._new(Company, owner, name=(firm.name or f"{_('ИНН')} {firm.inn}")[:200].strip())
        self._note_match(card, match, result)
        for name, holds in (("inn", is_inn), ("kpp", is_kpp), ("ogrn", is_ogrn)):
            value = getattr(firm, name)
            if value and not holds(value):
                result.problems.append(Problem(f"bad_{name}", row=line.number, column=self._title(line, Field(f"company.{name}")), value=value))
                filler.keep_beside(card, str(TITLES[name]), value)
            else:
                filler.fill(card, name, value)
        for name in ("name", "legal_form", "city", "address"):
            filler.fill(card, name, getattr(firm, name))
        self._ways(card, [*firm.ways, *(way for way in _places(firm) if way.channel == "site")], result)
        self.known.add(card)
        return card

    def _contact(self, person: Person, match: Match, line: Line, result: Result, filler: Filler) -> Card:
        card = match.card or self._new(Contact, self.course.owner(line))
        self._note_match(card, match, result)
        for name in ("last_name", "first_name", "middle_name", "birthday"):
            filler.fill(card, name, getattr(person, name))
        self._ways(card, person.ways, result)
        self.known.add(card)
        return card

    def _new(self, model: Any, owner: Any, **columns: Any) -> Card:
        return Card(mould(model).cast(owner_id=owner.pk if owner else None, created_at=self.course.now, **columns), new=True)

    def _note_match(self, card: Card, match: Match, result: Result) -> None:
        if not any(one is card for one in self.touched[-20:]):
            self.touched.append(card)
        if match.card is None:
            result.made.append(card)
            result.doubts += [(card, suspect) for suspect in match.suspects[:2]]
            return
        result.count_joined(card.thing)
        if not result.reason or card.thing == "contact":
            result.reason = match.reason

    def _ways(self, card: Card, ways: list[Any], result: Result) -> None:
        for found in ways:
            if (found.channel, found.value[:300]) in card.ways or not (way := as_way(found)):
                continue
            card.add_way(way)
            if not card.new:
                result.made.append(way)

    def _link(self, card: Card, company: Card | None, person: Person, result: Result, filler: Filler) -> None:
        if company is None:
            filler.own_field(card, self.course.titles["position"], person.position)
            return
        position = person.position[:120]
        if found := card.links.get(id(company)):
            link = found[1]
            if position and not link.position:
                if link.pk:
                    filler.changed.append((link, "position", "", position))
                link.position = position
            elif position and position.lower() != link.position.lower():
                filler.keep_beside(card, self.course.titles["position"], position)
            return
        link = mould(Link).cast(position=position)
        card.link(company, link)
        if not (card.new and company.new):
            result.made.append(link)
        card.new_links.append((company, link))

    def _common(self, line: Line, contact: Card | None, company: Card | None, result: Result, filler: Filler) -> None:
        """What the row says of the client besides name and ways: tags, source, own fields, the manager nobody knows."""
        facts, client = line.facts, contact or company
        if client is None:
            return
        for card in filter(None, (contact, company)):
            filler.tag(card, facts.tags)
            if says.is_stop(facts):
                filler.fill(card, "do_not_call", True)
        if facts.deal and facts.deal.source:
            filler.fill(client, "source", facts.deal.source)
        if contact and facts.firm and company is None:
            self._lone(facts.firm, contact, result, filler)
        self._own_fields(line, client, filler)

    def _own_fields(self, line: Line, card: Any, filler: Filler) -> None:
        """What no other field holds: the columns nobody understood, the number in the former base, managers who are not ours."""
        facts = line.facts
        filler.own_field(card, self.course.titles["manager"], self.course.stranger(facts))
        if facts.participants:
            filler.own_field(card, self.course.titles["participants"], ", ".join(facts.participants))
        if facts.external_id:
            filler.own_field(card, self._title(line, Field.EXTERNAL_ID) or self.course.titles["external_id"], facts.external_id)
        for title, (kind, value) in facts.custom.items():
            filler.own_field(card, title, value, kind)

    def _lone(self, firm: Firm, contact: Card, result: Result, filler: Filler) -> None:
        """A city, an address, a site without any organisation are the person's own."""
        filler.own_field(contact, self.course.titles["city"], firm.city)
        self._ways(contact, [*firm.ways, *_places(firm)], result)

    def _title(self, line: Line, field: Field) -> str:
        return self.course.survey.sheets[line.sheet].titled(field)

    def _deal_and_step(self, line: Line, facts: Facts, contacts: list[Card], company: Card | None, result: Result, filler: Filler) -> None:
        client = company or (contacts[0] if contacts else None)
        deal = self._deal(line, facts, contacts, company, client, result, filler) if says.opens_deal(facts) else None
        if deal is None and facts.deal and client:
            self._leftovers(line, facts, client, filler)
        task, asleep = step(self.course, facts, line.pk, self.course.owner(line))
        if asleep:
            self._sleep(line, facts, deal, asleep, result)
        if task and not self._is_planned(task, deal, contacts, company, bool(deal and deal.obj.state != "open"), facts):
            self._place(task, deal, contacts, company, result, passed=bool(facts.task and facts.task.due_on < self.course.today))
        self._write_notes(facts, deal, contacts, company, result)

    def _leftovers(self, line: Line, facts: Facts, client: Card, filler: Filler) -> None:
        """No deal opens: what its columns said is kept on the client under the columns' own titles."""
        deal = facts.deal
        values = {Field.TITLE: deal.title, Field.AMOUNT: deal.amount, Field.CLOSED: deal.closed_on, Field.EXPECTED: deal.expected_on, Field.LOST_REASON: deal.lost_reason, Field.STATUS: deal.status.word if deal.status else ""}  # type: ignore[union-attr]  # fmt: skip
        for name, value in values.items():
            if value not in (None, ""):
                filler.own_field(client, self._title(line, name) or name.value, str(value))

    def _deal(self, line: Line, facts: Facts, contacts: list[Card], company: Card | None, client: Card | None, result: Result, filler: Filler) -> DealCard:
        told, name = facts.deal, client.title if client else ""
        stage = self.course.stage(told.status if told else None)
        known = [self._deal_card(deal) for deal in client.deals] if client else []
        deal = next((one for one in known if told and is_same(one.obj, told, stage, name)), None)
        if deal is None:
            deal = begin(self.course, facts, name, self.course.owner(line))
            result.made.append(deal)
            for card in filter(None, (client, *contacts)):
                card.deals.append(deal)
        else:
            if go_on(deal, self.course, facts) and deal not in self.moved:
                self.moved.append(deal)
            self._drop_passed(deal)
            for column, value in (("amount", told.amount), ("expected_on", told.expected_on)):  # type: ignore[union-attr]
                filler.fill(deal, column, value)
        self._reasons(facts, deal, filler)
        deal.meet(company, contacts)
        if not client:
            self._own_fields(line, deal, filler)
        result.deal = deal
        return deal

    def _drop_passed(self, deal: DealCard) -> None:
        """A deal that a later row closes needs no call whose day has passed; the row that named it forgets it too."""
        if deal.obj.state == "open":
            return
        for task in [task for task in self.tasks if task.__dict__.get("at_card") is deal and task.__dict__.get("passed")]:
            self.tasks.remove(task)
            for result in self.done.values():
                result.made = [thing for thing in result.made if thing is not task]

    def _deal_card(self, deal: Any) -> DealCard:
        return deal if isinstance(deal, DealCard) else self._wrapped(deal)

    def _wrapped(self, deal: Any) -> DealCard:
        return deal.__dict__.setdefault("card_at_hand", DealCard(deal, new=False))

    def _reasons(self, facts: Facts, deal: DealCard, filler: Filler) -> None:
        told = facts.deal
        if told and told.lost_reason and deal.obj.state == "lost" and self.course.loss_reason(facts).name.lower() != told.lost_reason.lower():
            filler.own_field(deal, self.course.titles["lost_reason"], told.lost_reason)

    def _sleep(self, line: Line, facts: Facts, deal: DealCard | None, day: Any, result: Result) -> None:
        if deal and deal.new and deal.obj.state == "open" and not deal.obj.sleeps_until:
            deal.obj.sleeps_until = day
        was = facts.task.due_on.strftime("%d.%m.%Y") if facts.task else ""
        result.problems.append(Problem("call_too_old", row=line.number, column=self._title(line, Field.NEXT_CALL), value=was))

    def _is_planned(self, task: Task, deal: DealCard | None, contacts: list[Card], company: Card | None, closed: bool, facts: Facts) -> bool:
        """One call is planned once: not for a passed day where a deal is closed or has its next step already."""
        passed = facts.task is not None and facts.task.due_on < self.course.today
        if passed and closed:
            return True
        places = [("deal", deal)] if deal else [("contact", contacts[0])] if contacts else [("company", company)] if company else []
        steps = [one for thing, card in places if card for one in [*self.known.steps.get((thing, card.obj.pk or -id(card.obj)), [])]]
        return any(passed or one.due_on == task.due_on for one in steps)

    def _place(self, task: Task, deal: DealCard | None, contacts: list[Card], company: Card | None, result: Result, *, passed: bool) -> None:
        card: Any = deal or (contacts[0] if contacts else company)
        task.__dict__ |= {"at_card": card, "passed": passed}
        if card:
            self.known.steps[card.thing, card.obj.pk or -id(card.obj)].append(task)
        self.tasks.append(task)
        result.made.append(task)

    def _write_notes(self, facts: Facts, deal: DealCard | None, contacts: list[Card], company: Card | None, result: Result) -> None:
        card: Any = deal or (contacts[0] if contacts else company)
        holder: Any = company or (contacts[0] if contacts else None)
        for told in facts.notes:
            text = told.text.strip()
            if not text or card is None or (holder and text in holder.notes):
                continue
            if holder:
                holder.notes.add(text)
            at = self.course.moment(told.on)
            note = mould(Note).cast(text=text, written_on=told.on, created_at=at)
            self.notes.append((card, note))
            result.made.append(note)

    def _settle(self, result: Result, contacts: list[Card], company: Card | None) -> None:
        """The row counts once: by its client, or by its deal where it names none."""
        result.contact, result.company = (contacts[0] if contacts else None), company
        first: Any = result.contact or company or result.deal
        fresh = first in result.made
        result.outcome = "created" if fresh else "joined"
        if fresh and not result.doubts:
            result.reason = result.reason if not fresh else ""


def _places(firm: Firm) -> list[FoundWay]:
    """Where an organisation is found: its address, its site."""
    told = (("address", firm.address), ("site", firm.site))
    return [FoundWay(channel, value, value) for channel, value in told if value]
