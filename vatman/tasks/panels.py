"""Tasks on the cards of lower rooms."""

from typing import Any

from vatman.records.places import panel

from .queries import open_tasks_of


@panel("deal", "tasks/panel.html", order=20)
@panel("contact", "tasks/panel.html", order=30)
@panel("company", "tasks/panel.html", order=30)
def tasks(card: Any, member: Any) -> dict[str, Any] | None:
    if not member.may("view", "task"):
        return None
    return {"tasks": open_tasks_of(card, member), "card": card, "may_add": member.may("create", "task")}
