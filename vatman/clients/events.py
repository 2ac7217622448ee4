"""What happens to clients, besides what happens to any card."""

from django.utils.translation import gettext as _

from vatman.events.kinds import Kind, Ref
from vatman.events.models import Event


class ClientAdded(Kind, name="*.added", icon="user-plus", personal=["title"]):
    title: str

    def sentence(self) -> str:
        return _("Новый клиент: %(title)s") % {"title": self.title}

    def undo(self, event: Event, *, by: object) -> None:
        event.subject.trash(by=by)


class WayAdded(Kind, name="*.way_added", icon="phone-plus", personal=["value"]):
    way: int
    channel: str
    value: str

    def sentence(self) -> str:
        return _("Добавлено: %(value)s") % {"value": self.value}


class Merged(Kind, name="*.merged", icon="git-merge"):
    merge: int
    other: Ref

    def sentence(self) -> str:
        return _("Склеено с «%(name)s»") % {"name": self.other.name}
