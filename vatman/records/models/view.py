"""A list or a board as someone likes to look at it: a filter, columns and an order under a name. A view is a link."""

from typing import Any, ClassVar, Self
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.events.models import Event, Subject
from vatman.events.recording import record
from vatman.web.errors import Conflict, Refused

PLACES = {"deals": "deal", "board": "deal", "clients": "contact"}  # address → the thing whose right it needs
PASSING = ("cursor", "view", "page", "columns")  # of an address, what is no part of how one looks


class ViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, member: Any) -> Self:
        """One's own and the shared ones. Which rows a view shows is another matter: never more than he sees."""
        return self.filter(models.Q(owner=member) | models.Q(shared=True), trashed_at=None)

    @transaction.atomic
    def keep(
        self, place: str, name: str, query: str, *, by: Any, columns: list[str] | None = None, shared: bool = False
    ) -> "SavedView":
        """A new view of what stands on the screen; one of the same name of one's own looks so from now on."""
        from ..events import ViewSaved

        name = named(name)
        if shared:
            refuse_sharing(by, place)
        values: dict[str, Any] = {"query": tidy(query), "columns": columns or [], "shared": shared}
        known: SavedView | None = (
            self.filter(owner=by, place=place, name__iexact=name, trashed_at=None).select_for_update().first()
        )
        if known:
            known.change(by=by, **values)
            return known
        view: SavedView = self.create(owner=by, place=place, name=name, **values)
        record(ViewSaved(title=name), view, by=by)
        return view


class SavedView(Subject):
    """`columns`: keys of the list of deals, empty for one's own choice. `shared`: everyone is offered it."""

    thing: ClassVar[str] = "view"
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    place = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=2000, blank=True)
    columns = models.JSONField(default=list, blank=True)
    shared = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    trashed_at = models.DateTimeField(null=True)

    objects = ViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["owner", "place"], condition=models.Q(trashed_at=None), name="view_of_owner"),
            models.Index(fields=["place"], condition=models.Q(trashed_at=None, shared=True), name="view_shared"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse(self.place)}?{urlencode([*parse_qsl(self.query), ('view', self.pk)])}"

    @transaction.atomic
    def change(self, *, by: Any, origin: str = "", was: dict[str, Any] | None = None, **values: Any) -> Event | None:
        """Another name, filter, columns; shared or not. `was` as it was seen: what has moved on since is a Conflict."""
        from ..events import ViewChanged

        current = type(self).objects.select_for_update().get(pk=self.pk)
        if "name" in values:
            values["name"] = named(values["name"])
        if values.get("shared") and not current.shared:
            refuse_sharing(by, self.place)
        if was and any(getattr(current, name) != value for name, value in was.items()):
            raise Conflict(_("Этот вид уже изменили"), code="changed_meanwhile")
        before = {name: getattr(current, name) for name, value in values.items() if getattr(current, name) != value}
        if not before:
            return None
        after = {name: values[name] for name in before}
        for name, value in after.items():
            setattr(self, name, value)
        self.save(update_fields=list(after))
        return record(ViewChanged(title=current.name, before=before, after=after), self, by=by, origin=origin)

    @transaction.atomic
    def trash(self, *, by: Any, origin: str = "") -> Event | None:
        from ..events import ViewTrashed

        if not type(self).objects.filter(pk=self.pk, trashed_at=None).update(trashed_at=timezone.now()):
            return None
        return record(ViewTrashed(title=self.name), self, by=by, origin=origin)

    @transaction.atomic
    def restore(self, *, by: Any, origin: str = "") -> Event | None:
        from ..events import ViewRestored

        if not type(self).objects.filter(pk=self.pk, trashed_at__isnull=False).update(trashed_at=None):
            return None
        return record(ViewRestored(title=self.name), self, by=by, origin=origin)

    def may_be_undone_by(self, member: Any) -> bool:
        """Who may change it: its owner; a shared one, whoever may share too."""
        return member.pk == self.owner_id or self.shared and may_share(member, self.place)


def may_share(member: Any, place: str) -> bool:
    """What everyone is offered is kept by those who answer for more than their own."""
    return member.scope("edit", PLACES[place]) in ("department", "all")


def refuse_sharing(member: Any, place: str) -> None:
    if not may_share(member, place):
        raise Refused(_("Общие виды заводят те, кто отвечает не только за своё"), code="not_to_share")


def tidy(query: str) -> str:
    pairs = [(name, value) for name, value in parse_qsl(query.replace("\x00", "")) if name not in PASSING]
    kept = urlencode(pairs)
    if len(kept) > 2000:
        raise Refused(_("Такой отбор слишком длинен, чтобы его запомнить"), code="too_long")
    return kept


def named(name: str) -> str:
    name = " ".join(name.replace("\x00", "").split())[:80]
    if not name:
        raise Refused(fields={"name": _("Назовите вид")})
    return name
