"""What deals of a file lack to stand where the file has them: told, never refused."""

from typing import Any

from vatman.deals.models import Stage
from vatman.deals.models.needs import lacking

from ..shapes import Problem
from .dealing import DealCard
from .result import Result


def tell_lacking(results: list[Result], moved: list[DealCard]) -> None:
    """One query for all stages, two for each that asks for something. Deals are already written, `moved` those that went on."""
    stages = Stage.objects.exclude(needs={}).in_bulk()
    if not stages:
        return
    gone = {id(card) for card in moved}
    rows: dict[int, dict[int, Any]] = {}
    for result in results:
        card = result.deal
        if isinstance(card, DealCard) and (card in result.made or id(card) in gone):
            stage = card.moved[0].pk if card.moved else card.obj.stage_id
            rows.setdefault(stage, {})[card.obj.pk] = result
    for pk, of_stage in rows.items():
        for deal, needs in lacking(stages[pk], of_stage).items() if pk in stages else ():
            said = f"{stages[pk]}: {', '.join(need.title for need in needs)}"
            of_stage[deal].problems.append(Problem("lacking", row=of_stage[deal].line.number, value=said))
