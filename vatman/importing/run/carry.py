"""One row carried out: who is meant, what is filled, which deal, which step, which notes."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from vatman.clients.models import Company, Contact, Link
from vatman.clients.requisites import is_inn, is_kpp, is_ogrn
from vatman.records.wording import TITLES

from ..shapes import Facts, Field, Firm, Person, Problem
from ..shapes import Way as FoundWay
from . import says
from .cards import Card
from .course import Course
from .dealer import Dealer
from .filling import Filler, as_way
from .known import Known
from .matching import Match, Matcher, Suspect
from .mould import mould
from .result import Result, Row
from .survey import Line


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
        self.dealer = Dealer(course, known)
        self.touched: list[Card] = []

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
            result.contact, result.company = (
                self.known.cards["contact"].get(contact or 0),
                self.known.cards["company"].get(company or 0),
            )
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
        matches = [
            self._allowed(self.matcher.person(person, firm_match.card if firm_match else None)) for person in people
        ]
        if self._held_back(result, [firm_match, *matches]):
            return
        firm_match, matches = self._decided(firm_match, matches)
        company = self._company(firm, firm_match, line, result, filler) if firm and firm_match else None
        contacts = [self._contact(*pair, line, result, filler) for pair in zip(people, matches, strict=True)]
        for person, card in zip(people, contacts, strict=True):
            self._link(card, company, person, result, filler)
        row = Row(line, result, filler, contacts, company)
        self._common(row)
        self.dealer.deal_and_step(row)
        result.settle(row.person, company)
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
                result.problems.append(
                    Problem(
                        f"bad_{name}",
                        row=line.number,
                        column=self.course.title(line, Field(f"company.{name}")),
                        value=value,
                    )
                )
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
        return Card(
            mould(model).cast(owner_id=owner.pk if owner else None, created_at=self.course.now, **columns), new=True
        )

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

    def _common(self, row: Row) -> None:
        """What the row says of the client besides name and ways: tags, source, own fields, the manager nobody knows."""
        facts, client = row.facts, row.person or row.company
        if client is None:
            return
        for card in filter(None, (row.person, row.company)):
            row.filler.tag(card, facts.tags)
            if says.is_stop(facts):
                row.filler.fill(card, "do_not_call", True)
        if facts.deal and facts.deal.source:
            row.filler.fill(client, "source", facts.deal.source)
        if row.person and facts.firm and row.company is None:
            self._lone(facts.firm, row.person, row)
        self.dealer.own_fields(row, client)

    def _lone(self, firm: Firm, contact: Card, row: Row) -> None:
        """A city, an address, a site without any organisation are the person's own."""
        row.filler.own_field(contact, self.course.titles["city"], firm.city)
        self._ways(contact, [*firm.ways, *_places(firm)], row.result)


def _places(firm: Firm) -> list[FoundWay]:
    """Where an organisation is found: its address, its site."""
    told = (("address", firm.address), ("site", firm.site))
    return [FoundWay(channel, value, value) for channel, value in told if value]
