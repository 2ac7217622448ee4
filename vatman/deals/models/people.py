from typing import Any

from django.db import transaction

from vatman.events.kinds import Ref
from vatman.events.models import Event
from vatman.events.recording import Trait, record


class WithPeople(Trait):
    """The people of a deal: the main one (`contact`) and those besides."""

    @transaction.atomic
    def add_person(self, contact: Any, *, by: Any, origin: str = "") -> Event | None:
        """The first person becomes the main one. Who is here already is not added twice."""
        from ..events import DealPersonAdded

        if self.contact_id is None:
            return self.change(by=by, contact=contact, origin=origin)
        people = self.people.through.objects
        if contact.pk == self.contact_id or not people.get_or_create(deal=self, contact=contact)[1]:
            return None
        return record(DealPersonAdded(person=Ref.of(contact)), self, by=by, origin=origin)

    @transaction.atomic
    def remove_person(self, contact: Any, *, by: Any, origin: str = "") -> Event | None:
        """The main one gone, the next becomes main."""
        from ..events import DealPersonRemoved

        people = self.people.through.objects.filter(deal=self)
        if contact.pk == self.contact_id:
            heir = self.people.order_by("pk").first()
            people.filter(contact=heir).delete()
            return self.change(by=by, contact=heir, origin=origin)
        if not people.filter(contact=contact).delete()[0]:
            return None
        return record(DealPersonRemoved(person=Ref.of(contact)), self, by=by, origin=origin)

    def all_people(self) -> list[Any]:
        """The main one first."""
        others = self.people.prefetch_related("ways").order_by("sort_key", "pk")
        main = [self.contact] if self.contact else []
        return [*main, *(one for one in others if one.pk != self.contact_id)]
