"""The list of deals."""

from typing import Any

from ..filters import BoardFilter
from ..models import Deal


def neighbour(member: Any, filter_: BoardFilter, sort: str, deal: Deal, step: int) -> Deal | None:
    return None
