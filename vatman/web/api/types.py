"""What values look like on their way in and out: exactly, so that nothing is guessed from a wrong type."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

BIGGEST = 2**63 - 1
NO_NUL = r"^[^\u0000]*$"
AMOUNT = r"^\d{1,12}(\.\d{1,2})?$"


class Body(Schema):
    """What comes in: an unknown name is a slip, not a wish."""

    model_config = ConfigDict(extra="forbid")


def _whole(value: Any) -> Any:
    if isinstance(value, bool | float):
        raise ValueError("an integer is needed")
    return value


def _day(value: Any) -> date:
    if type(value) is date:
        return value
    found = parse_date(value) if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None
    if found is None:
        raise ValueError("a day as 2026-11-24 is needed")
    return found


def _moment(value: Any) -> datetime:
    """ISO 8601; without an offset it is the member's own time."""
    if isinstance(value, datetime):
        return value
    found = (
        parse_datetime(value.upper()) if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\d[Tt ]\d", value) else None
    )
    if found is None:
        raise ValueError("a moment as 2026-11-24T10:30:00+03:00 is needed")
    found = found if timezone.is_aware(found) else timezone.make_aware(found)
    if not 1900 < found.year < 2200:
        raise ValueError("a year between 1900 and 2200 is needed")
    return found


def _amount(value: Any) -> Decimal:
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if isinstance(value, float):
        text = f"{value:.10f}".rstrip("0").rstrip(".")
    if not re.fullmatch(AMOUNT, text):
        raise ValueError('an amount as "1200.50" is needed')
    return Decimal(text)


def local(moment: datetime | None) -> datetime | None:
    """In the member's zone, as the API shows it."""
    return timezone.localtime(moment) if moment else None


Id = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=BIGGEST)]
Key = Annotated[int, Field(ge=1, le=BIGGEST)]  # in a path or a query, where all is text
Line = Annotated[str, Field(max_length=200, pattern=NO_NUL)]
Text = Annotated[str, Field(max_length=20_000, pattern=NO_NUL)]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"}, mode="validation")]
Moment = Annotated[
    datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"}, mode="validation")
]
Money = Annotated[
    Decimal,
    BeforeValidator(_amount),
    PlainSerializer(lambda value: format(value, "f"), return_type=str),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": AMOUNT},
                {"type": "number", "minimum": 0, "maximum": 999_999_999_999},
            ]
        },
        mode="validation",
    ),
]
