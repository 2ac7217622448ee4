"""A call made from a call list: logged as any other, and the list knows whether to try again."""

from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from vatman.clients.models import Way
from vatman.web.errors import Refused

from ..models import Call, CallEntry
from .log_call import log_call


@transaction.atomic
def call_from_list(entry: CallEntry, result: str, *, by: Any, **values: Any) -> Call:
    """`values` as `log_call` takes them. Conflict if a colleague is on the phone with the client now, or all is said."""
    locked = CallEntry.objects.select_for_update(of=("self",)).select_related("list", "held_by").get(pk=entry.pk)
    locked.refuse_anothers(by)
    if locked.list.closed_at:
        raise Refused(_("Этот обзвон закрыт"), code="closed")
    call = log_call(entry.client, result, by=by, plans=False, **values)
    client = entry.client
    other = Way.objects.filter(channel="phone", wrong=False, **{client.thing: client}).exists()
    call.entry = locked
    locked.settle(call, other_number=other)
    call.save(update_fields=["entry", "follows"])
    return call


def give_back_entry(call: Call) -> None:
    """The client stands in the list as before the call, to be called now."""
    was = call.follows.get("entry")
    if not was or call.entry_id is None:
        return
    CallEntry.objects.filter(pk=call.entry_id).update(
        attempts=was["attempts"],
        result=was["result"],
        next_at=parse_datetime(was["next_at"]) if was["next_at"] else None,
        done_at=None,
        done_by=None,
        held_by=None,
        held_until=None,
    )
