from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.events.kinds import Ref
from vatman.events.models import Event
from vatman.events.recording import record, record_all
from vatman.team.models import Member, Owned, OwnedQuerySet
from vatman.web.errors import Refused

from ..events import Assigned, Restored, Trashed
from ..history import Spot
from .changeable import Changeable
from .many import Many


class RecordQuerySet(Many, OwnedQuerySet):
    def alive(self) -> Self:
        return self.filter(trashed_at__isnull=True)

    def visible_to(self, member: Any) -> Self:
        return super().visible_to(member).alive()

    def in_trash_of(self, member: Any) -> Self:
        return self.reached_by(member, member.scope("delete", self.model.thing)).filter(trashed_at__isnull=False)

    @transaction.atomic
    def assign_all(self, rows: models.QuerySet, to: Any, *, by: Any, origin: str = "") -> int:
        """Gives many things to one member: one UPDATE, one event each."""
        from ..search.writing import index_ids

        things = list(rows.exclude(owner=to).order_by("pk").select_for_update(of=("self",)).only("pk", "owner"))
        keys = {thing.pk for thing in things}
        values = {"owner": to} | ({"department": to.department_id} if to and to.department_id else {})
        self.filter(pk__in=keys).update(**values)
        people = Member.objects.in_bulk({thing.owner_id for thing in things} - {None})
        was, given = {pk: Ref.of(one) for pk, one in people.items()}, Ref.of(to)
        told = (
            (Assigned(was=was.get(one.owner_id or 0, Ref()), owner=given), Spot(self.model.thing, one.pk))
            for one in things
        )
        record_all(told, by=by, origin=origin)
        if self.model.searched:
            index_ids(self.model.thing, keys)
        return len(things)

    def found_all(self, things: list[Any]) -> None:
        """Search documents of many cards, after a set verb has changed their words."""
        from ..search import index_ids

        if self.model.searched and things:
            index_ids(self.model.thing, {thing.pk for thing in things})

    def hand_over(self, leaver: Any, successor: Any, *, by: Any) -> int:
        return self.assign_all(self.filter(owner=leaver), successor, by=by)


def trash_index(thing: str) -> models.Index:
    """The trash is read newest first; what lies there is little beside the table."""
    return models.Index(
        fields=["-trashed_at", "-id"], condition=models.Q(trashed_at__isnull=False), name=f"{thing}_trashed"
    )


class Record(Changeable, Owned):
    """A card of the base: has an owner, tags, custom fields, notes and files, can be trashed, is found by search."""

    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    fields = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    trashed_at = models.DateTimeField(null=True, editable=False)
    origin = models.CharField(max_length=40, blank=True, default="", editable=False)  # "import:12"

    editable: ClassVar[tuple[str, ...]] = ()
    searched: ClassVar[bool] = True
    has_story: ClassVar[bool] = True  # a task has a place instead, and tells there
    shown_with: ClassVar[tuple[str, ...]] = ()  # what a line about it on another's card names

    class Meta:
        abstract = True

    def found(self) -> None:
        """Keeps the search document of this thing up to date; called by every verb that changes its words."""
        from ..search import index

        if self.searched:
            index(type(self)._default_manager.filter(pk=self.pk))

    @transaction.atomic
    def assign(self, to: Any, *, by: Any, origin: str = "") -> Event | None:
        """Gives the thing to a colleague, or to nobody (then its department has it)."""
        current = type(self)._default_manager.select_for_update(of=("self",)).select_related("owner").get(pk=self.pk)
        if current.owner_id == (to.pk if to else None):
            return None
        self.owner = to
        if to and to.department_id:
            self.department_id = to.department_id
        self.save(update_fields=["owner", "department"])
        event = record(Assigned(was=Ref.of(current.owner), owner=Ref.of(to)), self, by=by, origin=origin)
        self.found()
        return event

    def take(self, *, by: Any) -> Event | None:
        """«Взять себе»: only what nobody has yet."""
        with transaction.atomic():
            current = (
                type(self)._default_manager.select_for_update(of=("self",)).select_related("owner").get(pk=self.pk)
            )
            if current.owner_id:
                raise Refused(_("Уже взял: %(name)s") % {"name": current.owner})
            return self.assign(by, by=by)

    @transaction.atomic
    def trash(self, *, by: Any, origin: str = "") -> Event | None:
        """To the trash for 30 days. Whoever trashed it already is not disturbed."""
        moved = (
            type(self)._default_manager.filter(pk=self.pk, trashed_at__isnull=True).update(trashed_at=timezone.now())
        )
        if not moved:
            return None
        self.refresh_from_db(fields=["trashed_at"])
        self.found()
        return record(Trashed(title=str(self)), self, by=by, origin=origin)

    @transaction.atomic
    def restore(self, *, by: Any, origin: str = "") -> None:
        if type(self)._default_manager.filter(pk=self.pk, trashed_at__isnull=False).update(trashed_at=None):
            self.trashed_at = None
            self.found()
            record(Restored(title=str(self)), self, by=by, origin=origin)

    def add_note(self, text: str, *, by: Any, mentions: list[int] | None = None) -> Any:
        from .note import Note

        return Note.objects.add(self, text, by=by, mentions=mentions)

    @transaction.atomic
    def tag(self, names: list[str], *, by: Any, was: list[str] | None = None) -> Event | None:
        """Sets the whole list of tags; new names become known tags. `was` as in `change`."""
        from .tag import Tag

        return self.change(by=by, was=None if was is None else {"tags": was}, tags=Tag.objects.known(names))
