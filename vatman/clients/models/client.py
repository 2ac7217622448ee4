from typing import Any

from django.db import models, transaction

from vatman.events.recording import record
from vatman.records.models import Record


def sort_key(text: str) -> str:
    """How names are ordered everywhere: lower case, ё as е (the embedded server has no Russian collation)."""
    return text.lower().replace("ё", "е").strip()[:200]


class Client(Record):
    """What a person and an organisation have in common."""

    sort_key = models.CharField(max_length=200, editable=False, db_index=True)
    do_not_call = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False)

    class Meta:
        abstract = True

    def keep_true(self, changed: dict[str, Any]) -> None:
        self.sort_key = sort_key(self.full_name)

    def follows(self, changed: dict[str, Any]) -> set[str]:
        return {"sort_key"}

    @property
    def heir(self) -> "Client":
        """Where a merged card's signpost leads; itself if it was not merged."""
        return self.merged_into.heir if self.merged_into else self

    @transaction.atomic
    def add_way(self, channel: str, value: str, *, by: Any, kind: str = "", note: str = "", preferred: bool = False) -> Any:
        """One more way to reach. The same one a second time is given back, not doubled."""
        from ..events import WayAdded
        from .way import Way

        way, is_new = Way.objects.keep(self, channel, value, kind=kind, note=note, preferred=preferred)
        if is_new:
            record(WayAdded(way=way.pk, channel=channel, value=way.value), self, by=by)
            self.found()
        return way

    def phones(self) -> list[Any]:
        return [way for way in self.ways.all() if way.channel == "phone"]

    def emails(self) -> list[Any]:
        return [way for way in self.ways.all() if way.channel == "email"]
