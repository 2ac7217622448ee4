"""The kit under `/api/v1/`: who asks, in which shapes, what goes wrong. Rooms write their own `api.py` with it.

A room's `api.py` has `router = Router(tags=[…])`; `vatman.config.api` mounts it. Bodies are `Body`s, answers `Schema`s made
from plain dicts by a function `<thing>_shape`. Lists are `Listed[Shape]` of `page(...)`.
"""

from ninja import Query, Router, Schema, Status

from .paging import Listed, Paging, listed
from .problems import problem
from .types import Body, Day, Id, Key, Line, Moment, Money, Text, local

__all__ = [
    "Body", "Day", "Id", "Key", "Line", "Listed", "Moment", "Money", "Paging", "Query", "Router", "Schema", "Status", "Text", "listed", "local", "problem",
]  # fmt: skip
