"""Days and hours as one colleague says them to another, in the member's own zone."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

WEEK = 7


WEEKDAYS = (lazy("пн"), lazy("вт"), lazy("ср"), lazy("чт"), lazy("пт"), lazy("сб"), lazy("вс"))
MONTHS = (
    lazy("янв"), lazy("фев"), lazy("мар"), lazy("апр"), lazy("мая"), lazy("июн"),
    lazy("июл"), lazy("авг"), lazy("сен"), lazy("окт"), lazy("ноя"), lazy("дек"),
)  # fmt: skip

NEAR = {0: lazy("сегодня"), 1: lazy("завтра"), -1: lazy("вчера")}


def _weekday(day: date) -> str:
    return str(WEEKDAYS[day.weekday()])


def day(value: Any) -> str:
    """«сегодня», «завтра», «вчера», «чт» within a week either side, else «20 ноя» with the year when it is another."""
    if value is None:
        return ""
    that = timezone.localdate(value) if isinstance(value, datetime) else value
    today = timezone.localdate()
    distance = (that - today).days
    if distance in NEAR:
        return str(NEAR[distance])
    if 0 < distance < WEEK:
        return _weekday(that)
    return short_date(that)


def short_date(that: date) -> str:
    """«20 ноя», «20 ноя 2025» of another year."""
    text = f"{that.day} {MONTHS[that.month - 1]}"
    return text if that.year == timezone.localdate().year else f"{text} {that.year}"


def clock(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local.hour}:{local.minute:02}"


def when(value: Any, timed: bool = True) -> str:
    """«сегодня 10:30», or only the day where no hour was named."""
    if value is None:
        return ""
    if isinstance(value, datetime) and timed:
        return f"{day(value)} {clock(value)}"
    return day(value)


def ago(moment: datetime | None) -> str:
    """«только что», «14 мин назад», «3 ч назад», then the day."""
    if moment is None:
        return ""
    passed = timezone.now() - moment
    if passed < timedelta(minutes=1):
        return _("только что")
    if passed < timedelta(hours=1):
        return _("%(count)s мин назад") % {"count": int(passed.total_seconds() // 60)}
    if passed < timedelta(hours=12) and timezone.localdate(moment) == timezone.localdate():
        return _("%(count)s ч назад") % {"count": int(passed.total_seconds() // 3600)}
    return f"{day(moment)} {clock(moment)}"


def late(moment: datetime | None) -> str:
    """How long a term is over: «47 дн назад», of today as `ago` has it."""
    if moment is None:
        return ""
    count = (timezone.localdate() - timezone.localdate(moment)).days
    return _("%(count)s дн назад") % {"count": count} if count > 0 else ago(moment)


def days(count: int | None) -> str:
    """«3 дня»"""
    return "" if count is None else ngettext("%(count)s день", "%(count)s дня", count) % {"count": count}


def long_day(that: date) -> str:
    """Above a day of a timeline: «Сегодня», «Пятница, 20 ноября»."""
    today = timezone.localdate()
    if that == today:
        return _("Сегодня")
    if that == today - timedelta(days=1):
        return _("Вчера")
    return date_format(that, "l, j E" if that.year == today.year else "j E Y")
