from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.events.kinds import Ref
from vatman.events.models import Event
from vatman.events.recording import Trait, record
from vatman.web.errors import Conflict, Refused

from .needs import refuse_lacking
from .pipeline import LossReason, Stage

STANDING = ("stage", "pipeline", "state", "stage_since", "rots_on", "closed_on", "loss_reason")


class Movable(Trait):
    """How a deal goes along its pipeline: each step is a StageMove and one event."""

    @transaction.atomic
    def move_to(
        self,
        stage: Stage,
        *,
        by: Any,
        was: Stage | None = None,
        reason: LossReason | None = None,
        skip: str = "",
        origin: str = "",
    ) -> Event | None:
        """To another stage of the same or another pipeline. `was` is where the person saw it; a stage already left is a Conflict.
        `skip`: «soft» enters without what may be filled later, «all» without anything the stage asks for."""
        if self.stage_id == stage.pk or was is not None and self.stage_id != was.pk:
            self._look_again()
        if was is not None and self.stage_id != was.pk:
            raise Conflict(
                _("Сделку уже перевели: сейчас она в этапе «%(stage)s»") % {"stage": self.stage}, code="moved_meanwhile"
            )
        if self.stage_id == stage.pk:
            return None
        if stage.archived_at:
            raise Refused(_("Этапа «%(stage)s» больше нет на доске") % {"stage": stage}, code="stage_removed")
        if stage.kind == Stage.Kind.LOST and reason is None:
            raise Refused(fields={"reason": _("Скажите, почему отказ")}, code="reason_needed")
        refuse_lacking(stage, [self.pk], skip=skip, origin=origin)
        left, since, now = self.stage, self.stage_since, timezone.now()
        if not self._stand_in(stage, reason, now):  # a colleague was quicker
            self._look_again()
            return self.move_to(stage, by=by, was=was, reason=reason, skip=skip, origin=origin)
        self.moves.create(was=left, stage=stage, at=now, by=by, spent=now - since, reason=reason, origin=origin)
        return record(_kind(left, stage, reason), self, by=by, origin=origin)

    def _look_again(self) -> None:
        self.refresh_from_db(fields=list(STANDING), from_queryset=type(self)._base_manager.select_for_update())

    def _stand_in(self, stage: Stage, reason: LossReason | None, now: datetime) -> bool:
        """Only from where the deal was known to stand: whoever finds it elsewhere changes nothing."""
        from .deal import rot_day

        here = type(self)._base_manager.filter(pk=self.pk, stage=self.stage_id, stage_since=self.stage_since)
        values = {
            "stage": stage,
            "pipeline_id": stage.pipeline_id,
            "state": stage.kind,
            "stage_since": now,
            "rots_on": rot_day(stage, now) if stage.is_open else None,
            "closed_on": None if stage.is_open else timezone.localdate(now),
            "loss_reason": reason if stage.kind == Stage.Kind.LOST else None,
        }
        if not here.update(**values):
            return False
        for name, value in values.items():
            setattr(self, name, value)
        return True

    def win(self, *, by: Any, skip: str = "", origin: str = "") -> Event | None:
        return self.move_to(self.pipeline.stage_of(Stage.Kind.WON), by=by, skip=skip, origin=origin)

    def lose(self, reason: LossReason | None, *, by: Any, origin: str = "") -> Event | None:
        return self.move_to(self.pipeline.stage_of(Stage.Kind.LOST), reason=reason, by=by, origin=origin)

    def reopen(self, *, by: Any) -> Event | None:
        """Back to the open stage it was closed from."""
        if self.is_open:
            return None
        last = self.moves.filter(stage=self.stage, was__kind=Stage.Kind.OPEN, was__archived_at__isnull=True).last()
        return self.move_to(last.was if last else self.pipeline.first_stage(), by=by, skip="all")

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
