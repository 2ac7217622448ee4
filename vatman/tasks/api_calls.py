"""`/calls`: what was called and what came of it."""

from typing import Annotated, Any, Literal

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import Field, StrictBool

from vatman.clients.models import Company, Contact
from vatman.deals.models import Deal, LossReason
from vatman.team.access import get_visible, require
from vatman.team.api import Person, person
from vatman.team.sight import reference, seen_ids
from vatman.web.api import (
    Body,
    Day,
    Id,
    Key,
    Listed,
    Moment,
    Paging,
    Query,
    Router,
    Schema,
    Status,
    Text,
    listed,
    local,
)
from vatman.web.errors import Refused

from .actions.log_call import log_call
from .models import Call, Task

router = Router(tags=["calls"])

CARDS: dict[str, Any] = {"deal": Deal, "contact": Contact, "company": Company}
Words = Annotated[str, Field(max_length=200, pattern=r"^[^\u0000]*$")]
Ending = Literal[
    "no_answer", "busy", "call_back", "interest", "wants_quote", "meeting", "refused", "wrong_number", "stop"
]


class CalledCard(Schema):
    """Without an id if the card is not for the caller."""

    id: int | None
    name: str


class CallShape(Schema):
    id: int
    at: Moment
    by: Person | None
    result: str
    note: str
    attempt: int
    deal: CalledCard | None
    contact: CalledCard | None
    company: CalledCard | None
    taken_back: StrictBool


class CallOutcome(Body):
    """`next_at` or `next_on`, and `next_title`, name the next step; without them it follows from the result.

    `reason` is needed where a refusal closes a deal; `need` names the deal that interest opens.
    """

    result: Ending
    note: Text = ""
    next_at: Moment | None = None
    next_on: Day | None = None
    next_title: Words = ""
    need: Words = ""
    reason: Id | None = None


class CallIn(CallOutcome):
    """About one card; `task` is what one called for."""

    deal: Id | None = None
    contact: Id | None = None
    company: Id | None = None
    task: Id | None = None


class CallsWanted(Schema):
    by: Key | None = None
    deal: Key | None = None
    contact: Key | None = None
    company: Key | None = None


@router.get("/calls", response=Listed[CallShape])
def calls(request: HttpRequest, paging: Query[Paging], wanted: Query[CallsWanted]) -> dict[str, Any]:
    """The newest first, those taken back left out."""
    asked = {name: value for name, value in wanted.dict().items() if value is not None}
    rows = Call.objects.visible_to(request.user).standing().filter(**asked)
    return listed(rows, ["-at", "-id"], paging, lambda found: shapes(found, request.user))


@router.post("/calls", response={201: CallShape})
def call_new(request: HttpRequest, payload: CallIn) -> Status[dict[str, Any]]:
    member = request.user
    named = [name for name in CARDS if getattr(payload, name) is not None]
    if len(named) != 1:
        raise Refused(fields={"deal": _("Назовите одну карточку: сделку, контакт или компанию")}, code="one_card")
    place = reference(CARDS[named[0]].objects.all(), member, getattr(payload, named[0]), named[0])
    require(member, "edit", place)
    call = log_call(
        place,
        payload.result,
        by=member,
        **outcome(payload),
        reason=reference(LossReason, member, payload.reason, "reason"),
        task=reference(Task, member, payload.task, "task"),
    )
    return Status(201, shapes([call], member)[0])


@router.get("/calls/{id}", response=CallShape)
def call(request: HttpRequest, id: Key) -> dict[str, Any]:
    return shapes([get_visible(Call, request.user, id)], request.user)[0]


@router.delete("/calls/{id}", response={204: None})
def call_taken_back(request: HttpRequest, id: Key) -> Status[None]:
    """It was not made, or came to something else: what followed is taken back too."""
    found = get_visible(Call, request.user, id)
    if found.by_id != request.user.pk:
        require(request.user, "edit", found.place)
    found.take_back(by=request.user)
    return Status(204, None)


def outcome(payload: CallOutcome) -> dict[str, Any]:
    """As `log_call` takes it."""
    when = payload.next_at or payload.next_on
    return {"note": payload.note, "when": when, "step": payload.next_title, "need": payload.need}


def shapes(calls: list[Call], member: Any) -> list[dict[str, Any]]:
    prefetch_related_objects(calls, "by", "deal", "company", "contact__ways")
    seen = {
        name: seen_ids(model, member, [getattr(one, f"{name}_id") for one in calls]) for name, model in CARDS.items()
    }
    return [_shape(one, seen) for one in calls]


def _shape(call: Call, seen: dict[str, set[int]]) -> dict[str, Any]:
    return {
        "id": call.pk,
        "at": local(call.at),
        "by": person(call.by),
        "result": call.result,
        "note": call.note,
        "attempt": call.attempt,
        "taken_back": call.taken_back_at is not None,
        **{name: card_shape(getattr(call, name), seen[name]) for name in CARDS},
    }


def card_shape(card: Any, seen: set[int]) -> dict[str, Any] | None:
    return (
        {"id": card.pk if card.pk in seen else None, "name": getattr(card, "name", "") or str(card)} if card else None
    )
