"""`/call-lists`: gathered, worked by claims and calls."""

from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import Field, StrictBool

from vatman.clients.models import Company, Contact
from vatman.deals.models import LossReason
from vatman.team.access import get_visible
from vatman.team.api import Person, person
from vatman.team.models import Member
from vatman.team.sight import Missing, reference
from vatman.web.api import Body, Id, Key, Listed, Moment, Paging, Query, Router, Schema, Status, Text, listed, local

from .actions.work_list import call_from_list
from .api_calls import CalledCard, CallOutcome, CallShape, card_shape, outcome, shapes
from .models import CallEntry, CallList
from .queries.call_lists import measure

router = Router(tags=["calls"])

Name = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\u0000]*\S[^\u0000]*$")]


class CallListShape(Schema):
    id: int
    name: str
    script: str
    author: Person | None
    people: list[Person]
    total: int
    left: int
    closed: StrictBool
    created_at: Moment


class CallListIn(Body):
    """Clients in the order in which they are to be called; whoever asked not to be called is left out."""

    name: Name
    script: Text = ""
    people: Annotated[list[Id], Field(min_length=1, max_length=200)]
    contacts: Annotated[list[Id], Field(max_length=5000)] = []
    companies: Annotated[list[Id], Field(max_length=5000)] = []


class CallEntryShape(Schema):
    id: int
    contact: CalledCard | None
    company: CalledCard | None
    attempts: int
    next_at: Moment | None
    held_until: Moment | None


class ClaimShape(Schema):
    """`entry` is null where nobody's hour has come."""

    entry: CallEntryShape | None


@router.get("/call-lists", response=Listed[CallListShape])
def call_lists(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """The newest first."""
    rows = CallList.objects.visible_to(request.user).select_related("author").prefetch_related("people")
    return listed(rows, ["-created_at", "-id"], paging, lambda found: _shapes(found, request.user))


@router.post("/call-lists", response={201: CallListShape})
def call_list_new(request: HttpRequest, payload: CallListIn) -> Status[dict[str, Any]]:
    member = request.user
    if not member.may("create", "task"):
        raise PermissionDenied
    people = list(Member.objects.active().filter(pk__in=payload.people))
    clients = _clients(Contact, payload.contacts, member) + _clients(Company, payload.companies, member)
    made = CallList.objects.gather(payload.name, clients, people=people, script=payload.script, by=member)
    return Status(201, _shapes([made], member)[0])


@router.post("/call-lists/{id}/claims", response={201: ClaimShape})
def claim(request: HttpRequest, id: Key) -> Status[dict[str, Any]]:
    """The next client, held for the caller for twenty minutes."""
    one = get_visible(CallList, request.user, id)
    if not request.user.may("edit", "task"):
        raise PermissionDenied
    entry = one.claim(by=request.user)
    return Status(201, {"entry": _entry(entry, request.user) if entry else None})


@router.post("/call-entries/{id}/calls", response={201: CallShape})
def called(request: HttpRequest, id: Key, payload: CallOutcome) -> Status[dict[str, Any]]:
    """How it ended; the client is done with, or will be tried again."""
    entry = get_visible(CallEntry.objects.select_related("contact", "company"), request.user, id)
    if not (request.user.may("edit", "task") and request.user.may("edit", entry.client)):
        raise PermissionDenied
    reason = reference(LossReason, request.user, payload.reason, "reason")
    call = call_from_list(entry, payload.result, by=request.user, reason=reason, **outcome(payload))
    return Status(201, shapes([call], request.user)[0])


def _clients(model: Any, ids: list[int], member: Any) -> list[Any]:
    """In the order given; those the member may change."""
    able = model.objects.visible_to(member).filter(
        pk__in=model.objects.reached_by(member, member.scope("edit", model.thing))
    )
    found = able.in_bulk(ids)
    if missing := [pk for pk in ids if pk not in found]:
        words = _("Нет такого, или менять его вам нельзя: %(id)s") % {"id": missing[0]}
        raise Missing(fields={"contacts" if model is Contact else "companies": words}, code="not_found")
    return [found[pk] for pk in dict.fromkeys(ids)]


def _shapes(lists: list[CallList], member: Any) -> list[dict[str, Any]]:
    measure(lists, member)
    return [
        {
            "id": one.pk,
            "name": one.name,
            "script": one.script,
            "author": person(one.author),
            "people": [person(each) for each in one.people.all()],
            "total": one.total,  # type: ignore[attr-defined]
            "left": one.left,  # type: ignore[attr-defined]
            "closed": one.closed_at is not None,
            "created_at": local(one.created_at),
        }
        for one in lists
    ]


def _entry(entry: CallEntry, member: Any) -> dict[str, Any]:
    cards = {name: getattr(entry, name) for name in ("contact", "company")}
    return {
        "id": entry.pk,
        "attempts": entry.attempts,
        "next_at": local(entry.next_at),
        "held_until": local(entry.held_until),
        **{name: card_shape(card, {card.pk}) if card else None for name, card in cards.items()},
    }
