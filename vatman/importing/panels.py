"""On the cards of clients: which rows of which files they came from."""

from typing import Any

from vatman.records.places import panel

from .queries import rows_of

SHOWN = 5


@panel("contact", "importing/panel.html", order=80)
@panel("company", "importing/panel.html", order=80)
@panel("deal", "importing/panel.html", order=80)
def came_from(card: Any, member: Any) -> dict[str, Any] | None:
    rows = list(rows_of(card, member)[:SHOWN])
    return {"rows": rows, "card": card} if rows else None
