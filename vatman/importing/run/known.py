"""What the base knows of the clients that a chunk of rows speaks of: a dozen queries for the whole chunk."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from vatman.clients.models import Company, Contact, Link, Way
from vatman.deals.models import Deal
from vatman.records.models import Note
from vatman.tasks.models import Task
from vatman.team.rights import Scope

from ..models import ImportRow
from . import among, says  # noqa: F401 - the lookup makes itself known
from .cards import CALLED, Card, Key, way_key
from .mould import mould
from .names import company_keys, keys_of, name_of
from .survey import Line, Survey

MODELS: dict[str, Any] = {"contact": Contact, "company": Company}
REACHED = (*CALLED, "email")
TOO_MANY = 3  # as many namesakes are no news
NAMESAKES = """SELECT namesake.* FROM unnest(%s::text[]) AS wanted(name) CROSS JOIN LATERAL (
    SELECT id, last_name, first_name, middle_name FROM clients_contact
    WHERE sort_key = wanted.name AND trashed_at IS NULL AND merged_into_id IS NULL ORDER BY id LIMIT %s
) AS namesake"""


class Known:
    """Cards by what they are found by; new cards of the chunk are added as they come."""

    def __init__(self, member: Any) -> None:
        self.member = member
        self.scopes = {
            thing: member.scope("view", thing) if member else Scope.ALL for thing in ("contact", "company", "deal")
        }
        self.cards: dict[str, dict[int, Card]] = {"contact": {}, "company": {}}
        self.by_way: dict[Key, list[Card]] = defaultdict(list)
        self.by_inn: dict[str, list[Card]] = defaultdict(list)
        self.by_company: dict[str, list[Card]] = defaultdict(list)
        self.by_name: dict[str, list[Card]] = defaultdict(list)
        self.identical: dict[UUID, tuple[int | None, int | None, int | None]] = {}
        self.steps: dict[tuple[str, int], list[Any]] = defaultdict(list)  # open tasks by deal, contact, company

    def add(self, card: Card) -> None:
        """Lets a card be found by all it now has."""
        for key in card.ways:
            _once(self.by_way[way_key(*key)], card)
        if card.thing == "company":
            for name in company_keys(card.obj.name):
                _once(self.by_company[name], card)
            if card.obj.inn:
                _once(self.by_inn[card.obj.inn], card)
        else:
            for name in keys_of(card.name, card.obj.full_name):
                _once(self.by_name[name], card)

    def part(self) -> None:
        """Undoes the rings in which cards hold each other, so that their memory is free at once."""
        for cards in (*self.by_way.values(), *self.by_company.values(), *self.by_name.values(), *self.by_inn.values()):
            for card in cards:
                for deal in card.deals:
                    if isinstance(deal, Deal):
                        deal.__dict__.pop("card_at_hand", None)
                    else:
                        deal.contacts = []
                card.deals, card.people, card.links, card.new_links = [], [], {}, []

    def may_see(self, thing: Any) -> bool:
        scope = self.scopes[thing.thing]
        return scope == Scope.ALL or thing.reached_by(self.member, scope)


def _once(cards: list[Card], card: Card) -> None:
    if not any(one is card for one in cards):
        cards.append(card)


def look_up(lines: Iterable[Line], member: Any, survey: Survey, also: Card | None = None) -> Known:
    """`also` is a card that is known whatever the rows say."""
    known = Known(member)
    if also:
        known.cards[also.thing][also.obj.pk] = also
    lines = list(lines)
    _identical(known, lines)
    fresh = [line for line in lines if line.digest not in known.identical]
    wanted = _wanted(fresh, survey)
    _load(known, "company", _ids("company", wanted))
    contacts = _ids("contact", wanted)
    contacts |= set(Link.objects.filter(company__among=known.cards["company"]).values_list("contact_id", flat=True))
    _load(known, "contact", contacts)
    _complete(known)
    for cards in known.cards.values():
        for card in cards.values():
            known.add(card)
    _namesakes(known, wanted["contacts"])
    return known


def _identical(known: Known, lines: list[Line]) -> None:
    """Rows that some living import has carried out already, word for word."""
    rows = ImportRow.objects.filter(
        digest__among={line.digest for line in lines}, outcome__in=("created", "joined")
    ).exclude(load__state="undone")
    alive = rows.filter(
        Q(contact=None) | Q(contact__trashed_at=None),
        Q(company=None) | Q(company__trashed_at=None),
        Q(deal=None) | Q(deal__trashed_at=None),
    )
    for digest, *ids in alive.order_by("pk").values_list("digest", "contact", "company", "deal"):
        if any(ids):
            known.identical.setdefault(digest, tuple(ids))  # type: ignore[arg-type]
    met = list(known.identical.values())
    _load(known, "contact", {contact for contact, _company, _deal in met if contact})
    _load(known, "company", {company for _contact, company, _deal in met if company})


def _wanted(lines: list[Line], survey: Survey) -> dict[str, set[str]]:
    wanted: dict[str, set[str]] = {"ways": set(), "inns": set(), "companies": set(), "contacts": set()}
    for line in lines:
        people, firm = says.people(line.facts), says.firm(line.facts)
        for person in people:
            wanted["ways"] |= {way.value for way in person.ways if way.channel in REACHED}
            wanted["contacts"] |= keys_of(
                name_of(person), " ".join(filter(None, (person.last_name, person.first_name, person.middle_name)))
            )
            if not firm and (office := survey.office_of(person)):
                wanted["companies"] |= company_keys(office)
        if firm:
            wanted["ways"] |= {way.value for way in firm.ways if way.channel in REACHED}
            wanted["inns"].add(firm.inn)
            wanted["companies"] |= company_keys(firm.name)
    wanted["inns"].discard("")
    return wanted


def _ids(thing: str, wanted: dict[str, set[str]]) -> set[int]:
    ways = Way.objects.filter(value__among=wanted["ways"], channel__in=REACHED, **{f"{thing}__isnull": False})
    found = set(ways.values_list(f"{thing}_id", flat=True))
    if thing == "company":
        companies = Company.objects.filter(trashed_at=None, merged_into=None)
        found |= set(companies.filter(sort_key__among=wanted["companies"]).values_list("pk", flat=True))
        if wanted["inns"]:
            found |= set(companies.filter(inn__among=wanted["inns"]).values_list("pk", flat=True))
    return found


def _namesakes(known: Known, names: set[str]) -> None:
    """Who shares no more than the name is nobody's match, only doubted: a bare name is enough of him, and a few of each."""
    with connection.cursor() as cursor:
        cursor.execute(NAMESAKES, [list(names), TOO_MANY + 1])
        for pk, last, first, middle in cursor.fetchall():
            if pk not in known.cards["contact"]:
                person = mould(Contact).cast(id=pk, last_name=last, first_name=first, middle_name=middle)
                known.add(Card(person, new=False))


def _load(known: Known, thing: str, ids: set[int]) -> None:
    """Living cards; of a merged one its heir."""
    cards = known.cards[thing]
    while ids := {pk for pk in ids if pk not in cards}:
        rows = MODELS[thing].objects.filter(pk__among=ids)
        heirs = set()
        for row in rows:
            if row.merged_into_id:
                heirs.add(row.merged_into_id)
            elif row.trashed_at is None:
                cards[row.pk] = Card(row, new=False, allowed=known.may_see(row))
        ids = heirs


def _complete(known: Known) -> None:
    """Ways, links, deals, open tasks and notes of the cards found."""
    contacts, companies = known.cards["contact"], known.cards["company"]
    if not contacts and not companies:
        return
    mine = Q(contact__among=contacts) | Q(company__among=companies)
    for way in Way.objects.filter(mine).only("contact_id", "company_id", "channel", "value"):
        card = contacts[way.contact_id] if way.contact_id else companies[way.company_id or 0]
        card.ways.add((way.channel, way.value))
    for link in Link.objects.filter(contact__among=contacts, company__among=companies):
        contacts[link.contact_id].link(companies[link.company_id], link)
    deals = {deal.pk: deal for deal in Deal.objects.alive().filter(mine) if known.may_see(deal)}
    for deal in deals.values():
        for card in _clients(known, deal):
            card.deals.append(deal)
    for task in (
        Task.objects.open()
        .filter(mine | Q(deal__among=deals))
        .only("deal_id", "contact_id", "company_id", "due_on", "title")
    ):
        for thing in ("deal", "contact", "company"):
            if pk := getattr(task, f"{thing}_id"):
                known.steps[thing, pk].append(task)
    _read_notes(known, deals)


def _clients(known: Known, deal: Deal) -> list[Card]:
    found = known.cards["contact"].get(deal.contact_id or 0), known.cards["company"].get(deal.company_id or 0)
    return [card for card in found if card]


def _read_notes(known: Known, deals: dict[int, Deal]) -> None:
    """Which texts a client has already: on its own card or on one of its deals."""
    places: dict[str, Any] = {**known.cards, "deal": deals}
    for thing, cards in places.items():
        notes = Note.objects.filter(place_type=thing, place_id__among=cards, trashed_at=None)
        for place, text in notes.values_list("place_id", "text"):
            for card in _clients(known, deals[place]) if thing == "deal" else [cards[place]]:
                card.notes.add(text)
