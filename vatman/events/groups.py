"""Groups of kinds a person looks for in the journal. A kind belongs by the last word of its name, so new ones fall in by themselves."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Group:
    title: Any
    verbs: tuple[str, ...]

    def where(self) -> Q:
        found = Q()
        for verb in self.verbs:
            found |= Q(kind__endswith=f".{verb}")
        return found


GROUPS = {
    "new": Group(_("Новое"), ("added", "started", "planned", "opened", "joined", "way_added", "linked")),
    "changed": Group(
        _("Правки"),
        (
            "changed",
            "moved",
            "reopened",
            "postponed",
            "resumed",
            "way_changed",
            "unlinked",
            "allowed",
            "led",
            "lined_up",
        ),
    ),
    "closed": Group(_("Закрытое"), ("won", "lost", "completed")),
    "handed": Group(_("Передано другому"), ("assigned", "left")),
    "merged": Group(_("Склейки"), ("merged", "unmerged")),
    "trash": Group(_("Корзина"), ("trashed", "restored", "purged", "archived")),
    "out": Group(_("Выгрузки"), ("exported",)),
    "entered": Group(_("Входы"), ("signed_in",)),
}
