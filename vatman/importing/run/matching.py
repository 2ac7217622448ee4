"""Who is meant: one row's people and organisation against all who are known. Every answer states its reason."""

import re
from typing import Any, NamedTuple

from vatman.clients.requisites import is_inn

from ..shapes import Firm, Person
from .cards import CALLED, Card, Key, way_key
from .known import TOO_MANY, Known
from .names import Name, company_key, company_keys, keys_of, likeness, name_of
from .survey import Survey, is_crowd
from .ways import is_common_mail, is_mobile, is_nobodys


class Suspect(NamedTuple):
    """A card that may be the same client, why, and what the two share."""

    card: Card
    reason: str
    value: str


class Match(NamedTuple):
    card: Card | None
    reason: str
    suspects: list[Suspect]


class Matcher:
    """Joins by ИНН, mobile phone, personal mail, then by name within a company; the rest is doubted or new."""

    def __init__(self, known: Known, survey: Survey, own_mails: set[str]) -> None:
        self.known, self.survey, self.own_mails = known, survey, own_mails

    def is_own(self, key: Key) -> bool:
        """Whether this way belongs to one person: no office's, nobody's, no secretary's, none of ours."""
        channel, value = key
        if channel == "email":
            return not is_common_mail(value) and value not in self.own_mails and not self._is_crowded(key)
        return channel == "phone" and not is_nobodys(value) and not self._is_crowded(key)

    def _is_crowded(self, key: Key) -> bool:
        told = self.survey.names_of(key[1])
        known = {card.name for card in self.known.by_way.get(key, ()) if card.thing == "contact" and card.name}
        return is_crowd(told | known)

    def _is_shared(self, key: Key) -> bool:
        """A number of many: it joins nobody by itself, but a full name twice behind it is one person."""
        channel, value = key
        return channel == "phone" and not is_nobodys(value)

    def company(self, firm: Firm) -> Match:
        apart: list[Card] = []
        if firm.inn and is_inn(firm.inn):
            apart = self.known.by_inn.get(firm.inn, [])
            same = [card for card in apart if not _is_branch(card.obj, firm)]
            if same:
                return Match(min(same, key=lambda card: card.obj.kpp != firm.kpp), "inn", [])
        return self._company_by_name(firm, apart)

    def _company_by_name(self, firm: Firm, apart: list[Card]) -> Match:
        named = {id(card): card for key in company_keys(firm.name) for card in self.known.by_company.get(key, ())}
        near = [card for card in named.values() if card not in apart and _fits(card.obj, firm)]
        fits = [card for card in near if not _lives_elsewhere(card.obj, firm)]
        exact = [card for card in fits if _is_exact(card.obj, firm)]
        if len(exact) == 1 or len(fits) == 1:
            return Match((exact if len(exact) == 1 else fits)[0], "company_name", [])
        if near:
            reason = "several_companies" if fits else "other_address"
            return Match(None, "", [Suspect((fits or near)[0], reason, firm.name)])
        return Match(None, "", self._companies_by_phone(firm, apart))

    def _companies_by_phone(self, firm: Firm, apart: list[Card]) -> list[Suspect]:
        found = []
        for way in firm.ways:
            key = way_key(way.channel, way.value)
            if way.channel in (*CALLED, "email") and self.is_own(key):
                others = (
                    card for card in self.known.by_way.get(key, ()) if card.thing == "company" and card not in apart
                )
                found += [Suspect(card, "phone_other_company", way.value) for card in others]
        return found[:1]

    def person(self, person: Person, company: Card | None) -> Match:
        name = name_of(person)
        suspects: list[Suspect] = []
        keys = [way_key(way.channel, way.value) for way in person.ways]
        own = [key for key in keys if key[0] in ("phone", "email") and self.is_own(key)]
        strong = [key for key in own if key[0] == "email" or is_mobile(key[1])]
        for key in sorted(strong, key=lambda key: key[0] == "email"):  # phones speak first
            card = self._holder(key, name, suspects)
            if card:
                return Match(card, key[0], [])
        for key in keys if name.full else []:
            if key in own or self._is_shared(key):
                for card in self._contacts(key):
                    if likeness(name, card.name) == "same":
                        return Match(card, "phone_and_name", [])
        if company is None and name.full and (colleague := self._colleague(person, name)):
            return Match(colleague, "name_and_company", [])
        return self._by_name(person, name, company, suspects, bool(strong))

    def _colleague(self, person: Person, name: Name) -> Card | None:
        """Without a firm, but with a letter from its domain, and called as one who works there."""
        office = self.survey.office_of(person)
        cards = {id(card): card for key in company_keys(office) for card in self.known.by_company.get(key, ())}
        people = [
            card for firm in cards.values() for card in firm.people if _is_same_colleague(name, card.name, lonely=True)
        ]
        return people[0] if len(people) == 1 else None

    def _contacts(self, key: Key) -> list[Card]:
        return [card for card in self.known.by_way.get(key, ()) if card.thing == "contact"]

    def _holder(self, key: Key, name: Name, suspects: list[Suspect]) -> Card | None:
        """Whoever has this very phone or mail, unless the names contradict."""
        found = self._contacts(key)
        for card in sorted(found, key=lambda card: likeness(name, card.name) != "same"):
            if not name or not card.name or likeness(name, card.name) != "other":
                return card
            suspects.append(Suspect(card, "email_other_name" if key[0] == "email" else "phone_other_name", key[1]))
        return None

    def _by_name(
        self, person: Person, name: Name, company: Card | None, suspects: list[Suspect], reached: bool
    ) -> Match:
        if company and name:
            for card in company.people:
                if _is_same_colleague(
                    name, card.name, lonely=reached and any(is_mobile(value) for _channel, value in card.ways)
                ):
                    return Match(card, "name_and_company", [])
            suspects += [
                Suspect(card, "likeness", "")
                for card in company.people
                if name.full and likeness(name, card.name) == "like"
            ]
        poor = company is None and not any(way.channel in CALLED for way in person.ways)
        if not suspects and (all(name) or (name.full and poor)):
            suspects += self._namesakes(person, name, poor=poor)
        return Match(None, "", suspects)

    def _namesakes(self, person: Person, name: Name, *, poor: bool) -> list[Suspect]:
        """A full namesake; for a row that says little besides the name, also one with more or less of it."""
        written = " ".join(filter(None, (person.last_name, person.first_name, person.middle_name)))
        alike = {id(card): card for key in keys_of(name, written) for card in self.known.by_name.get(key, ())}
        found = [card for card in alike.values() if card.name == name or (poor and likeness(card.name, name) == "like")]
        return [Suspect(card, "same_name", written) for card in found[:1]] if len(found) <= TOO_MANY else []


def _is_branch(company: Any, firm: Firm) -> bool:
    """One ИНН, another КПП or city: a branch of its own. A sole trader has none."""
    if company.kpp and firm.kpp:
        return company.kpp != firm.kpp
    if len(firm.inn) == 12 or not company.city or not firm.city:
        return False
    return company_key(company.city) != company_key(firm.city)


def _fits(company: Any, firm: Firm) -> bool:
    if company.inn and firm.inn and (company.inn != firm.inn):
        return False
    if company.kpp and firm.kpp and company.kpp != firm.kpp:
        return False
    if company.legal_form and firm.legal_form and company.legal_form != firm.legal_form:
        return False
    return not (company.city and firm.city and company_key(company.city) != company_key(firm.city))


def _lives_elsewhere(company: Any, firm: Firm) -> bool:
    """Two addresses without a number in common: a branch, perhaps, or another firm of that name."""
    mine, theirs = (set(re.findall(r"\d+", address)) for address in (firm.address, company.address))
    return bool(mine and theirs) and not mine & theirs


def _is_exact(company: Any, firm: Firm) -> bool:
    return company_key(company.city) == company_key(firm.city) and company.legal_form == firm.legal_form


def _is_same_colleague(name: Name, other: Name, *, lonely: bool) -> bool:
    """The same name within one company, initials included. A single word is not enough where the phones differ."""
    if name == other:
        return bool(name.last and name.first) or not lonely
    if not (name.last and name.last == other.last and name.first and other.first):
        return False
    return likeness(name, other) == "like" and (
        len(name.first) == 1 or len(other.first) == 1 or name.first == other.first
    )
