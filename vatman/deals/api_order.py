"""`/deals/{id}/…`: what is ordered, again and paid."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest

from vatman.team.access import get_allowed, get_visible, require
from vatman.web.api import Key, Listed, Paging, Query, Router, Status, listed

from .models import Deal
from .models.repeating import heir_of
from .shapes import DealShape, PaymentIn, PaymentShape, payment_shape, told

router = Router(tags=["deals"])


@router.post("/deals/{id}/repeats", response={201: DealShape})
@transaction.atomic
def repeat(request: HttpRequest, id: Key) -> Status[dict[str, Any]]:
    """A new deal with the same client, people and lines, in the first stage."""
    found = get_visible(Deal, request.user, id)
    require(request.user, "create", "deal")
    return Status(201, told(found.repeat(owner=heir_of(found, request.user), by=request.user), request.user))


@router.get("/deals/{id}/payments", response=Listed[PaymentShape])
def payments(request: HttpRequest, id: Key, paging: Query[Paging]) -> dict[str, Any]:
    """In the order of their days."""
    rows = get_visible(Deal, request.user, id).payments.select_related("by")
    return listed(rows, ["paid_on", "id"], paging, lambda found: [payment_shape(one) for one in found])


@router.post("/deals/{id}/payments", response={201: DealShape})
def payment_new(request: HttpRequest, id: Key, payload: PaymentIn) -> Status[dict[str, Any]]:
    found = get_allowed(Deal, request.user, id)
    found.take_payment(payload.amount, on=payload.paid_on, note=payload.note, by=request.user)
    return Status(201, told(found, request.user))


@router.delete("/deals/{id}/payments/{payment}", response={204: None})
def payment_drop(request: HttpRequest, id: Key, payment: Key) -> Status[None]:
    """One written down by mistake."""
    get_allowed(Deal, request.user, id).drop_payment(payment, by=request.user)
    return Status(204, None)
