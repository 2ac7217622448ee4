"""Days people name without a calendar."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.team.calendar import next_working


def mornings() -> list[tuple[date, str]]:
    """Until when a deal sleeps, each a working day."""
    today = timezone.localdate()
    monday = today + timedelta(days=7 - today.weekday())
    month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    quarter = (today + timedelta(days=91)).replace(day=1)
    holidays = date(today.year + 1, 1, 12)
    named = [
        (monday, _("до понедельника")),
        (today + timedelta(days=14), _("две недели")),
        (month, _("до следующего месяца")),
        (quarter, _("три месяца")),
        (holidays, _("после Нового года")),
    ]
    return [(next_working(day), words) for day, words in named]
