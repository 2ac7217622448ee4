"""A change of stage of many deals taken back: they stand where they stood, since when they stood there."""

from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime

from vatman.events.recording import record_all
from vatman.records.copying import write_rows
from vatman.records.history import Spot

from ..models import Deal, LossReason, Stage, StageMove
from ..models.movable import _kind

Stood = dict[str, Any]
COLUMNS = ("stage", "pipeline", "state", "stage_since", "rots_on", "closed_on", "loss_reason")


def standing(deals: list[Deal]) -> dict[int, Stood]:
    """Where deals stand, as plain JSON."""
    return {
        one.pk: {
            "stage_id": one.stage_id,
            "stage_since": one.stage_since.isoformat(),
            "rots_on": one.rots_on.isoformat() if one.rots_on else None,
            "closed_on": one.closed_on.isoformat() if one.closed_on else None,
            "loss_reason_id": one.loss_reason_id,
        }
        for one in deals
    }


@transaction.atomic
def move_back(before: dict[int, Stood], *, made: str, by: Any, origin: str) -> set[int]:
    """Those of the deals that nobody has moved since the change whose origin is `made`. Its moves are gone from their way, so
    that no report counts what was a mistake; the log remembers both."""
    made_moves = StageMove.objects.filter(deal__in=before, origin=made).order_by("pk").only("deal", "at")
    moves = {move.deal_id: move for move in made_moves}
    stages = Stage.objects.living().in_bulk()
    known = Stage.objects.in_bulk()
    deals = (
        Deal.objects.filter(pk__in=moves).order_by("pk").select_for_update(of=("self",)).only("stage", "stage_since")
    )
    still = [one for one in deals if one.stage_since == moves[one.pk].at and before[one.pk]["stage_id"] in stages]
    if not still:
        return set()
    write_rows(Deal, {one.pk: _whole(before[one.pk], stages) for one in still}, COLUMNS)
    StageMove.objects.filter(pk__in=[moves[one.pk].pk for one in still]).delete()
    reasons = LossReason.objects.in_bulk()
    told = (
        (
            _kind(known[one.stage_id], stages[stood["stage_id"]], reasons.get(stood["loss_reason_id"] or 0)),
            Spot("deal", one.pk),
        )
        for one in still
        if (stood := before[one.pk])
    )
    record_all(told, by=by, origin=origin)
    return {one.pk for one in still}


def _whole(stood: Stood, stages: dict[int, Stage]) -> dict[str, Any]:
    stage = stages[stood["stage_id"]]
    return stood | {
        "pipeline_id": stage.pipeline_id,
        "state": stage.kind,
        "stage_since": parse_datetime(stood["stage_since"]),
    }
