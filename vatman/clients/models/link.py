from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from vatman.events.kinds import Ref
from vatman.events.recording import record_all
from vatman.records.copying import copy_in
from vatman.records.history import Happened, record_history


class LinkQuerySet(models.QuerySet["Link"]):
    def join(self, contact: Any, company: Any, *, by: Any, position: str = "", origin: str = "") -> "Link":
        """This person works there. A link that is there already is given back."""
        made = self.join_all([Link(contact=contact, company=company, position=position)], by=by, origin=origin)
        return made[0] if made else self.get(contact=contact, company=company)

    @transaction.atomic
    def join_all(self, links: Iterable["Link"], *, by: Any, origin: str = "") -> list["Link"]:
        """Writes unsaved links with one event each on the contact; those already there are skipped. Returns the new ones.

        A link that came with history says in `joined_at` when that was.
        """
        wanted = {(link.contact_id, link.company_id): link for link in links}
        known = set(
            self.extra(where=["contact_id = ANY(%s)"], params=[[contact for contact, _company in wanted]]).values_list(
                "contact_id", "company_id"
            )
        )
        new = copy_in(Link, [link for pair, link in wanted.items() if pair not in known])
        prefetch_related_objects(new, "contact", "company")
        record_history((_joined(link, by) for link in new), origin=origin)
        _found(new)
        return new

    @transaction.atomic
    def part_all(self, *, by: Any, origin: str = "") -> int:
        """The opposite: these people no longer work there."""
        from ..events import Unlinked

        gone: list[Link] = list(self.select_related("contact", "company").select_for_update(of=("self",)))
        self.model.objects.filter(pk__in=[link.pk for link in gone]).delete()
        record_all(
            ((Unlinked(company=Ref.of(link.company), position=link.position), link.contact) for link in gone),
            by=by,
            origin=origin,
        )
        _found(gone)
        return len(gone)


def _joined(link: "Link", by: Any) -> Happened:
    from ..events import Linked

    at = getattr(link, "joined_at", None) or timezone.now()
    kind = Linked(company=Ref.of(link.company), position=link.position)
    return Happened(at, by.pk if by else None, kind, link.contact)


def _found(links: list["Link"]) -> None:
    from .contact import Contact

    Contact.objects.found_all([link.contact for link in links])


class Link(models.Model):
    """Who works where, and as what."""

    contact = models.ForeignKey("clients.Contact", models.CASCADE, related_name="links")
    company = models.ForeignKey("clients.Company", models.CASCADE, related_name="links")
    position = models.CharField(max_length=120, blank=True)

    joined_at: Any  # when an unsaved one came about, if not now

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "company"], name="link_once")]

    def __str__(self) -> str:
        return f"{self.contact} — {self.company}"

    def part(self, *, by: Any, origin: str = "") -> int:
        return Link.objects.filter(pk=self.pk).part_all(by=by, origin=origin)
