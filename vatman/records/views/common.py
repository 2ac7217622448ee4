"""What every view of a card's parts begins and ends with."""

from typing import Any

from django.http import Http404, HttpResponse

from vatman.records.places import places
from vatman.team.access import get_visible, require
from vatman.web.answers import trigger


def card_or_404(member: Any, thing: str, pk: int, action: str = "") -> Any:
    """The card by its word and number, if the member may see it and, where `action` is named, do it."""
    model = places().get(thing)
    if model is None:
        raise Http404
    card = get_visible(model, member, pk)
    if action:
        require(member, action, card)
    return card


def may_note(member: Any, card: Any) -> bool:
    """Notes and files: whoever may change the card, and whoever takes part in it."""
    return member.may("edit", card) or member.pk in {getattr(card, f"{name}_id") for name in card.owner_fields}


def may_change_note(member: Any, note: Any, card: Any) -> bool:
    """Its author, and whoever may change the card it stands on."""
    return note.author_id == member.pk or member.may("edit", card)


def told(response: HttpResponse, card: Any) -> HttpResponse:
    """Wakes what shows the card on this page."""
    return trigger(response, changed={"thing": card.thing, "id": card.pk})
