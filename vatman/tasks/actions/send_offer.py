"""КП sent from the card: the letter goes from the member's own mail program, the deal knows it and asks for the decision in time."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.clients.models import Way
from vatman.events.recording import record
from vatman.team.calendar import add_working, next_working
from vatman.web.errors import Refused

from ..models import Offer, Task
from .log_call import move_forward

DECIDES = 2  # working days until the decision is asked for


@transaction.atomic
def send_offer(deal: Any, *, by: Any, way: Way | None = None, origin: str = "") -> Offer:
    """`way` is the address it went to. The deal comes to «Отправить КП» at least, one's own task to send it is done, «Узнать решение» is planned."""
    from ..events import OfferSent

    if not deal.is_open:
        raise Refused(_("Сделка закрыта: сначала верните её в работу"), code="closed")
    offer = Offer.objects.create(deal=deal, by=by, to=way.value if way else "")
    offer.event = record(OfferSent(to=str(way.client) if way else ""), offer, by=by, place=deal, origin=origin)
    soon = next_working(timezone.localdate() + timedelta(days=1))
    waiting = Task.objects.open().filter(deal=deal, owner=by, kind=Task.Kind.LETTER, due_on__lte=soon)
    done = list(waiting.select_related("deal"))
    for task in done:
        task.complete(_("КП отправлено"), by=by)
    follows: dict[str, Any] = {"done": [task.pk for task in done]}
    if moved := move_forward(deal, "send_quote", by):
        follows["stage"] = moved
    day = add_working(timezone.localdate(), DECIDES)
    offer.next_step = Task.objects.plan(_("Узнать решение"), kind=Task.Kind.CALL, on=day, by=by, deal=deal)
    follows["planned"] = offer.next_step.pk
    offer.follows = follows
    offer.save(update_fields=["follows"])
    return offer
