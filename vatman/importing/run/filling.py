"""Values into cards: what is empty is filled, what is filled stays, another value is kept beside it with its origin."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from vatman.clients.models import Way
from vatman.records.models import CustomField
from vatman.records.wording import TITLES
from vatman.web.errors import Refused

from ..shapes import Way as FoundWay
from .course import Course
from .mould import mould

EMPTY: tuple[Any, ...] = (None, "", [], False)


class Filler:
    """Fills one row's values; `where()` names the row in what is kept beside."""

    def __init__(self, course: Course, where: Callable[[], str]) -> None:
        self.course, self.where = course, where
        self.changed: list[tuple[Any, str, Any, Any]] = []  # (card or deal, column, before, after)

    def fill(self, card: Any, column: str, value: Any) -> None:
        if not value:
            return
        value = fitted(card.obj, column, value)
        now = getattr(card.obj, column)
        if now in EMPTY or (column in ("first_name", "middle_name") and _is_initial(now, value)):
            self._set(card, column, value)
        elif not _is_equal(now, value) and not (column.endswith("_name") and _is_initial(value, now)):
            self.keep_beside(card, str(TITLES.get(column, column)), value)

    def _set(self, card: Any, column: str, value: Any) -> None:
        if not card.new:
            self.changed.append((card, column, getattr(card.obj, column), value))
        card.set(column, value)

    def tag(self, card: Any, names: Iterable[str]) -> None:
        known = {name.lower() for name in card.obj.tags}
        more = [name[:60] for name in names if name.lower() not in known]
        if more:
            self._set(card, "tags", [*card.obj.tags, *more])

    def own_field(self, card: Any, title: str, value: Any, kind: str = "text") -> bool:
        """A field the company added itself. False if the value does not suit its kind: then it is kept beside."""
        if value in (None, ""):
            return True
        field = self.course.field(card.thing, title, kind)
        try:
            clean = field.clean_value(_typed(value))
        except Refused:
            self.keep_beside(card, title, value)
            return False
        now = field.current(card.obj.fields.get(field.key))
        if now in EMPTY:
            self._set_field(card, field, clean)
        elif now != clean:
            self.keep_beside(card, title, value)
        return True

    def _set_field(self, card: Any, field: CustomField, value: Any) -> None:
        if value in (None, ""):
            return
        self._set(card, "fields", {**card.obj.fields, field.key: value})

    def keep_beside(self, card: Any, title: str, value: Any) -> None:
        field = self.course.field(card.thing, self.course.titles["beside"])
        now = card.obj.fields.get(field.key, "")
        said = f"{title}: {_typed(value)}"
        if said not in {line.rpartition(" — ")[0] for line in now.splitlines()}:
            self._set_field(card, field, "\n".join(filter(None, (now, f"{said} — {self.where()}"))))


def fitted(obj: Any, column: str, value: Any) -> Any:
    """A text cut to its column's length; the whole of it stands in the row's original."""
    if not isinstance(value, str):
        return value
    model: Any = type(obj)
    longest = _longest(model, column)
    return value.strip()[:longest] if longest else value.strip()


@cache
def _longest(model: Any, column: str) -> int | None:
    return model._meta.get_field(column).max_length


def _typed(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, str | int | bool | date | Decimal) else str(value)


def _is_initial(short: Any, long: Any) -> bool:
    """«П.» is the beginning of «Пётр»: the whole name says all that the letter did."""
    letters = short.rstrip(".").lower() if isinstance(short, str) else ""
    return len(letters) == 1 and isinstance(long, str) and len(long) > 1 and long.lower().startswith(letters)


def _is_equal(now: Any, value: Any) -> bool:
    if isinstance(now, str) and isinstance(value, str):
        return " ".join(now.lower().replace("ё", "е").split()) == " ".join(value.lower().replace("ё", "е").split())
    return bool(now == value)


CHANNELS = frozenset(Way.Channel.values)


def as_way(found: FoundWay) -> Way | None:
    """The way as the base keeps it; None for a channel it does not know or an empty value."""
    if found.channel not in CHANNELS or not found.value:
        return None
    return mould(Way).cast(
        channel=found.channel, value=found.value[:300], raw=found.raw[:300], kind=found.kind[:10], note=found.note[:120]
    )
