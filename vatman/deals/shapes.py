"""How the API tells of a deal."""

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.db.models import prefetch_related_objects
from pydantic import BeforeValidator, Field, WithJsonSchema

from vatman.clients.models import Company, Contact
from vatman.records.api import card_shape
from vatman.team.api import Named, Person, named
from vatman.team.sight import seen_ids
from vatman.web.api import Body, Day, Id, Line, Moment, Schema, local

from .models import Deal, Payment
from .models.lines import line_sum, plain
from .queries.deal import parts


class StageShape(Schema):
    id: int
    name: str
    kind: str


class Client(Schema):
    """Without an id if the card is not for the caller."""

    id: int | None
    name: str


class Step(Schema):
    id: int
    title: str
    kind: str
    due_at: Moment | None
    due_on: Day


def exact(pattern: str) -> Any:
    """A number as it is written, in a string or not: «0.1» never becomes 0.1000000001."""

    def read(value: Any) -> Decimal:
        text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
        text = f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else text
        if not re.fullmatch(pattern, text, re.ASCII):
            raise ValueError('a number as "12.50" is needed')
        return Decimal(text)

    said = {
        "anyOf": [{"type": "string", "pattern": f"^{pattern}$"}, {"type": "integer", "minimum": 1, "maximum": 10**8}]
    }
    return Annotated[Decimal, BeforeValidator(read), WithJsonSchema(said, mode="validation")]


class LineIn(Body):
    """`price` of one; below zero it is a discount."""

    what: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\u0000]*\S[^\u0000]*$")]
    quantity: exact(r"\d{1,9}(\.\d{1,3})?") = Decimal(1)  # type: ignore[valid-type]
    price: exact(r"-?\d{1,12}(\.\d{1,2})?")  # type: ignore[valid-type]


class LineShape(Schema):
    what: str
    quantity: str
    price: str
    sum: str


class PartIn(Body):
    """A colleague in a deal; the shares of all, in per cent, are 100 at most."""

    member: Id
    role: Literal["found", "closes", "keeps"]
    share: Annotated[int, Field(ge=0, le=100, strict=True)] = 0


class PartShape(Schema):
    member: Named
    role: str
    share: int


class DealShape(Schema):
    id: int
    title: str
    amount: str | None
    currency: str
    lines: list[LineShape]
    paid: str
    pipeline: Named
    stage: StageShape
    company: Client | None
    payer: Client | None
    contacts: list[Client]
    owner: Person | None
    source: str | None
    participants: list[PartShape]
    next_task: Step | None
    tags: list[str]
    fields: dict[str, Any]
    created_at: Moment
    started_on: Day
    expected_on: Day | None
    promised_on: Day | None
    closed_on: Day | None
    loss_reason: Named | None
    sleeps_until: Day | None


DAYS = ("started_on", "expected_on", "promised_on", "closed_on", "sleeps_until")


class PaymentIn(Body):
    """`amount` below zero: it was given back. Without `paid_on`: today."""

    amount: exact(r"-?\d{1,12}(\.\d{1,2})?")  # type: ignore[valid-type]
    paid_on: Day | None = None
    note: Line = ""


class PaymentShape(Schema):
    id: int
    amount: str
    paid_on: Day
    note: str
    by: Named | None


def payment_shape(payment: Payment) -> dict[str, Any]:
    values = {name: getattr(payment, name) for name in ("id", "paid_on", "note")}
    return {**values, "amount": format(payment.amount, "f"), "by": named(payment.by)}


def shapes(deals: list[Deal], member: Any) -> list[dict[str, Any]]:
    """Of deals that come with their `parts`."""
    prefetch_related_objects(
        deals,
        "pipeline",
        "stage",
        "owner",
        "company",
        "payer",
        "contact__ways",
        "source",
        "loss_reason",
        "people__ways",
    )
    people = {one.pk for deal in deals for one in _people(deal)}
    seen = {
        "company": seen_ids(Company, member, [pk for deal in deals for pk in (deal.company_id, deal.payer_id)]),
        "contact": seen_ids(Contact, member, people),
    }
    return [_shape(deal, seen) for deal in deals]


def _shape(deal: Deal, seen: dict[str, set[int]]) -> dict[str, Any]:
    return {
        "id": deal.pk,
        "title": deal.title,
        "amount": None if deal.amount is None else format(deal.amount, "f"),
        "currency": deal.currency,
        "paid": format(deal.paid, "f"),
        "lines": [_line(line) for line in deal.ordered],
        "pipeline": named(deal.pipeline),
        "stage": {"id": deal.stage_id, "name": deal.stage.name, "kind": deal.stage.kind},
        "company": _client(deal.company, seen["company"]),
        "payer": _client(deal.payer, seen["company"]),
        "contacts": [_client(one, seen["contact"]) for one in _people(deal)],
        "source": str(deal.source) if deal.source else None,
        "participants": [_part(part) for part in deal.team],
        "next_task": _step(deal),
        "loss_reason": named(deal.loss_reason),
        **{name: getattr(deal, name) for name in DAYS},
        **card_shape(deal),
    }


def _people(deal: Deal) -> list[Any]:
    """The main one first."""
    return [*filter(None, [deal.contact]), *(one for one in deal.people.all() if one.pk != deal.contact_id)]


def _client(card: Any, seen: set[int]) -> dict[str, Any] | None:
    return (
        {"id": card.pk if card.pk in seen else None, "name": getattr(card, "name", "") or str(card)} if card else None
    )


def _step(deal: Deal) -> dict[str, Any] | None:
    if deal.next_step_id is None or deal.next_step_at is None:
        return None
    at = local(deal.next_step_at)
    return {
        "id": deal.next_step_id, "title": deal.next_step_title, "kind": deal.next_step_kind,
        "due_at": at if deal.next_step_timed else None, "due_on": at.date() if at else None,
    }  # fmt: skip


def _part(part: dict[str, Any]) -> dict[str, Any]:
    return {"member": {"id": part["member"], "name": part["name"]}, "role": part["role"], "share": part["share"]}


def _line(line: dict[str, str]) -> dict[str, str]:
    numbers = {name: plain(Decimal(line[name])) for name in ("quantity", "price")}
    return {"what": line["what"], **numbers, "sum": plain(line_sum(line))}


def told(deal: Deal, member: Any) -> dict[str, Any]:
    return shapes([parts(Deal.objects.all()).get(pk=deal.pk)], member)[0]
