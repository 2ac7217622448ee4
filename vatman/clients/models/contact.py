from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from vatman.events.privacy import mask
from vatman.records.models import trash_index
from vatman.web.errors import Refused

from .client import Client
from .sets import ClientSets


class ContactQuerySet(ClientSets):
    def meet(
        self, *, by: Any, owner: Any = None, ways: list[dict[str, Any]] | None = None, origin: str = "", **values: Any
    ) -> "Contact":
        """A new person in the base. `ways` are dicts of channel, value and, where known, kind, note, preferred."""
        return self._met(by=by, owner=owner, ways=ways, origin=origin, **values)


def nameless(way: Any) -> str:
    """How one is called of whom only a phone is known: by its last digits, since a name is seen by more people than a phone."""
    if way is None:
        return _("Без имени")
    return (
        _("Без имени ··%(tail)s") % {"tail": way.value[-2:]}
        if way.is_phone
        else _("Без имени, %(way)s") % {"way": mask(way.value)}
    )


class Contact(Client):
    """A person."""

    thing = "contact"
    editable = ("last_name", "first_name", "middle_name", "birthday", "source", "do_not_call", "tags")

    last_name = models.CharField(max_length=100, blank=True)
    first_name = models.CharField(max_length=100, blank=True)
    middle_name = models.CharField(max_length=100, blank=True)
    birthday = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=120, blank=True)
    companies = models.ManyToManyField("clients.Company", through="clients.Link", related_name="contacts")

    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = [
            trash_index("contact"),
            models.Index(fields=["sort_key", "id"], condition=models.Q(trashed_at=None), name="contact_by_name"),
            models.Index(
                fields=["owner", "sort_key", "id"], condition=models.Q(trashed_at=None), name="contact_of_owner"
            ),
            models.Index(fields=["-created_at", "-id"], condition=models.Q(trashed_at=None), name="contact_by_created"),
        ]

    def __str__(self) -> str:
        return self.full_name or nameless(next(iter(self.ways.all()), None))

    @classmethod
    def named(cls, ids: Any, member: Any) -> dict[int, tuple[str, str]]:
        rows = cls.objects.visible_to(member).filter(pk__in=ids).prefetch_related("ways")
        return {one.pk: (str(one), one.get_absolute_url()) for one in rows}

    def refuse_nameless(self) -> None:
        if not self.full_name and not getattr(self, "new_ways", None):
            raise Refused(fields={"last_name": _("Назовите человека или дайте его телефон")})

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.last_name, self.first_name, self.middle_name) if part)

    @property
    def short_name(self) -> str:
        """How a colleague calls the person: first and last name."""
        return " ".join(part for part in (self.first_name, self.last_name) if part) or str(self)

    def get_absolute_url(self) -> str:
        return reverse("contact", args=[self.pk])
