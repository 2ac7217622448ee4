"""What happens to clients, besides what happens to any card."""

from django.utils.translation import gettext as _

from vatman.events.kinds import Kind, Ref
from vatman.events.models import Event


class ClientAdded(Kind, name="*.added", icon="user-plus", personal=["title"]):
    title: str

    def sentence(self) -> str:
        return _("Новый клиент: %(title)s") % {"title": self.title}

    def undo(self, event: Event, *, by: object) -> None:
        event.subject.trash(by=by, origin=f"undo:{event.id}")


class WayAdded(Kind, name="*.way_added", icon="phone-plus", personal=["value"], reach=["value"]):
    way: int
    channel: str
    value: str

    def sentence(self) -> str:
        return _("Добавлено: %(value)s") % {"value": self.value}


class Linked(Kind, name="*.linked", icon="building"):
    company: Ref
    position: str = ""

    def sentence(self) -> str:
        if self.position:
            return _("Работает в «%(company)s»: %(position)s") % {"company": self.company.name, "position": self.position}
        return _("Работает в «%(company)s»") % {"company": self.company.name}

    def undo(self, event: Event, *, by: object) -> None:
        from .models import Link

        Link.objects.filter(contact=event.place_id, company=self.company.id).part_all(by=by, origin=f"undo:{event.id}")


class Unlinked(Kind, name="*.unlinked", icon="building-off"):
    company: Ref
    position: str = ""

    def sentence(self) -> str:
        return _("Больше не работает в «%(company)s»") % {"company": self.company.name}

    def undo(self, event: Event, *, by: object) -> None:
        from .models import Company, Link

        company = Company.objects.get(pk=self.company.id)
        Link.objects.join(event.subject, company, position=self.position, by=by, origin=f"undo:{event.id}")


class Merged(Kind, name="*.merged", icon="git-merge"):
    merge: int
    other: Ref

    def sentence(self) -> str:
        return _("Склеено с «%(name)s»") % {"name": self.other.name}
