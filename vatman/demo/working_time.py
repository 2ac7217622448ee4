"""Time counted in working minutes, so that nobody in the demo company calls a client at night or on the eighth of March."""

from bisect import bisect_left
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from vatman.team.calendar import is_working

OPENS, DAY = 9, 9 * 60  # from nine to six
ZONE = ZoneInfo("Europe/Moscow")


class WorkingTime:
    """Minutes of work since the first day: `minute // DAY` is a working day, `minute % DAY` the minute of it."""

    def __init__(self, first: date, last: date, now: datetime) -> None:
        days = (first + timedelta(days=step) for step in range((last - first).days + 1))
        self.days = [day for day in days if is_working(day)]
        self.now = self._minute(now.astimezone(ZONE))
        self.today = now.astimezone(ZONE).date()

    def moment(self, minute: float) -> datetime:
        index, rest = divmod(int(minute), DAY)
        day = self.days[min(index, len(self.days) - 1)]
        return datetime.combine(day, time(OPENS), ZONE) + timedelta(minutes=rest, seconds=int(minute * 60) % 60)

    def start_of(self, day: date) -> int:
        """The first minute of this day, or of the next working one."""
        return bisect_left(self.days, day) * DAY

    def _minute(self, now: datetime) -> int:
        start = self.start_of(now.date())
        if not is_working(now.date()):
            return start
        return start + max(
            0, min(DAY, int((now - datetime.combine(now.date(), time(OPENS), ZONE)).total_seconds() // 60))
        )
