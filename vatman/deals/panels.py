"""Deals on the cards of clients."""

from decimal import Decimal
from typing import Any

from django.db.models import Sum

from vatman.clients.models.client import MANY
from vatman.records.places import panel

from .models import Deal, Stage
from .rhythm import of_deals

FEW = 20


@panel("contact", "deals/panel.html", order=50)
@panel("company", "deals/panel.html", order=50)
def deals(card: Any, member: Any) -> dict[str, Any] | None:
    """The client's deals that the member sees, open ones first, with what was bought in all."""
    if not member.may("view", "deal"):
        return None
    seen = card.cards_of(Deal, member)
    latest = sorted(seen, key=lambda deal: (deal.closed_on or deal.started_on, deal.pk), reverse=True)[:FEW]
    usual, last, in_hand = of_deals(seen)
    return {
        "rhythm": usual,
        "last": last,
        "in_hand": in_hand,
        "deals": sorted(latest, key=lambda deal: not deal.is_open),
        "bought": _bought(card, seen, member),
        "card": card,
        "may_add": member.may("create", "deal"),
    }


def _bought(card: Any, seen: list[Deal], member: Any) -> Decimal | None:
    """Asked of the database only where there are more deals than were read."""
    if len(seen) == MANY:
        won = Deal.objects.visible_to(member).filter(pk__in=card.ids_of(Deal), state=Stage.Kind.WON)
        return won.aggregate(sum=Sum("amount"))["sum"]
    return sum(deal.amount or Decimal(0) for deal in seen if deal.state == Stage.Kind.WON) or None
