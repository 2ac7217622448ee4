"""On the cards of clients: which rows of which files they came from."""

from typing import Any

from vatman.records.places import panel


@panel("contact", "importing/panel.html", order=80)
@panel("company", "importing/panel.html", order=80)
@panel("deal", "importing/panel.html", order=80)
def came_from(card: Any, member: Any) -> dict[str, Any] | None:
    return {"card": card} if member.may("view", "import") else None
