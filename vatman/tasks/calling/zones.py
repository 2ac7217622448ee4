"""What o'clock it is at the client's, as far as his number tells: a city's number names its zone, a mobile one mostly does not."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from django.utils import timezone
from phonenumbers import timezone as zones

FROM, TO = 9, 20  # nobody is called earlier or later by his own clock


@lru_cache(maxsize=4096)
def zone_of(phone: str) -> str:
    """The zone of an E.164 number; "" where the number belongs to many or is none."""
    try:
        found = zones.time_zones_for_number(phonenumbers.parse(phone))
    except phonenumbers.NumberParseException:
        return ""
    return found[0] if len(found) == 1 and _known(found[0]) else ""


def _known(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True


def clock_at(zone: str, now: datetime | None = None) -> datetime | None:
    """Now by the client's clock; None where it is not known or the same as the member's."""
    now = timezone.localtime(now)
    there = now.astimezone(ZoneInfo(zone)) if zone else None
    return there if there and there.utcoffset() != now.utcoffset() else None


def is_awake(zone: str, at: datetime) -> bool:
    return not zone or FROM <= at.astimezone(ZoneInfo(zone)).hour < TO
