"""What happens to deals and to the stages they go through."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from vatman.events.kinds import Kind, Ref
from vatman.events.models import Event
from vatman.team.events import Changed


class DealStarted(Kind, name="deal.started", icon="file-plus", personal=["title"]):
    title: str
    stage: Ref

    def sentence(self) -> str:
        return _("Новая сделка в этапе «%(stage)s»") % {"stage": self.stage.name}

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.trash(by=by, origin=f"undo:{event.id}")


class Moved(Kind):
    was: Ref
    stage: Ref

    def changes(self) -> dict[str, list[Any]]:
        return {"stage": [self.was.name, self.stage.name]}

    def undo(self, event: Event, *, by: Any) -> None:
        from .models import LossReason, Stage

        deal = event.subject
        back = deal.moves.filter(stage_id=self.was.id).last()
        reason = back.reason if back and back.reason else LossReason.objects.first()
        deal.move_to(
            Stage.objects.get(pk=self.was.id or 0),
            was=Stage.objects.get(pk=self.stage.id or 0),
            reason=reason,
            by=by,
            origin=f"undo:{event.id}",
        )


class DealMoved(Moved, name="deal.moved", icon="arrow-right"):
    def sentence(self) -> str:
        return _("Этап: %(was)s → %(stage)s") % {"was": self.was.name, "stage": self.stage.name}


class DealWon(Moved, name="deal.won", icon="trophy", tone="good"):
    def sentence(self) -> str:
        return _("Продажа")


class DealLost(Moved, name="deal.lost", icon="circle-x", tone="bad"):
    reason: Ref

    def sentence(self) -> str:
        return _("Отказ: %(reason)s") % {"reason": self.reason.name}


class DealReopened(Moved, name="deal.reopened", icon="rotate"):
    def sentence(self) -> str:
        return _("Снова в работе, этап «%(stage)s»") % {"stage": self.stage.name}


class StageAdded(Kind, name="stage.added", icon="columns"):
    title: str

    def sentence(self) -> str:
        return _("Новый этап: %(title)s") % {"title": self.title}


class StageChanged(Changed, name="stage.changed", icon="columns"):
    def sentence(self) -> str:
        return _("Изменён этап")


class StageRemoved(Kind, name="stage.removed", icon="columns-off"):
    title: str

    def sentence(self) -> str:
        return _("Этап убран с доски: %(title)s") % {"title": self.title}


class DealSlept(Kind, name="deal.slept", icon="moon"):
    was: str = ""
    until: str

    def sentence(self) -> str:
        from vatman.ui.moments import short_date

        return _("Спит до %(day)s") % {"day": short_date(date.fromisoformat(self.until))}

    def undo(self, event: Event, *, by: Any) -> None:
        _sleep_again(event, self.was, by)


class DealWoken(Kind, name="deal.woken", icon="sun"):
    was: str = ""

    def sentence(self) -> str:
        return _("Снова на доске")

    def undo(self, event: Event, *, by: Any) -> None:
        _sleep_again(event, self.was, by)


def _sleep_again(event: Event, was: str, by: Any) -> None:
    from django.utils.dateparse import parse_date

    event.subject.sleep_until(parse_date(was) if was else None, by=by, origin=f"undo:{event.id}")


class DealPersonAdded(Kind, name="deal.person_added", icon="user-plus"):
    person: Ref

    def sentence(self) -> str:
        return _("Ещё один человек: %(name)s") % {"name": self.person.name}

    def undo(self, event: Event, *, by: Any) -> None:
        from vatman.clients.models import Contact

        event.subject.remove_person(Contact.objects.get(pk=self.person.id or 0), by=by, origin=f"undo:{event.id}")


class DealPersonRemoved(Kind, name="deal.person_removed", icon="user-minus"):
    person: Ref

    def sentence(self) -> str:
        return _("Больше не участвует: %(name)s") % {"name": self.person.name}

    def undo(self, event: Event, *, by: Any) -> None:
        from vatman.clients.models import Contact

        event.subject.add_person(Contact.objects.get(pk=self.person.id or 0), by=by, origin=f"undo:{event.id}")


class DealLined(Kind, name="deal.lined", icon="list-numbers", personal=["before", "after"]):
    """Lines are dicts of what, quantity, price; `was_amount` is the sum before."""

    before: list[dict[str, str]] = []
    after: list[dict[str, str]] = []
    was_amount: str | None = None
    currency: str = "RUB"

    def sentence(self) -> str:
        from vatman.ui.numbers import money

        from .models.lines import sum_of

        if not self.after:
            return _("Строки заказа убраны")
        what = Truncator(", ".join(line["what"] for line in self.after)).chars(80)
        return _("Состав заказа: %(what)s — %(sum)s") % {"what": what, "sum": money(sum_of(self.after), self.currency)}

    def changes(self) -> dict[str, list[Any]]:
        return {"lines": [self.before, self.after]}

    def undo(self, event: Event, *, by: Any) -> None:
        amount = None if self.was_amount is None else Decimal(self.was_amount)
        event.subject.set_lines(self.before, was=self.after, amount=amount, by=by, origin=f"undo:{event.id}")


class DealRepeated(Kind, name="deal.repeated", icon="repeat"):
    deal: Ref

    def sentence(self) -> str:
        return _("Заказ повторён: «%(deal)s»") % {"deal": self.deal.name}

    def undo(self, event: Event, *, by: Any) -> None:
        from .models import Deal

        if again := Deal.objects.filter(pk=self.deal.id or 0).first():
            again.trash(by=by, origin=f"undo:{event.id}")


class Money(Kind):
    """A payment of a deal. `on` is the day it came, in ISO 8601; `note` whatever was written beside it."""

    payment: int
    amount: str
    on: str
    currency: str = "RUB"
    note: str = ""

    @classmethod
    def of(cls, payment: Any, deal: Any) -> Any:
        return cls(
            payment=payment.pk, amount=format(payment.amount, "f"), on=payment.paid_on.isoformat(), currency=deal.currency, note=payment.note
        )  # fmt: skip

    def words(self) -> dict[str, str]:
        from vatman.ui.moments import short_date
        from vatman.ui.numbers import money

        note = f" · {self.note}" if self.note else ""
        return {
            "sum": money(abs(Decimal(self.amount)), self.currency),
            "day": short_date(date.fromisoformat(self.on)) + note,
        }


class DealPaid(Money, name="deal.paid", icon="cash", tone="good", personal=["note"]):
    def sentence(self) -> str:
        return (
            _("Возврат %(sum)s, %(day)s") if self.amount.startswith("-") else _("Оплата %(sum)s, %(day)s")
        ) % self.words()

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.drop_payment(self.payment, by=by, origin=f"undo:{event.id}")


class DealPaymentDropped(Money, name="deal.payment_dropped", icon="cash-off", personal=["note"]):
    def sentence(self) -> str:
        return _("Оплата убрана: %(sum)s, %(day)s") % self.words()

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.take_payment(
            Decimal(self.amount), on=date.fromisoformat(self.on), note=self.note, by=by, origin=f"undo:{event.id}"
        )


class DealShared(Kind, name="deal.shared", icon="users-group"):
    """Parts are dicts of member (its key), name, role, share in per cent."""

    before: list[dict[str, Any]] = []
    after: list[dict[str, Any]] = []

    def sentence(self) -> str:
        from .models.team import role_words

        if not self.after:
            return _("Участников больше нет")
        shares = [f" {part['share']} %" if part["share"] else "" for part in self.after]
        said = (
            f"{part['name']} — {role_words(part['role'])}{share}"
            for part, share in zip(self.after, shares, strict=True)
        )
        return _("Участвуют: %(who)s") % {"who": ", ".join(said)}

    def changes(self) -> dict[str, list[Any]]:
        return {"participants": [self.before, self.after]}

    def told(self, event: Event) -> list[int]:
        """Those who were not among them."""
        known = {part["member"] for part in self.before} | {event.actor_id}
        return sorted({part["member"] for part in self.after} - known)

    def undo(self, event: Event, *, by: Any) -> None:
        event.subject.share_out(self.before, was=self.after, by=by, origin=f"undo:{event.id}")


class PipelineOpened(Kind, name="pipeline.opened", icon="columns"):
    title: str

    def sentence(self) -> str:
        return _("Новая воронка: %(title)s") % {"title": self.title}


class PipelineChanged(Changed, name="pipeline.changed", icon="columns"):
    def sentence(self) -> str:
        return _("Изменена воронка")


class PipelineClosed(Kind, name="pipeline.closed", icon="columns-off"):
    title: str

    def sentence(self) -> str:
        return _("Воронка убрана: %(title)s") % {"title": self.title}


class WordAdded(Kind, name="*.word_added", icon="list"):
    title: str

    def sentence(self) -> str:
        return _("Добавлено в список: %(title)s") % {"title": self.title}


class WordRenamed(Kind, name="*.word_renamed", icon="list"):
    was: str
    title: str

    def sentence(self) -> str:
        return _("В списке: %(was)s → %(title)s") % {"was": self.was, "title": self.title}


class WordRemoved(Kind, name="*.word_removed", icon="list"):
    title: str

    def sentence(self) -> str:
        return _("Убрано из списка: %(title)s") % {"title": self.title}
