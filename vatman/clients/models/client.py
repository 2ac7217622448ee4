from typing import Any

from django.db import models, transaction
from django.urls import reverse

from vatman.events.recording import record
from vatman.records.history import Spot
from vatman.records.models import Record

from .belonging import belonging, belonging_ids

MANY = 200  # cards of one kind whose events a client's timeline gathers


def sort_key(text: str) -> str:
    """How names are ordered everywhere: lower case, ё as е (the embedded server has no Russian collation)."""
    return text.lower().replace("ё", "е").strip()[:200]


class Client(Record):
    """What a person and an organisation have in common."""

    new_ways: list[Any]  # unsaved, of one who is about to be met

    sort_key = models.CharField(max_length=200, editable=False, db_index=True)
    do_not_call = models.BooleanField(default=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )

    class Meta:
        abstract = True

    def keep_true(self, changed: dict[str, Any]) -> None:
        self.sort_key = sort_key(self.full_name)

    def follows(self, changed: dict[str, Any]) -> set[str]:
        return {"sort_key"}

    @property
    def full_name(self) -> str:
        raise NotImplementedError

    @property
    def list_url(self) -> str:
        return reverse("clients") + ("?thing=company" if self.thing == "company" else "")

    @property
    def heir(self) -> "Client":
        """Where a merged card's signpost leads; itself if it was not merged."""
        return self.merged_into.heir if self.merged_into else self

    @transaction.atomic
    def add_way(
        self,
        channel: str,
        value: str,
        *,
        by: Any,
        kind: str = "",
        note: str = "",
        preferred: bool = False,
        raw: str = "",
        origin: str = "",
    ) -> Any:
        """One more way to reach. The same one a second time is given back, not doubled."""
        from ..events import WayAdded
        from .way import Way

        way, is_new = Way.objects.keep(self, channel, value, kind=kind, note=note, preferred=preferred, raw=raw)
        if is_new:
            record(WayAdded(way=way.pk, channel=channel, value=way.value), self, by=by, origin=origin)
            self.found()
        return way

    def story(self, member: Any) -> list[Any]:
        """Its own events and those of the cards that belong to it, as far as the member sees them; a company's people too.

        Cards of higher rooms are met by their relation to this one. What has no timeline of its own (a task) is told here anyway.
        """
        found: list[Any] = [self, *(Spot(self.thing, pk) for pk in self.ids_of(type(self)))]
        for model in belonging(type(self)):
            found += self.cards_of(model, member)
        return found

    def cards_of(self, model: Any, member: Any) -> list[Any]:
        """The newest of the cards of a higher room that belong to this one and that the member sees; read once."""
        read = self.__dict__.setdefault("_cards_of", {})
        if (model, member.pk) not in read:
            rows = model.objects.visible_to(member).filter(pk__in=self.ids_of(model)).select_related(*model.shown_with)
            read[model, member.pk] = list(rows.order_by("-pk")[:MANY])
        return read[model, member.pk]

    def ids_of(self, model: Any) -> list[int]:
        """Ids of the cards of a higher room that belong to this one, seen or not; of its own kind, those merged into it."""
        name = f"{model.thing}_ids"
        if name not in self.__dict__:
            rows: Any = type(self)._default_manager
            self.__dict__.update(rows.with_belongings().values(*belonging_ids(type(self))).get(pk=self.pk))
        return self.__dict__[name]

    def phones(self) -> list[Any]:
        return [way for way in self.ways.all() if way.channel == "phone"]

    def emails(self) -> list[Any]:
        return [way for way in self.ways.all() if way.channel == "email"]
