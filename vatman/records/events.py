"""What happens to any card: «*» stands for the thing's own word."""

from typing import Any

from django.utils.translation import gettext as _

from vatman.events.kinds import Kind, Ref
from vatman.events.models import Event


class Changed(Kind, name="*.changed", icon="pencil", personal=["before", "after"]):
    before: dict[str, Any]
    after: dict[str, Any]

    def sentence(self) -> str:
        from .wording import field_titles

        return _("Изменено: %(fields)s") % {"fields": ", ".join(field_titles(self.after))}

    def changes(self) -> dict[str, list[Any]]:
        return {name: [self.before.get(name), value] for name, value in self.after.items()}

    def undo(self, event: Event, *, by: Any) -> None:
        """Gives back what was before, if nobody has changed it since."""
        back = {name: value["id"] if isinstance(value, dict) and set(value) == {"id", "name"} else value for name, value in self.before.items()}
        was = {name: value["id"] if isinstance(value, dict) and set(value) == {"id", "name"} else value for name, value in self.after.items()}
        event.subject.change(by=by, was=was, origin=f"undo:{event.id}", **back)


class Assigned(Kind, name="*.assigned", icon="user-share"):
    was: Ref
    owner: Ref

    def sentence(self) -> str:
        return _("Ответственный: %(was)s → %(owner)s") % {"was": self.was.name or "—", "owner": self.owner.name or "—"}

    def told(self, event: Event) -> list[int]:
        return [self.owner.id] if self.owner.id and self.owner.id != event.actor_id else []

    def undo(self, event: Event, *, by: Any) -> None:
        from vatman.team.models import Member

        event.subject.assign(Member.objects.filter(pk=self.was.id).first(), by=by)


class Trashed(Kind, name="*.trashed", icon="trash", tone="bad", personal=["title"]):
    title: str

    def sentence(self) -> str:
        return _("В корзине: %(title)s") % {"title": self.title}

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.restore(by=by)


class Restored(Kind, name="*.restored", icon="arrow-back-up", personal=["title"]):
    title: str

    def sentence(self) -> str:
        return _("Возвращено из корзины: %(title)s") % {"title": self.title}


class NoteAdded(Kind, name="note.added", icon="note", personal=["text"]):
    note: int
    text: str
    mentions: list[int] = []

    def sentence(self) -> str:
        return _("Заметка")

    def body(self) -> str:
        return self.text

    def told(self, event: Event) -> list[int]:
        return [one for one in self.mentions if one != event.actor_id]

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.trash(by=by)


class FileAdded(Kind, name="file.added", icon="paperclip", personal=["title"]):
    file: int
    title: str

    def sentence(self) -> str:
        return _("Файл: %(title)s") % {"title": self.title}

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.trash(by=by)


class FieldAdded(Kind, name="field.added", icon="forms"):
    title: str
    of: str
    of_kind: str

    def sentence(self) -> str:
        return _("Новое поле: %(title)s") % {"title": self.title}
