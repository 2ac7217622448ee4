from typing import Any

from django.http import Http404

from vatman.clients.models import Company, Contact
from vatman.team.access import get_visible, require

MODELS = {"contact": Contact, "company": Company}


def model_of(thing: str) -> Any:
    if thing not in MODELS:
        raise Http404
    return MODELS[thing]


def client_or_404(member: Any, thing: str, pk: int, action: str = "") -> Any:
    card = get_visible(model_of(thing), member, pk)
    if action:
        require(member, action, card)
    return card
