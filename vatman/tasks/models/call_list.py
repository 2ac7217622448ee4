from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self, cast

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.clients.models import Way
from vatman.events.models import Event, Subject
from vatman.events.recording import record
from vatman.records.copying import copy_in
from vatman.team.rights import Scope
from vatman.web.errors import Refused

from ..calling.zones import zone_of
from .call_entry import CallEntry
from .givable import refuse_giving

MOST = 5000  # clients of one list: a month's work of a department


class CallListQuerySet(models.QuerySet):
    def visible_to(self, member: Any) -> Self:
        """Those one is to work, those one has made, and those of the people whose tasks one sees."""
        return self._of(member, member.scope("view", "task"))

    def kept_by(self, member: Any) -> Self:
        return self._of(member, member.scope("edit", "task"), worked=False)

    def _of(self, member: Any, scope: Scope, *, worked: bool = True) -> Self:
        if scope == Scope.ALL:
            return self
        if scope == Scope.NONE:
            return self.none()
        people = [member.pk] if scope == Scope.OWN else member.colleagues
        mine = models.Q(author__in=people)
        if worked:
            given = CallList.people.through.objects.filter(member__in=people, calllist=models.OuterRef("pk"))
            mine |= models.Q(models.Exists(given))
        return self.filter(mine)

    @transaction.atomic
    def gather(
        self, name: str, clients: Iterable[Any], *, people: Iterable[Any], by: Any, script: str = "", origin: str = ""
    ) -> "CallList":
        """A list of these clients, in their order, for these people. Whom one is asked not to call is left out.

        Raises Refused for a list without a name, people or clients, and for one that is too long.
        """
        from ..events import CallListMade

        made: Any = self.model(name=_named(name), script=script.strip(), author=by)
        given = _given(people, by)
        found = [one for one in clients if not one.do_not_call]
        if not found:
            raise Refused(fields={"clients": _("Звонить некому: никто не найден, или все просили не звонить")})
        if len(found) > MOST:
            words = _("Больше %(most)s клиентов в один обзвон не берём: сузьте фильтр") % {"most": MOST}
            raise Refused(fields={"clients": words})
        made.save()
        made.people.set(given)
        copy_in(CallEntry, _entries(made, found))
        made.event = record(CallListMade(title=made.name, clients=len(found)), made, by=by, origin=origin)
        return cast("CallList", made)


class CallList(Subject):
    """Clients to be called number after number, with what to say to them, and who is to do it."""

    thing = "call_list"
    name = models.CharField(max_length=120)
    script = models.TextField(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="call_lists")
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    event: Event  # of its making

    objects = CallListQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-created_at", "-id"], name="call_list_by_created")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("call_list", args=[self.pk])

    def may_be_undone_by(self, member: Any) -> bool:
        return CallList.objects.kept_by(member).filter(pk=self.pk).exists()

    @transaction.atomic
    def change(
        self, *, by: Any, name: str | None = None, script: str | None = None, people: Iterable[Any] | None = None,
        origin: str = "",
    ) -> Event | None:  # fmt: skip
        """Another name, text or people; what really differs is written, with what was before."""
        from ..events import CallListChanged

        current = CallList.objects.select_for_update().get(pk=self.pk)
        was = list(current.people.all())
        now = {"name": current.name if name is None else _named(name)}
        now["script"] = current.script if script is None else script.strip()
        given = was if people is None else _given(people, by, known=was)
        before: dict[str, Any] = {
            key: getattr(current, key) for key, value in now.items() if value != getattr(current, key)
        }
        after: dict[str, Any] = {key: now[key] for key in before}
        if {one.pk for one in was} != {one.pk for one in given}:
            before["people"], after["people"] = ([one.pk for one in group] for group in (was, given))
            self.people.set(given)
        if not before:
            return None
        self.name, self.script = now["name"], now["script"]
        self.save(update_fields=["name", "script"])
        return record(CallListChanged(before=before, after=after), self, by=by, origin=origin)

    @transaction.atomic
    def close(self, *, by: Any, origin: str = "") -> Event | None:
        """Nobody is called from it any more; what was said stays on the clients' cards."""
        from ..events import CallListClosed

        now = timezone.now()
        if not CallList.objects.filter(pk=self.pk, closed_at=None).update(closed_at=now):
            return None
        self.closed_at = now
        self.entries.update(held_by=None, held_until=None)
        return record(CallListClosed(title=self.name), self, by=by, origin=origin)

    @transaction.atomic
    def reopen(self, *, by: Any, origin: str = "") -> Event | None:
        from ..events import CallListReopened

        if not CallList.objects.filter(pk=self.pk).exclude(closed_at=None).update(closed_at=None):
            return None
        self.closed_at = None
        return record(CallListReopened(title=self.name), self, by=by, origin=origin)

    def claim(self, *, by: Any, now: datetime | None = None) -> CallEntry | None:
        """The next client for this member, held for him alone while he talks; None if nobody's hour has come."""
        if self.closed_at:
            raise Refused(_("Этот обзвон закрыт"), code="closed")
        if not self.people.filter(pk=by.pk).exists():
            raise Refused(_("Этот обзвон дан другим: попросите добавить вас"), code="not_yours")
        return CallEntry.objects.filter(list=self).claim_next(by=by, now=now or timezone.now())


def _named(name: str) -> str:
    if not (name := " ".join(name.split())[:120]):
        raise Refused(fields={"name": _("Назовите обзвон")})
    return name


def _given(people: Iterable[Any], by: Any, known: Iterable[Any] = ()) -> list[Any]:
    """By the rule of tasks: a manager gives to himself, a head to his department. Those who have it already keep it."""
    found = list(people)
    if not found:
        raise Refused(fields={"people": _("Кто будет звонить?")})
    kept = {one.pk for one in known}
    for one in found:
        if one.pk in kept:
            continue
        try:
            refuse_giving(one, by)
        except Refused as error:
            raise Refused(fields={"people": error.message}, code=error.code)
    return found


def _entries(made: CallList, clients: list[Any]) -> list[CallEntry]:
    phones = _first_phones(clients)
    return [
        CallEntry(
            list=made, position=place, zone=zone_of(phones.get((one.thing, one.pk), "")), **{one.thing: one}
        )
        for place, one in enumerate(clients)
    ]  # fmt: skip


def _first_phones(clients: list[Any]) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    for thing in {one.thing for one in clients}:
        ids = [one.pk for one in clients if one.thing == thing]
        ways = Way.objects.filter(channel="phone", wrong=False, **{f"{thing}__in": ids})
        for pk, value in ways.values_list(thing, "value"):
            found.setdefault((thing, pk), value)
    return found
