"""What happens to clients, besides what happens to any card."""

import re
from typing import Any

import phonenumbers
from django.utils.translation import gettext as _

from vatman.events.kinds import Kind, Ref
from vatman.events.models import Event

REACH = ("value", "raw", "note")  # of a way; a note beside a phone is another phone as often as not


def shown(value: str) -> str:
    """A recorded phone as people write it; anything else as it is."""
    if not re.fullmatch(r"\+[0-9]{7,15}", value):
        return value
    return phonenumbers.format_number(phonenumbers.parse(value), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def quoted(name: str) -> str:
    """«Каскад», but АО «Каскад» as it is."""
    return name if "«" in name else _("«%(name)s»") % {"name": name}


class ClientAdded(Kind, name="*.added", icon="user-plus", personal=["title"]):
    title: str

    def sentence(self) -> str:
        return _("Новый клиент: %(title)s") % {"title": self.title}

    def undo(self, event: Event, *, by: object) -> None:
        event.subject.trash(by=by, origin=f"undo:{event.id}")


class WayAdded(Kind, name="*.way_added", icon="phone-plus", personal=["value"], reach=["value"]):
    minor = True
    way: int
    channel: str
    value: str

    def sentence(self) -> str:
        return _("Добавлено: %(value)s") % {"value": shown(self.value)}

    def undo(self, event: Event, *, by: object) -> None:
        from .models import Way

        for way in Way.objects.filter(pk=self.way):
            way.drop(by=by, origin=f"undo:{event.id}")


class WayChanged(Kind, name="*.way_changed", icon="phone", personal=["value", "before", "after"], reach=REACH):
    minor = True
    way: int
    value: str
    before: dict[str, Any]
    after: dict[str, Any]

    def sentence(self) -> str:
        if self.after.get("wrong"):
            return _("Не тот номер или адрес: %(value)s") % {"value": shown(self.value)}
        if self.after.get("preferred"):
            return _("Сначала сюда: %(value)s") % {"value": shown(self.value)}
        return _("Исправлено: %(value)s") % {"value": shown(self.value)}

    def undo(self, event: Event, *, by: object) -> None:
        from .models import Way

        Way.objects.get(pk=self.way).change(by=by, origin=f"undo:{event.id}", **self.before)


class WayDropped(Kind, name="*.way_dropped", icon="phone-off", personal=["value", "kept"], reach=REACH):
    minor = True
    channel: str
    value: str
    kept: dict[str, Any]

    def sentence(self) -> str:
        return _("Убрано: %(value)s") % {"value": shown(self.value)}

    def undo(self, event: Event, *, by: object) -> None:
        event.subject.add_way(self.channel, self.value, by=by, origin=f"undo:{event.id}", **self.kept)


class Written(Kind, name="*.written_to", icon="message"):
    channel: str

    def sentence(self) -> str:
        return _("Написал в %(channel)s") % {"channel": self.channel}


class Exported(Kind, name="*.exported", icon="file-export"):
    of: str
    rows: int
    filters: dict[str, str] = {}

    def sentence(self) -> str:
        return _("Выгружено строк: %(rows)s") % {"rows": self.rows}


class Linked(Kind, name="*.linked", icon="building"):
    minor = True
    company: Ref
    position: str = ""

    def sentence(self) -> str:
        if self.position:
            return _("Работает в %(company)s: %(position)s") % {
                "company": quoted(self.company.name),
                "position": self.position,
            }
        return _("Работает в %(company)s") % {"company": quoted(self.company.name)}

    def undo(self, event: Event, *, by: object) -> None:
        from .models import Link

        Link.objects.filter(contact=event.place_id, company=self.company.id).part_all(by=by, origin=f"undo:{event.id}")


class Unlinked(Kind, name="*.unlinked", icon="building-off"):
    minor = True
    company: Ref
    position: str = ""

    def sentence(self) -> str:
        return _("Больше не работает в %(company)s") % {"company": quoted(self.company.name)}

    def undo(self, event: Event, *, by: object) -> None:
        from .models import Company, Link

        company = Company.objects.get(pk=self.company.id or 0)
        Link.objects.join(event.subject, company, position=self.position, by=by, origin=f"undo:{event.id}")


class Merged(Kind, name="*.merged", icon="git-merge"):
    merge: int
    other: Ref

    def sentence(self) -> str:
        return _("Склеено с %(name)s") % {"name": quoted(self.other.name)}

    def undo(self, event: Event, *, by: object) -> None:
        from .actions.merge import part
        from .models import Merge

        part(Merge.objects.get(pk=self.merge), by=by, origin=f"undo:{event.id}")


class Parted(Kind, name="*.unmerged", icon="git-branch"):
    merge: int
    other: Ref

    def sentence(self) -> str:
        return _("Снова отдельно: %(name)s") % {"name": quoted(self.other.name)}
