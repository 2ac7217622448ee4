from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.events.recording import record_all
from vatman.records.copying import copy_in
from vatman.records.history import Spot
from vatman.records.models import RecordQuerySet
from vatman.web.errors import Refused

from .beginning import Beginning
from .lines import clean_lines
from .morning import Waking
from .needs import needs_of, refuse_lacking
from .payments import PaidSets
from .pipeline import LossReason, Pipeline, Stage

CHUNK = 5000


class DealQuerySet(Beginning, Waking, PaidSets, RecordQuerySet):
    """Verbs for many deals at once; the verb of one deal is the set of one."""

    @transaction.atomic
    def start(
        self,
        *,
        by: Any,
        owner: Any = None,
        stage: Stage | None = None,
        people: list[Any] | None = None,
        lines: list[dict[str, Any]] | None = None,
        skip: str = "",
        origin: str = "",
        **values: Any,
    ) -> Any:
        """A new deal in its first stage, with its first StageMove. Further on it needs what is hard there, unless `skip` is «all»."""
        stage = stage or (values.get("pipeline") or Pipeline.objects.default()).first_stage()
        if not stage.is_open:
            raise Refused(fields={"stage": _("Сделка начинается в открытом этапе")})
        currency = by.organisation.currency if by else "RUB"
        deal = self.model(
            **{"owner": owner or by, "currency": currency, **values, "stage": stage, "pipeline": stage.pipeline}
        )
        deal.new_people, deal.new_lines = people or [], clean_lines(lines or [])
        self.start_all([deal], by=by, origin=origin)
        if stage.needs and stage.pk != stage.pipeline.first_stage().pk:
            refuse_lacking(stage, [deal.pk], skip=skip or "soft", origin=origin)
        return deal

    @transaction.atomic
    def move_all(
        self,
        rows: models.QuerySet,
        to: Stage,
        *,
        by: Any,
        reason: LossReason | None = None,
        origin: str = "",
        check: bool = True,
        skip: str = "",
    ) -> int:
        """Moves many deals to one stage; the same guards, StageMoves and events as a single move. If any of them lacks what the
        stage asks for, none is moved: `ready_for` are those that can be."""
        from .movable import _kind
        from .move import StageMove

        if to.kind == Stage.Kind.LOST and reason is None and check:
            raise Refused(fields={"reason": _("Скажите, почему отказ")}, code="reason_needed")
        now, moved = timezone.now(), 0
        ids = list(rows.exclude(stage=to).values_list("pk", flat=True))
        for start in range(0, len(ids), CHUNK):
            rows = self.model.objects.filter(pk__in=ids[start : start + CHUNK]).order_by("pk")
            part = list(rows.select_for_update(of=("self",)).only("pk", "stage", "stage_since"))
            refuse_lacking(to, [deal.pk for deal in part], skip=skip, origin=origin)
            same = {
                "stage_id": to.pk,
                "at": now,
                "by_id": by and by.pk,
                "reason_id": reason and reason.pk,
                "origin": origin,
            }
            moves = (
                StageMove(deal_id=deal.pk, was_id=deal.stage_id, spent=now - deal.stage_since, **same) for deal in part
            )
            copy_in(StageMove, moves)
            left = Stage.objects.in_bulk({deal.stage_id for deal in part})
            kinds = {pk: _kind(stage, to, reason) for pk, stage in left.items()}
            record_all(((kinds[deal.stage_id], Spot("deal", deal.pk)) for deal in part), by=by, origin=origin)
            self.model.objects.filter(pk__in=[deal.pk for deal in part])._stand_all(to, reason, now)
            moved += len(part)
        return moved

    def ready_for(self, stage: Stage) -> "DealQuerySet":
        """Those that lack nothing the stage cannot do without."""
        rows = self
        for need in needs_of(stage) if stage.needs else ():
            rows = rows.filter(need.filled) if need.hard else rows
        return rows

    def _stand_all(self, to: Stage, reason: LossReason | None, now: Any) -> None:
        from .deal import rot_day

        self.update(
            stage=to, pipeline=to.pipeline_id, state=to.kind, stage_since=now,
            rots_on=rot_day(to, now) if to.is_open else None,
            closed_on=None if to.is_open else timezone.localdate(now),
            loss_reason=reason if to.kind == Stage.Kind.LOST else None,
        )  # fmt: skip

    def recount_rot(self) -> None:
        """After a stage's patience or the calendar has changed."""
        from .deal import rot_day

        deals = list(self.select_related("stage").only("stage", "stage_since", "rots_on"))
        for deal in deals:
            deal.rots_on = rot_day(deal.stage, deal.stage_since)
        self.model.objects.bulk_update(deals, ["rots_on"], batch_size=CHUNK)
