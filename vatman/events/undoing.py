"""Taking an event back: who may, and only once."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from vatman.web.errors import Refused

from .models import Event

NEEDS_DELETE = ("trashed",)


@transaction.atomic
def undo_event(event: Event, *, by: Any) -> None:
    """Raises Http404 for what the member may not see, PermissionDenied for what he may not change, Refused for what is done with."""
    subject = event.subject
    card = _card_of(subject) if subject else None
    if hasattr(card, "reached_by"):
        right = "delete" if event.kind.rpartition(".")[2] in NEEDS_DELETE else "edit"
        _require(by, right, card, own=event.actor_id == by.pk)
    settled = subject is not None and subject.may_be_undone_by(by)
    if not (settled or hasattr(card, "reached_by")) or not event.undoable:
        raise Refused(_("Это действие нельзя отменить"), code="not_undoable")
    type(subject)._default_manager.select_for_update(of=("self",)).filter(pk=subject.pk).first()
    if Event.objects.filter(origin=f"undo:{event.id}").exists():
        raise Refused(_("Это уже вернули"), code="undone_already")
    event.detail.undo(event, by=by)


def _card_of(subject: Any) -> Any:
    """Whose rights decide: the thing itself, or the card it stands on."""
    return subject if hasattr(subject, "reached_by") else getattr(subject, "place", None)


def _require(member: Any, right: str, card: Any, *, own: bool) -> None:
    if not member.may("view", card):
        raise Http404
    if not (own or member.may(right, card)):
        raise PermissionDenied
