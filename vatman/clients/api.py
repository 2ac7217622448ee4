"""`/contacts` and `/companies`."""

from typing import Annotated, Any

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import Field, StrictBool

from vatman.records.api import Fields, Tags, born, card_shape, common_routes, patch_card
from vatman.records.search import find
from vatman.team.access import get_allowed, get_visible
from vatman.team.api import Person
from vatman.team.sight import reference
from vatman.web.api import Body, Day, Id, Key, Line, Listed, Moment, Paging, Query, Router, Schema, Status, listed
from vatman.web.errors import Refused

from .actions.merge import merge
from .models import Company, Contact, Link, Way
from .models.way import normal
from .queries.lists import mark_visible

router = Router(tags=["clients"])

FOUND = 500
PHONES = ("phone", "whatsapp", "viber")
Name = Annotated[str, Field(max_length=100, pattern=r"^[^\u0000]*$")]
Source = Annotated[str, Field(max_length=120, pattern=r"^[^\u0000]*$")]
Kind = Annotated[str, Field(max_length=10, pattern=r"^[^\u0000]*$")]
Reach = Annotated[str, Field(min_length=3, max_length=200, pattern=r"^[^\u0000]*$")]
Inn = Annotated[str, Field(pattern=r"^(\d{10}|\d{12})?$")]
Kpp = Annotated[str, Field(pattern=r"^(\d{4}[0-9A-Z]{2}\d{3})?$")]
Ogrn = Annotated[str, Field(pattern=r"^(\d{13}|\d{15})?$")]


class PhoneShape(Schema):
    value: str
    kind: str
    raw: str


class EmailShape(Schema):
    value: str
    kind: str


class Linked(Schema):
    """A card on the other side of a link; without an id if it is not for the caller."""

    id: int | None
    name: str
    position: str


class CardShape(Schema):
    id: int
    name: str
    phones: list[PhoneShape]
    emails: list[EmailShape]
    owner: Person | None
    tags: list[str]
    fields: dict[str, Any]
    source: str
    do_not_call: bool
    created_at: Moment


class ContactShape(CardShape):
    last_name: str
    first_name: str
    middle_name: str
    birthday: Day | None
    companies: list[Linked]


class CompanyShape(CardShape):
    legal_form: str
    inn: str
    kpp: str
    ogrn: str
    city: str
    address: str
    contacts: list[Linked]


class WayIn(Body):
    value: Reach
    kind: Kind = ""


class CardIn(Body):
    source: Source = ""
    do_not_call: StrictBool = False
    tags: Tags = []
    fields: Fields = {}
    owner: Id | None = None


class ContactChange(CardIn):
    last_name: Name = ""
    first_name: Name = ""
    middle_name: Name = ""
    birthday: Day | None = None


class LinkIn(Body):
    company: Id
    position: Source = ""


class ContactIn(ContactChange):
    """A name or a way to reach is needed."""

    phones: Annotated[list[WayIn], Field(max_length=50)] = []
    emails: Annotated[list[WayIn], Field(max_length=50)] = []
    companies: Annotated[list[Id | LinkIn], Field(max_length=50)] = []


class CompanyChange(CardIn):
    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\u0000]*\S[^\u0000]*$")] = ""
    legal_form: Annotated[str, Field(max_length=20, pattern=r"^[^\u0000]*$")] = ""
    inn: Inn = ""
    kpp: Kpp = ""
    ogrn: Ogrn = ""
    city: Name = ""
    address: Annotated[str, Field(max_length=300, pattern=r"^[^\u0000]*$")] = ""


class CompanyIn(CompanyChange):
    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\u0000]*\S[^\u0000]*$")]
    phones: Annotated[list[WayIn], Field(max_length=50)] = []
    emails: Annotated[list[WayIn], Field(max_length=50)] = []


class MergeIn(Body):
    other: Id


class Wanted(Schema):
    """Filters of the lists."""

    q: Line | None = None
    owner: Key | None = None
    tag: Line | None = None
    phone: Line | None = None
    email: Line | None = None


class CompaniesWanted(Wanted):
    inn: Line | None = None


@router.get("/contacts", response=Listed[ContactShape])
def contacts(request: HttpRequest, paging: Query[Paging], wanted: Query[Wanted]) -> dict[str, Any]:
    return _listed(Contact, request, paging, wanted)


@router.post("/contacts", response={201: ContactShape})
@transaction.atomic
def contact_new(request: HttpRequest, payload: ContactIn) -> Status[dict[str, Any]]:
    values = born(payload, "contact", by=request.user)
    links = [_link(one, request.user) for one in values.pop("companies", [])]
    contact = Contact.objects.meet(by=request.user, ways=_ways(values), **values)
    for company, position in links:
        Link.objects.join(contact, company, position=position, by=request.user)
    return Status(201, _one(contact, request.user))


@router.get("/contacts/{id}", response=ContactShape)
def contact(request: HttpRequest, id: Key) -> dict[str, Any]:
    return _one(get_visible(Contact, request.user, id), request.user)


@router.patch("/contacts/{id}", response=ContactShape)
def contact_change(request: HttpRequest, id: Key, payload: ContactChange) -> dict[str, Any]:
    return _patched(Contact, request, id, payload)


@router.post("/contacts/{id}/phones", response={201: ContactShape})
def contact_phone(request: HttpRequest, id: Key, payload: WayIn) -> Status[dict[str, Any]]:
    return _way_added(Contact, request, id, "phone", payload)


@router.post("/contacts/{id}/emails", response={201: ContactShape})
def contact_email(request: HttpRequest, id: Key, payload: WayIn) -> Status[dict[str, Any]]:
    return _way_added(Contact, request, id, "email", payload)


@router.post("/contacts/{id}/companies", response={201: ContactShape})
def contact_company(request: HttpRequest, id: Key, payload: LinkIn) -> Status[dict[str, Any]]:
    """Works there."""
    contact = get_allowed(Contact, request.user, id)
    Link.objects.join(
        contact,
        reference(Company, request.user, payload.company, "company"),
        position=payload.position,
        by=request.user,
    )
    return Status(201, _one(contact, request.user))


@router.delete("/contacts/{id}/companies/{company}", response={204: None})
def contact_company_gone(request: HttpRequest, id: Key, company: Key) -> Status[None]:
    """No longer works there."""
    contact = get_allowed(Contact, request.user, id)
    Link.objects.filter(contact=contact, company=get_visible(Company, request.user, company)).part_all(by=request.user)
    return Status(204, None)


@router.post("/contacts/{id}/merges", response={201: ContactShape})
def contact_merge(request: HttpRequest, id: Key, payload: MergeIn) -> Status[dict[str, Any]]:
    """The other card becomes this one."""
    return _merged(Contact, request, id, payload)


@router.get("/companies", response=Listed[CompanyShape])
def companies(request: HttpRequest, paging: Query[Paging], wanted: Query[CompaniesWanted]) -> dict[str, Any]:
    return _listed(Company, request, paging, wanted)


@router.post("/companies", response={201: CompanyShape})
@transaction.atomic
def company_new(request: HttpRequest, payload: CompanyIn) -> Status[dict[str, Any]]:
    values = born(payload, "company", by=request.user)
    return Status(201, _one(Company.objects.meet(by=request.user, ways=_ways(values), **values), request.user))


@router.get("/companies/{id}", response=CompanyShape)
def company(request: HttpRequest, id: Key) -> dict[str, Any]:
    return _one(get_visible(Company, request.user, id), request.user)


@router.patch("/companies/{id}", response=CompanyShape)
def company_change(request: HttpRequest, id: Key, payload: CompanyChange) -> dict[str, Any]:
    return _patched(Company, request, id, payload)


@router.post("/companies/{id}/phones", response={201: CompanyShape})
def company_phone(request: HttpRequest, id: Key, payload: WayIn) -> Status[dict[str, Any]]:
    return _way_added(Company, request, id, "phone", payload)


@router.post("/companies/{id}/emails", response={201: CompanyShape})
def company_email(request: HttpRequest, id: Key, payload: WayIn) -> Status[dict[str, Any]]:
    return _way_added(Company, request, id, "email", payload)


@router.post("/companies/{id}/merges", response={201: CompanyShape})
def company_merge(request: HttpRequest, id: Key, payload: MergeIn) -> Status[dict[str, Any]]:
    """The other card becomes this one."""
    return _merged(Company, request, id, payload)


common_routes(router, Contact, "contacts")
common_routes(router, Company, "companies")


def shapes(cards: list[Any], member: Any) -> list[dict[str, Any]]:
    """Of many cards of one kind; four queries at most, however many."""
    if not cards:
        return []
    other = "company" if isinstance(cards[0], Contact) else "contact"
    links = Link.objects.filter(**{f"{other}__trashed_at": None}).select_related(other).order_by("pk")
    ways = Prefetch("ways", Way.objects.filter(wrong=False))
    prefetch_related_objects(
        cards,
        "owner",
        ways,
        Prefetch("links", links if other == "company" else links.prefetch_related("contact__ways")),
    )
    mark_visible([getattr(link, other) for card in cards for link in card.links.all()], member)
    return [_shape(card, other, member) for card in cards]


def _shape(card: Any, other: str, member: Any) -> dict[str, Any]:
    reachable = member.may("contacts", card)
    fields = (
        ("last_name", "first_name", "middle_name", "birthday")
        if other == "company"
        else ("legal_form", "inn", "kpp", "ogrn", "city", "address")
    )
    links = [_linked(getattr(link, other), link.position) for link in card.links.all()]
    return {
        "id": card.pk,
        "name": card.name if other == "contact" else str(card),
        "phones": [{"value": way.value, "kind": way.kind, "raw": way.raw} for way in card.phones() if reachable],
        "emails": [{"value": way.value, "kind": way.kind} for way in card.emails() if reachable],
        "companies" if other == "company" else "contacts": links,
        **{name: getattr(card, name) for name in (*fields, "source", "do_not_call")},
        **card_shape(card),
    }


def _linked(card: Any, position: str) -> dict[str, Any]:
    return {"id": card.pk if card.seen else None, "name": getattr(card, "name", "") or str(card), "position": position}


def _one(card: Any, member: Any) -> dict[str, Any]:
    return shapes([type(card).objects.get(pk=card.pk)], member)[0]


def _listed(model: Any, request: HttpRequest, paging: Paging, wanted: Wanted) -> dict[str, Any]:
    rows = model.objects.visible_to(request.user)
    if wanted.q is not None:
        rows = rows.filter(pk__in=[hit.id for hit in find(request.user, wanted.q, limit=FOUND, things=[model.thing])])
    if wanted.owner:
        rows = rows.filter(owner=wanted.owner)
    if wanted.tag is not None:
        rows = rows.filter(tags__contains=[wanted.tag])
    if wanted.phone is not None:
        rows = _reached(rows, request.user, PHONES, _normal("phone", wanted.phone))
    if wanted.email is not None:
        rows = _reached(rows, request.user, ("email",), wanted.email.strip().lower())
    if getattr(wanted, "inn", None) is not None:
        rows = rows.filter(inn=wanted.inn)
    return listed(rows, ["sort_key", "id"], paging, lambda cards: shapes(cards, request.user))


def _reached(rows: Any, member: Any, channels: tuple[str, ...], value: str) -> Any:
    """By a phone or an address, only where the member may see them: else a search would tell whose it is."""
    mine = rows.reached_by(member, member.scope("contacts", rows.model.thing))
    return mine.filter(
        pk__in=Way.objects.filter(channel__in=channels, value=value)
        .exclude(**{rows.model.thing: None})
        .values(f"{rows.model.thing}_id")
    )


def _normal(channel: str, value: str) -> str:
    try:
        return normal(channel, value)
    except Refused:
        return ""


def _ways(values: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"channel": channel, **way}
        for channel, name in (("phone", "phones"), ("email", "emails"))
        for way in values.pop(name, [])
    ]


def _link(given: Any, member: Any) -> tuple[Any, str]:
    pk, position = (given, "") if isinstance(given, int) else (given["company"], given.get("position", ""))
    return reference(Company, member, pk, "companies"), position


def _patched(model: Any, request: HttpRequest, id: int, payload: Body) -> dict[str, Any]:
    card = get_allowed(model, request.user, id)
    patch_card(card, payload.dict(exclude_unset=True), by=request.user)
    return _one(card, request.user)


def _way_added(model: Any, request: HttpRequest, id: int, channel: str, payload: WayIn) -> Status[dict[str, Any]]:
    card = get_allowed(model, request.user, id)
    card.add_way(channel, payload.value, kind=payload.kind, by=request.user)
    return Status(201, _one(card, request.user))


def _merged(model: Any, request: HttpRequest, id: int, payload: MergeIn) -> Status[dict[str, Any]]:
    card, other = get_allowed(model, request.user, id), reference(model, request.user, payload.other, "other")
    if not request.user.may("edit", other):
        raise Refused(fields={"other": _("Эту карточку менять вам нельзя")}, code="forbidden")
    merge(card, other, by=request.user)
    return Status(201, _one(card, request.user))
