"""Which things may carry notes and files, and what higher rooms show on lower rooms' cards. Higher rooms add themselves."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.apps import apps


@cache
def places() -> dict[str, Any]:
    """Cards by their word: every concrete Record."""
    from .models import Record

    return {model.thing: model for model in apps.get_models() if issubclass(model, Record)}


Panel = Callable[[Any, Any], dict[str, Any] | None]
PANELS: dict[str, list[tuple[int, str, Panel]]] = {}


def panel(thing: str, template: str, order: int = 50) -> Callable[[Panel], Panel]:
    """Registers a block for the cards of `thing`: `template` is drawn with what the function `(card, member)` returns."""

    def keep(function: Panel) -> Panel:
        PANELS.setdefault(thing, []).append((order, template, function))
        PANELS[thing].sort(key=lambda entry: entry[:2])
        return function

    return keep


def panels_of(card: Any, member: Any, orders: range = range(1000)) -> list[tuple[str, dict[str, Any]]]:
    """The blocks of this card with their contexts; those of an order below `STEPS` stand above the timeline, the others beside it."""
    wanted = (entry for entry in PANELS.get(card.thing, []) if entry[0] in orders)
    drawn = ((template, function(card, member)) for _order, template, function in wanted)
    return [(template, context) for template, context in drawn if context is not None]


STEPS = 40
