"""Tasks on the cards of lower rooms."""

from typing import Any

from vatman.records.places import panel

from .queries.tasks import open_tasks_of


@panel("deal", "tasks/panel.html", order=20)
@panel("contact", "tasks/panel.html", order=30)
@panel("company", "tasks/panel.html", order=30)
def tasks(card: Any, member: Any) -> dict[str, Any] | None:
    if not member.may("view", "task"):
        return None
    found = open_tasks_of(card, member)
    deals = sorted({task.deal_id for task in found if task.deal_id and task.place is not card})
    return {
        "tasks": found,
        "card": card,
        "may_add": member.may("create", "task"),
        "may_call": card.thing != "deal" and member.may("edit", card),
        "phone": _phone(card, member),
        "live": " ".join(f"deal:{pk}" for pk in deals),  # their tasks are closed on this card too
    }


def _phone(card: Any, member: Any) -> Any:
    """The first number of a client that works; his ways came with the card."""
    if card.thing == "deal" or card.do_not_call or not member.may("contacts", card):
        return None
    return next((way for way in card.phones() if not way.wrong), None)
