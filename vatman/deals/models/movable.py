from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.events.kinds import Ref
from vatman.events.models import Event
from vatman.events.recording import Trait, record
from vatman.web.errors import Conflict, Refused

from .pipeline import LossReason, Stage


class Movable(Trait):
    """How a deal goes along its pipeline: each step is a StageMove and one event."""

    @transaction.atomic
    def move_to(
        self, stage: Stage, *, by: Any, was: Stage | None = None, reason: LossReason | None = None, origin: str = ""
    ) -> Event | None:
        """To another stage of the same or another pipeline. `was` is where the person saw it; a stage already left is a Conflict."""
        from .deal import Deal

        current = Deal.objects.select_for_update(of=("self",)).select_related("stage").get(pk=self.pk)
        if was is not None and current.stage_id != was.pk:
            raise Conflict(
                _("Сделку уже перевели: сейчас она в этапе «%(stage)s»") % {"stage": current.stage},
                code="moved_meanwhile",
            )
        if current.stage_id == stage.pk:
            return None
        if stage.archived_at:
            raise Refused(_("Этапа «%(stage)s» больше нет на доске") % {"stage": stage}, code="stage_removed")
        if stage.kind == Stage.Kind.LOST and reason is None:
            raise Refused(fields={"reason": _("Скажите, почему отказ")}, code="reason_needed")
        now = timezone.now()
        self._stand_in(stage, reason, now)
        self.moves.create(
            was=current.stage, stage=stage, at=now, by=by, spent=now - current.stage_since, reason=reason, origin=origin
        )
        return record(_kind(current.stage, stage, reason), self, by=by, origin=origin)

    def _stand_in(self, stage: Stage, reason: LossReason | None, now: datetime) -> None:
        from .deal import rot_day

        self.stage, self.pipeline_id, self.state = stage, stage.pipeline_id, stage.kind
        self.stage_since, self.rots_on = now, rot_day(stage, now) if stage.is_open else None
        self.closed_on = None if stage.is_open else timezone.localdate(now)
        self.loss_reason = reason if stage.kind == Stage.Kind.LOST else None
        self.save(update_fields=["stage", "pipeline", "state", "stage_since", "rots_on", "closed_on", "loss_reason"])

    def win(self, *, by: Any, origin: str = "") -> Event | None:
        return self.move_to(self.pipeline.stage_of(Stage.Kind.WON), by=by, origin=origin)

    def lose(self, reason: LossReason | None, *, by: Any, origin: str = "") -> Event | None:
        return self.move_to(self.pipeline.stage_of(Stage.Kind.LOST), reason=reason, by=by, origin=origin)

    def reopen(self, *, by: Any) -> Event | None:
        """Back to the open stage it was closed from."""
        if self.is_open:
            return None
        last = self.moves.filter(stage=self.stage, was__kind=Stage.Kind.OPEN, was__archived_at__isnull=True).last()
        return self.move_to(last.was if last else self.pipeline.first_stage(), by=by)

    @property
    def passed(self) -> models.QuerySet:
        return self.moves.select_related("stage", "was", "by", "reason")


def _kind(was: Stage, stage: Stage, reason: LossReason | None) -> Any:
    from ..events import DealLost, DealMoved, DealReopened, DealWon

    where = {"was": Ref.of(was), "stage": Ref.of(stage)}
    if stage.kind == Stage.Kind.WON:
        return DealWon(**where)
    if stage.kind == Stage.Kind.LOST:
        return DealLost(**where, reason=Ref.of(reason))
    return DealMoved(**where) if was.is_open else DealReopened(**where)
