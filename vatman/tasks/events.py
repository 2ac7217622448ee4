"""What happens to tasks. They stand on the timeline of their deal or client."""

from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vatman.events.kinds import Kind
from vatman.events.models import Event
from vatman.ui.moments import clock, short_date

from .calling.results import RESULTS


def when(text: str) -> str:
    """A recorded due date in the reader's words."""
    moment = parse_datetime(text) if "T" in text else None
    if moment:
        return f"{short_date(localdate(moment))} {clock(moment)}"
    day = parse_date(text[:10])
    return short_date(day) if day else text


class TaskPlanned(Kind, name="task.planned", icon="calendar-plus", personal=["title"]):
    title: str
    of_kind: str
    due: str

    def sentence(self) -> str:
        return _("Задача на %(when)s: %(title)s") % {"when": when(self.due), "title": self.title}

    def told(self, event: Event) -> list[int]:
        task = event.subject
        return [task.owner_id] if task and task.owner_id and task.owner_id != event.actor_id else []

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.trash(by=by, origin=f"undo:{event.id}")


class TaskCompleted(Kind, name="task.completed", icon="checkbox", tone="good", personal=["title", "result"]):
    title: str
    of_kind: str
    result: str = ""

    def sentence(self) -> str:
        return _("Сделано: %(title)s") % {"title": self.title}

    def body(self) -> str:
        return self.result

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.resume(by=by, origin=f"undo:{event.id}")


class TaskResumed(Kind, name="task.resumed", icon="square", personal=["title"]):
    title: str

    def sentence(self) -> str:
        return _("Снова в работе: %(title)s") % {"title": self.title}


class TaskPostponed(Kind, name="task.postponed", icon="calendar-due", personal=["title"]):
    title: str
    was: str
    to: str

    def sentence(self) -> str:
        return _("Перенесено с %(was)s на %(to)s: %(title)s") % {
            "was": when(self.was),
            "to": when(self.to),
            "title": self.title,
        }

    def undo(self, event: Event, *, by: Any) -> None:
        moment = parse_datetime(self.was) if "T" in self.was else parse_date(self.was)
        event.subject.postpone(to=moment, by=by, origin=f"undo:{event.id}")


class TaskDue(Kind, name="task.due", icon="bell", personal=["title"]):
    """The hour has come. Recorded once per due moment, by the minute's job."""

    title: str
    owner: int

    def sentence(self) -> str:
        return _("Пора: %(title)s") % {"title": self.title}

    def told(self, event: Event) -> list[int]:
        return [self.owner]


class CallMade(Kind, name="call.made", icon="phone-outgoing", personal=["note"]):
    result: str
    note: str = ""
    attempt: int = 0

    def sentence(self) -> str:
        told = str(RESULTS[self.result].told) if self.result in RESULTS else self.result
        if self.attempt > 1:
            return _("%(told)s, попытка %(attempt)s") % {"told": told, "attempt": self.attempt}
        return told

    def body(self) -> str:
        return self.note

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.take_back(by=by, origin=f"undo:{event.id}")


class CallTakenBack(Kind, name="call.taken_back", icon="phone-off"):
    result: str

    def sentence(self) -> str:
        title = RESULTS[self.result].title if self.result in RESULTS else self.result
        return _("Звонок отменён: %(result)s") % {"result": title}


class CallListMade(Kind, name="call_list.made", icon="phone-plus"):
    title: str
    clients: int

    def sentence(self) -> str:
        return ngettext(
            "Новый обзвон «%(title)s»: %(count)s клиент", "Новый обзвон «%(title)s»: %(count)s клиентов", self.clients
        ) % {"title": self.title, "count": self.clients}

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.close(by=by, origin=f"undo:{event.id}")


class CallListChanged(Kind, name="call_list.changed", icon="pencil"):
    before: dict[str, Any]
    after: dict[str, Any]

    def sentence(self) -> str:
        return _("Обзвон изменён")

    def undo(self, event: Event, *, by: Any) -> None:
        from vatman.team.models import Member

        was = dict(self.before)
        if "people" in was:
            was["people"] = list(Member.objects.filter(pk__in=was["people"]))
        event.subject.change(by=by, origin=f"undo:{event.id}", **was)


class CallListClosed(Kind, name="call_list.closed", icon="phone-off"):
    title: str

    def sentence(self) -> str:
        return _("Обзвон закрыт: %(title)s") % {"title": self.title}

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.reopen(by=by, origin=f"undo:{event.id}")


class CallListReopened(Kind, name="call_list.reopened", icon="phone"):
    title: str

    def sentence(self) -> str:
        return _("Обзвон открыт снова: %(title)s") % {"title": self.title}

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.close(by=by, origin=f"undo:{event.id}")


class OfferSent(Kind, name="offer.sent", icon="send", personal=["to"]):
    """`to` is a name: an address would be read on the deal by those who may not see it on the client."""

    to: str = ""

    def sentence(self) -> str:
        return _("КП отправлено: %(to)s") % {"to": self.to} if self.to else _("КП отправлено")

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.take_back(by=by, origin=f"undo:{event.id}")


class OfferTakenBack(Kind, name="offer.taken_back", icon="send-off"):
    def sentence(self) -> str:
        return _("КП не отправляли")


class OfferLetterChanged(Kind, name="offer_letter.changed", icon="mail"):
    before: dict[str, Any]
    after: dict[str, Any]

    def sentence(self) -> str:
        return _("Изменено письмо с КП")

    def undo(self, event: Event, *, by: Any) -> None:
        from vatman.records.models import File

        letter = event.subject
        was = {"subject": letter.subject, "text": letter.text} | {
            key: value for key, value in self.before.items() if key != "file"
        }
        pinned = File.objects.filter(pk=self.before.get("file") or 0).first()
        letter.change(by=by, pinned=pinned, origin=f"undo:{event.id}", **was)
