"""What happens to an import as a whole; what it does to each card is told by the cards' own kinds, with its origin."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vatman.events.kinds import Kind
from vatman.events.models import Event


class ImportBegun(Kind, name="import.begun", icon="file-import"):
    title: str

    def sentence(self) -> str:
        return _("Загрузка начата: %(title)s") % {"title": self.title}


class ImportResumed(Kind, name="import.resumed", icon="player-play"):
    title: str

    def sentence(self) -> str:
        return _("Загрузка продолжена: %(title)s") % {"title": self.title}


class ImportFinished(Kind, name="import.finished", icon="file-check", tone="good"):
    title: str
    read: int
    created: int
    joined: int
    skipped: int

    def sentence(self) -> str:
        return (
            _("Загружено: %(title)s — новых %(created)s, уже было %(joined)s, пропущено %(skipped)s")
            % self.model_dump()
        )

    def told(self, event: Event) -> list[int]:
        return [event.subject.owner_id] if event.subject else []

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.undo(by=by)


class RowsHeldBack(Kind, name="import.held_back", icon="git-compare"):
    """Rows of a manager's file that met clients of colleagues: told to whoever heads the manager."""

    title: str
    rows: int
    heads: list[int]

    def sentence(self) -> str:
        text = ngettext(
            "%(title)s: %(rows)s строка ждёт решения, клиент уже у коллеги",
            "%(title)s: %(rows)s строк ждут решения, клиенты уже у коллег",
            self.rows,
        )
        return text % {"title": self.title, "rows": self.rows}

    def told(self, event: Event) -> list[int]:
        return self.heads


class ImportUndone(Kind, name="import.undone", icon="file-x"):
    title: str
    gone: int
    given_back: int
    stayed: int

    def sentence(self) -> str:
        return (
            _("Загрузка отменена: %(title)s — убрано %(gone)s, возвращено %(given_back)s, осталось %(stayed)s")
            % self.model_dump()
        )


class DoubtDecided(Kind, name="import.doubt_decided", icon="git-compare"):
    reason: str
    joined: bool

    def sentence(self) -> str:
        return _("Сомнительная пара: один клиент") if self.joined else _("Сомнительная пара: разные клиенты")
