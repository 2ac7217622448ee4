"""The trash: what lies there, within what the member may bring back."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from vatman.events.models import Subject
from vatman.web import cursors

from .models.note import Placed
from .places import places

THINGS = {
    "contact": _("Контакты"),
    "company": _("Компании"),
    "deal": _("Сделки"),
    "task": _("Задачи"),
    "note": _("Заметки"),
    "file": _("Файлы"),
}
DAYS = 30  # how long the trash keeps


@dataclass
class Trashed:
    thing: Any
    place: Any = None  # the card on which a note or a file stood, if the member sees it


def trashable() -> dict[str, Any]:
    """Every kind that goes to the trash, by its word."""
    placed = {model.thing: model for model in apps.get_models() if issubclass(model, Placed)}
    return {**places(), **placed}


def in_trash(thing: str, member: Any) -> QuerySet:
    """What the member may bring back: cards by his right to delete, notes and files as their authors or by the right to edit the card."""
    model = trashable()[thing]
    rows = model.objects.in_trash_of(member)
    return rows.filter(merged_into=None) if hasattr(model, "merged_into") else rows


def trash_page(thing: str, member: Any, cursor: str = "") -> cursors.Page:
    found = cursors.page(in_trash(thing, member), ("-trashed_at", "-id"), cursor=cursor)
    spots = {(one.place_type, one.place_id) for one in found.items if isinstance(one, Placed)}
    cards: dict[tuple[str, int], Any] = {}
    for kind in {kind for kind, _pk in spots}:
        model = Subject.model_of(kind)
        rows = model.objects.visible_to(member).filter(pk__in=[pk for name, pk in spots if name == kind])
        cards |= {(kind, card.pk): card for card in rows}
    found.items = [
        Trashed(one, cards.get((one.place_type, one.place_id)) if isinstance(one, Placed) else None)
        for one in found.items
    ]
    return found
