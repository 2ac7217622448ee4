"""What happens to any card: «*» stands for the thing's own word."""

from datetime import datetime
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from pydantic import PrivateAttr

from vatman.events.kinds import Kind, Ref
from vatman.events.models import Event
from vatman.events.privacy import hidden

from .wording import custom_fields, field_title, value_words


class Changed(Kind, name="*.changed", icon="pencil", personal=["before", "after"]):
    minor = True
    before: dict[str, Any]
    after: dict[str, Any]
    _fields: dict[str, Any] | None = PrivateAttr(default=None)
    _members: dict[int, str] | None = PrivateAttr(default=None)

    @classmethod
    def prepare(cls, details: list["Changed"]) -> None:
        fields = custom_fields(name for one in details for name in one.after)
        for one in details:
            one._fields = fields
        people = {value for one in details for value in one._people()}
        from vatman.team.models import Member

        names = dict(Member.objects.filter(pk__in=people).values_list("pk", "name")) if people else {}
        for one in details:
            one._members = names

    def sentence(self) -> str:
        """One field with its values, «Город: Москва → Тверь»; of several only the names."""
        if self._fields is None:
            Changed.prepare([self])
        titles = [field_title(name, self._fields or {}) for name in self.after]
        if len(titles) != 1:
            return _("Изменено: %(fields)s") % {"fields": ", ".join(titles)}
        [(name, value)] = self.after.items()
        words = {"was": self._words(name, self.before.get(name)), "now": self._words(name, value)}
        return _("%(field)s: %(was)s → %(now)s") % {"field": titles[0][:1].upper() + titles[0][1:], **words}

    def _words(self, name: str, value: Any) -> str:
        field = (self._fields or {}).get(name)
        kind = field.kind if field else "money" if name == "amount" else ""
        return value_words(value, kind, self._members)[:120]

    def _people(self) -> list[int]:
        fields = self._fields or {}
        named = [name for name in self.after if name in fields and fields[name].kind == "member"]
        return [
            value for name in named for value in (self.before.get(name), self.after[name]) if isinstance(value, int)
        ]

    def changes(self) -> dict[str, list[Any]]:
        return {name: [self.before.get(name), value] for name, value in self.after.items()}

    def undo(self, event: Event, *, by: Any) -> None:
        """Gives back what was before, if nobody has changed it since."""
        back = {
            name: value["id"] if isinstance(value, dict) and set(value) == {"id", "name"} else value
            for name, value in self.before.items()
        }
        was = {
            name: value["id"] if isinstance(value, dict) and set(value) == {"id", "name"} else value
            for name, value in self.after.items()
        }
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

        event.subject.assign(Member.objects.filter(pk=self.was.id).first(), by=by, origin=f"undo:{event.id}")


class Trashed(Kind, name="*.trashed", icon="trash", tone="bad", personal=["title"]):
    title: str

    def sentence(self) -> str:
        return _("В корзине: %(title)s") % {"title": self.title}

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.restore(by=by, origin=f"undo:{event.id}")


class Restored(Kind, name="*.restored", icon="arrow-back-up", personal=["title"]):
    title: str

    def sentence(self) -> str:
        return _("Возвращено из корзины: %(title)s") % {"title": self.title}


class NoteAdded(Kind, name="note.added", icon="note", personal=["text"]):
    altered_by = frozenset({"note.changed", "note.trashed", "note.restored"})
    note: int
    text: str
    mentions: list[int] = []
    _now: dict[str, Any] | None = PrivateAttr(default=None)
    _hidden: bool = PrivateAttr(default=False)

    @classmethod
    def prepare(cls, details: list["NoteAdded"]) -> None:
        """A note whose words were changed since is drawn as it stands now."""
        from .models import Note

        rows = Note.objects.filter(pk__in=[one.note for one in details]).values(
            "pk", "text", "changed_at", "trashed_at"
        )
        known: dict[int, dict[str, Any]] = {row["pk"]: dict(row) for row in rows}
        for one in details:
            one._now = known.get(one.note, {})

    def sentence(self) -> str:
        return _("Заметка")

    def body(self) -> str:
        if self._now is None or self.changed_at is None:
            return self.text
        text: str = self._now["text"]
        return hidden(text, "text", self.reach) if self._hidden else text

    def hide_reach(self) -> None:
        super().hide_reach()
        self._hidden = True

    @property
    def changed_at(self) -> datetime | None:
        return (self._now or {}).get("changed_at")

    @property
    def stands(self) -> bool:
        """Whether it is there to be changed: not in the trash, not forgotten."""
        return self._now is None or bool(self._now) and self._now["trashed_at"] is None

    def told(self, event: Event) -> list[int]:
        return [one for one in self.mentions if one != event.actor_id]

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.trash(by=by, origin=f"undo:{event.id}")


class NoteChanged(Kind, name="note.changed", icon="pencil", personal=["before", "after"]):
    before: str
    after: str
    mentions: list[int] = []

    def sentence(self) -> str:
        return _("Исправлена заметка, было: %(was)s") % {"was": Truncator(self.before).chars(160)}

    def changes(self) -> dict[str, list[Any]]:
        return {"text": [self.before, self.after]}

    def told(self, event: Event) -> list[int]:
        return [one for one in self.mentions if one != event.actor_id]

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.change(text=self.before, was=self.after, by=by, origin=f"undo:{event.id}")


class FileAdded(Kind, name="file.added", icon="paperclip", personal=["title"]):
    file: int
    title: str

    def sentence(self) -> str:
        return _("Файл: %(title)s") % {"title": self.title}

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.trash(by=by, origin=f"undo:{event.id}")


class FieldAdded(Kind, name="field.added", icon="forms"):
    title: str
    of: str
    of_kind: str

    def sentence(self) -> str:
        return _("Новое поле: %(title)s") % {"title": self.title}

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.archive(by=by, origin=f"undo:{event.id}")


class FieldChanged(Kind, name="field.changed", icon="forms"):
    """`title` as it was; of `before` and `after` only what changed: title, choices, former."""

    title: str
    before: dict[str, Any]
    after: dict[str, Any]

    def sentence(self) -> str:
        if "title" in self.after:
            return _("Поле: %(was)s → %(title)s") % {"was": self.title, "title": self.after["title"]}
        return _("Варианты поля «%(title)s»: %(choices)s") % {"title": self.title, "choices": self._choices()}

    def _choices(self) -> str:
        named = self.after.get("choices", [])
        return Truncator(", ".join(named)).chars(160)

    def changes(self) -> dict[str, list[Any]]:
        return {name: [self.before.get(name), value] for name, value in self.after.items() if name != "former"}

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.give_back(self.before, by=by, origin=f"undo:{event.id}")


class FieldsLinedUp(Kind, name="field.lined_up", icon="forms"):
    """`order`: keys of the fields as they stood before."""

    order: list[int]
    before: list[str]
    after: list[str]

    def sentence(self) -> str:
        return _("Порядок полей: %(fields)s") % {"fields": ", ".join(self.after)}

    def undo(self, event: Event, *, by: Any) -> None:
        field = event.subject
        type(field).objects.line_up(field.for_thing, self.order, by=by, origin=f"undo:{event.id}")


class FieldArchived(Kind, name="field.archived", icon="archive"):
    title: str
    of: str

    def sentence(self) -> str:
        return _("Поле убрано: %(title)s") % {"title": self.title}

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.bring_back(by=by, origin=f"undo:{event.id}")


class FieldRestored(Kind, name="field.restored", icon="forms"):
    title: str
    of: str

    def sentence(self) -> str:
        return _("Поле снова в карточках: %(title)s") % {"title": self.title}

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.archive(by=by, origin=f"undo:{event.id}")


class BulkDone(Kind, name="bulk.done", icon="checks"):
    """Of a change of many cards as a whole; each card tells of it by its own kind."""

    title: str
    of: str
    changed: int

    def sentence(self) -> str:
        return _("Разом: %(title)s — карточек %(changed)s") % {"title": self.title, "changed": self.changed}

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.undo(by=by, origin=f"undo:{event.id}")


class BulkUndone(Kind, name="bulk.undone", icon="arrow-back-up"):
    title: str
    of: str
    given_back: int
    stayed: int

    def sentence(self) -> str:
        return _("Вернули разом: %(title)s — карточек %(given_back)s, осталось %(stayed)s") % self.model_dump()


class ViewSaved(Kind, name="view.saved", icon="bookmark"):
    title: str

    def sentence(self) -> str:
        return _("Новый вид: %(title)s") % {"title": self.title}

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.trash(by=by, origin=f"undo:{event.id}")


class ViewChanged(Kind, name="view.changed", icon="bookmark"):
    title: str
    before: dict[str, Any]
    after: dict[str, Any]

    def sentence(self) -> str:
        if "name" in self.after:
            return _("Вид: %(was)s → %(now)s") % {"was": self.before["name"], "now": self.after["name"]}
        if "shared" in self.after:
            words = _("Вид «%(title)s» теперь общий") if self.after["shared"] else _("Вид «%(title)s» больше не общий")
            return words % {"title": self.title}
        return _("Вид «%(title)s» показывает другое") % {"title": self.title}

    def changes(self) -> dict[str, list[Any]]:
        return {name: [self.before.get(name), value] for name, value in self.after.items()}

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.change(by=by, was=self.after, origin=f"undo:{event.id}", **self.before)


class ViewTrashed(Kind, name="view.trashed", icon="bookmark-off"):
    title: str

    def sentence(self) -> str:
        return _("Вид убран: %(title)s") % {"title": self.title}

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.restore(by=by, origin=f"undo:{event.id}")


class ViewRestored(Kind, name="view.restored", icon="bookmark"):
    title: str

    def sentence(self) -> str:
        return _("Вид снова на месте: %(title)s") % {"title": self.title}


class Purged(Kind, name="*.purged", icon="trash-x", tone="bad"):
    """Of the organisation: what the trash has forgotten for good, by kind."""

    counts: dict[str, int]

    def sentence(self) -> str:
        from .queries import THINGS

        counted = (f"{THINGS.get(thing, thing)} — {count}" for thing, count in self.counts.items())
        return _("Корзина забыла навсегда: %(what)s") % {"what": ", ".join(counted)}
