"""What happens to deals and to the stages they go through."""

from typing import Any

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
        event.subject.trash(by=by)


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
        deal.move_to(Stage.objects.get(pk=self.was.id), was=Stage.objects.get(pk=self.stage.id), reason=reason, by=by, origin=f"undo:{event.id}")


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
