"""Deals on the cards of clients."""

from typing import Any

from django.db.models import Case, Sum, When, Window
from django.db.models.functions import Coalesce

from vatman.records.places import panel

from .models import Deal, Stage

FEW = 20


@panel("contact", "deals/panel.html", order=50)
@panel("company", "deals/panel.html", order=50)
def deals(card: Any, member: Any) -> dict[str, Any] | None:
    """The client's deals that the member sees, open ones first, with what was bought in all; one query."""
    if not member.may("view", "deal"):
        return None
    own = Deal.objects.filter(**{card.thing: card}).order_by().values("pk")
    if card.thing == "contact":  # a union, for an OR would read the whole table
        own = own.union(Deal.people.through.objects.filter(contact=card).values("deal"))
    rows = Deal.objects.visible_to(member).filter(pk__in=own)
    won = Case(When(state=Stage.Kind.WON, then="amount"))
    rows = rows.select_related("stage").annotate(bought=Window(Sum(won)))
    shown = list(rows.order_by(Coalesce("closed_on", "started_on").desc(), "-pk")[:FEW])
    shown.sort(key=lambda deal: not deal.is_open)
    return {
        "deals": shown,
        "bought": shown[0].bought if shown else None,
        "card": card,
        "may_add": member.may("create", "deal"),
    }
