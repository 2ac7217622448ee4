"""`/deals/{id}/…`: what is ordered, again and paid."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest

from vatman.team.access import get_visible, require
from vatman.web.api import Key, Router, Status

from .models import Deal
from .models.repeating import heir_of
from .shapes import DealShape, told

router = Router(tags=["deals"])


@router.post("/deals/{id}/repeats", response={201: DealShape})
@transaction.atomic
def repeat(request: HttpRequest, id: Key) -> Status[dict[str, Any]]:
    """A new deal with the same client, people and lines, in the first stage."""
    found = get_visible(Deal, request.user, id)
    require(request.user, "create", "deal")
    return Status(201, told(found.repeat(owner=heir_of(found, request.user), by=request.user), request.user))
