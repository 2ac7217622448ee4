"""The log: everything that happened, in the order it happened, never changed."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from .kinds import Kind, kind_of, restore


class Subject(models.Model):
    """A thing that events are about. `thing` is its word in URLs, events and search."""

    thing: ClassVar[str]
    pk: int

    class Meta:
        abstract = True

    @classmethod
    def model_of(cls, thing: str) -> type["Subject"] | None:
        return _things().get(thing)

    @classmethod
    def named(cls, ids: Iterable[int], member: Any) -> dict[int, tuple[str, str]]:
        """Name and page of each of these things that the member may know of, in one query."""
        rows = cls._default_manager.filter(pk__in=ids)
        rows = rows.visible_to(member) if hasattr(rows, "visible_to") else rows
        return {one.pk: (str(one), one.get_absolute_url() if hasattr(one, "get_absolute_url") else "") for one in rows}

    def may_be_undone_by(self, member: Any) -> bool:
        """Whether he may take back what was done to a thing that is no card: a field, by who keeps the fields."""
        return False

    def story(self, member: Any) -> list[Any]:
        """The things whose events stand on this one's timeline: itself, and what else the member sees of it."""
        return [self]


def _things() -> dict[str, type[Subject]]:
    return {model.thing: model for model in apps.get_models() if issubclass(model, Subject)}


class EventQuerySet(models.QuerySet):
    def of(self, *things: Subject) -> Self:
        """What happened on these things' own pages."""
        where = models.Q(pk__in=[])
        for thing in things:
            where |= models.Q(place_type=thing.thing, place_id=thing.pk)
        return self.filter(where)

    def settled(self) -> Self:
        """Only what no running transaction can still precede: ids alone are not in commit order."""
        return self.filter(xid__lt=RawSQL("pg_snapshot_xmin(pg_current_snapshot())::text::bigint", []))

    def visible_to(self, member: Any) -> Self:
        """What happened on cards the member may see, what he did, and what was done to him: colleagues' own events are the journal's."""
        if member.may_all("view", "journal"):
            return self
        seen = models.Q(actor=member) | models.Q(place_type="member", place_id=member.pk)
        for thing, model in _things().items():
            if hasattr(model, "reached_by"):
                seen |= models.Q(place_type=thing, place_id__in=model.objects.visible_to(member).values("pk"))
        return self.filter(seen)


class Event(models.Model):
    """One thing that happened. `subject` is what changed, `place` the card on whose timeline it stands."""

    pk = models.CompositePrimaryKey("id", "at")
    id = models.BigIntegerField(db_default=RawSQL("nextval('events_event_id_seq')", []))
    at = models.DateTimeField(db_default=Now())
    kind = models.CharField(max_length=60)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    subject_type = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    place_type = models.CharField(max_length=20)
    place_id = models.BigIntegerField()
    payload = models.JSONField(default=dict)
    personal = models.JSONField(null=True)
    origin = models.CharField(max_length=40, default="", db_default="")  # "", "import:12", "undo:345"
    xid = models.BigIntegerField(db_default=RawSQL("pg_current_xact_id()::text::bigint", []))

    objects = EventQuerySet.as_manager()
    may_undo = False  # these four are set by the queries that draw events
    may_change = False  # its words, where they stand: a note's
    place_name = ""
    place_url = ""

    class Meta:
        managed = False
        db_table = "events_event"
        ordering = ["-at", "-id"]

    @cached_property
    def detail(self) -> Kind | None:
        return restore(self.kind, self.payload, self.personal)

    @property
    def icon(self) -> str:
        kind = kind_of(self.kind)
        return kind.icon if kind else "point"

    @property
    def tone(self) -> str:
        kind = kind_of(self.kind)
        return kind.tone if kind else ""

    @property
    def sentence(self) -> str:
        return self.detail.sentence() if self.detail else self.kind

    @property
    def is_note(self) -> bool:
        return self.kind == "note.added"

    @property
    def came(self) -> str:
        """« · из файла», « · отмена»: what did it, where that was no person."""
        way = self.origin.partition(":")[0]
        return {"import": _(" · из файла"), "undo": _(" · отмена"), "bulk": _(" · разом")}.get(way, "")

    @property
    def body(self) -> str:
        return self.detail.body() if self.detail else ""

    @property
    def undoable(self) -> bool:
        return bool(self.detail and self.detail.undoable())

    def hide_reach(self) -> None:
        """Phones and addresses in it become dots, for one who may not see how to reach the client."""
        if self.detail is not None:
            self.detail.hide_reach()

    @property
    def subject(self) -> Subject | None:
        model = Subject.model_of(self.subject_type)
        manager = getattr(model, "all_objects", getattr(model, "objects", None))
        return manager.filter(pk=self.subject_id).first() if manager else None

    @property
    def local_day(self) -> Any:
        return timezone.localtime(self.at).date()


class Reader(models.Model):
    """How far one reader of the log has come: it has seen every transaction below `xid`."""

    name = models.CharField(max_length=40, primary_key=True)
    xid = models.BigIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)
