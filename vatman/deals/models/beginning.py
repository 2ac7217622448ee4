"""New deals, many at once, with the way they have already gone."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.events.kinds import Ref
from vatman.records.copying import copy_in, stamp_all
from vatman.records.history import Happened, record_history
from vatman.web.errors import Refused

from .lines import DealLine, sum_of, unsaved
from .move import StageMove
from .pipeline import LossReason, Stage


class Beginning:
    """The set form of `start`."""

    model: Any

    @transaction.atomic
    def start_all(self, deals: Iterable[Any], *, by: Any, origin: str = "", at: datetime | None = None) -> list[Any]:
        """Unsaved deals, in any stage: a file or a history brings closed ones too.

        `new_moves` of a deal are its unsaved StageMoves in order, the first one its birth; without them it is born where it
        stands, at `at` or its own `created_at`. `new_people` are its contacts besides the main one, `new_lines` its clean lines. An owner left empty stays
        nobody. A lost deal needs its `loss_reason` (its own or its last move's). Events carry the moments of the moves.
        """
        new = list(deals)
        stages, reasons = _by_key(Stage, "stage", new), _by_key(LossReason, "loss_reason", new)
        stamp_all(new, by=by, origin=origin)
        for deal in new:
            _walk(deal, stages, by=by, origin=origin, at=at)
            _stand(deal, stages, reasons)
        _name(new)
        lined = _lined(new)
        copy_in(self.model, new)
        _keep_ways(self.model, new)
        copy_in(DealLine, (line for deal in lined for line in unsaved(deal, deal.new_lines)))
        record_history(_told(new, stages), origin=origin)
        self.found_all(new)  # type: ignore[attr-defined]
        return new

    @transaction.atomic
    def retell_steps(self, ids: Iterable[int]) -> None:
        """Each of these deals learns its next step anew: its open task due first, or none. One UPDATE for all."""
        from .steps import retell

        retell(self.model, sorted(set(ids)))


def _by_key(model: type[models.Model], name: str, deals: list[Any]) -> dict[int, Any]:
    """Stages or reasons by key: those at hand, and the rest of the table, which is small."""
    return {
        **model._default_manager.in_bulk(),
        **{one.pk: one for deal in deals if (one := deal._state.fields_cache.get(name))},
    }


def _walk(deal: Any, stages: dict[int, Stage], *, by: Any, origin: str, at: datetime | None) -> None:
    """The deal's moves, whole: from where, by whom, and how long it stood there."""
    moves = getattr(deal, "new_moves", None) or [
        StageMove(stage=stages[deal.stage_id], at=at or deal.created_at, by=by)
    ]
    if moves[-1].stage_id != deal.stage_id:
        raise ValueError(f"The last move of «{deal.title}» does not lead to its stage")
    before: StageMove | None = None
    for move in moves:
        move.origin = move.origin or origin
        if before:
            move.was_id, move.spent = before.stage_id, move.at - before.at
        before = move
    deal.new_moves = moves


def _stand(deal: Any, stages: dict[int, Stage], reasons: dict[int, LossReason]) -> None:
    from .deal import rot_day

    stage, last = stages[deal.stage_id], deal.new_moves[-1]
    deal.pipeline_id, deal.state, deal.stage_since = stage.pipeline_id, stage.kind, last.at
    deal.attention_at = deal.next_step_at or last.at
    deal.started_on = deal.started_on or timezone.localdate(deal.new_moves[0].at)
    deal.rots_on = rot_day(stage, last.at) if stage.is_open else None
    deal.closed_on = None if stage.is_open else deal.closed_on or timezone.localdate(last.at)
    if stage.kind != Stage.Kind.LOST:
        deal.loss_reason_id = None
        return
    deal.loss_reason_id = deal.loss_reason_id or last.reason_id
    if deal.loss_reason_id is None:
        raise Refused(fields={"reason": _("Скажите, почему отказ")}, code="reason_needed")
    last.reason = reasons[deal.loss_reason_id]


def _name(deals: list[Any]) -> None:
    nameless = [deal for deal in deals if not deal.title.strip()]
    prefetch_related_objects(nameless, "company", "contact")
    for deal in nameless:
        deal.title = str(deal.client or _("Новая сделка"))
    for deal in deals:
        deal.title = deal.title.strip()[:200]


def _lined(deals: list[Any]) -> list[Any]:
    """Those with lines, whose sum is theirs."""
    lined = [deal for deal in deals if deal.__dict__.get("new_lines")]
    for deal in lined:
        deal.amount = sum_of(deal.new_lines)
    return lined


def _keep_ways(model: Any, deals: list[Any]) -> None:
    people = model.people.through
    besides = (
        (deal.pk, one.pk)
        for deal in deals
        for one in dict.fromkeys(getattr(deal, "new_people", []))
        if one.pk != deal.contact_id
    )
    copy_in(people, (people(deal_id=deal, contact_id=contact) for deal, contact in besides))
    for deal in deals:
        for move in deal.new_moves:
            move.deal_id = deal.pk
    copy_in(StageMove, (move for deal in deals for move in deal.new_moves))


def _told(deals: list[Any], stages: dict[int, Stage]) -> Iterator[Happened]:
    from ..events import DealSlept, DealStarted
    from .movable import _kind

    for deal in deals:
        birth, *further = deal.new_moves
        born = DealStarted(title=deal.title, stage=Ref.of(stages[birth.stage_id]))
        yield Happened(birth.at, birth.by_id, born, deal)
        if deal.sleeps_until and deal.is_open:
            last = deal.new_moves[-1]
            yield Happened(last.at, last.by_id, DealSlept(until=deal.sleeps_until.isoformat()), deal)
        for move in further:
            yield Happened(move.at, move.by_id, _kind(stages[move.was_id], stages[move.stage_id], move.reason), deal)
