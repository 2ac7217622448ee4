"""From an open card to the next one, in the order and through the filter it was opened from.

A place is kept in the link as it was when the card was opened: `<stage>.<cursor>`, so that finishing a step, which
moves the card on the board, does not throw the reader elsewhere.
"""

from typing import Any

from vatman.web import cursors

from ..filters import BoardFilter
from ..models import Deal, Stage
from .board import ORDER, column_rows, stages_of


def place_of(deal: Deal) -> str:
    order = ORDER[deal.stage.kind]
    return f"{deal.stage_id}.{cursors.encode([getattr(deal, term.lstrip('-')) for term in order])}"


def neighbour(member: Any, filter_: BoardFilter, deal: Deal, place: str, step: int) -> Deal | None:
    """The deal after (`step` 1) or before (-1) this place on the board."""
    stages = [stage for stage in stages_of(deal.pipeline) if stage.kind != Stage.Kind.LOST or stage.pk == deal.stage_id]
    key, _dot, cursor = (place or place_of(deal)).partition(".")
    at = next((index for index, stage in enumerate(stages) if str(stage.pk) == key), None)
    if at is None:
        return None
    beyond = stages[at:] if step > 0 else stages[at::-1]
    for stage in beyond:
        order = ORDER[stage.kind] if step > 0 else tuple(_turned(term) for term in ORDER[stage.kind])
        rows = column_rows(member, filter_, stage).exclude(pk=deal.pk)
        if found := cursors.page(rows, order, cursor=cursor, limit=1).items:
            return found[0]
        cursor = ""
    return None


def _turned(term: str) -> str:
    return term[1:] if term.startswith("-") else f"-{term}"
