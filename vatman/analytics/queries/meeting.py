"""All that a planning meeting looks at, for the page and for the morning's letter alike."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from vatman.deals.models import Pipeline

from ..periods import Period
from ..workdays import last_working, span_of
from . import planning as plannings
from .change import change
from .cohort import Cohort
from .funnel import funnel
from .pace import together
from .planning import Line, Planning

ROLLING = 30  # days of the funnel's change


@dataclass
class Meeting:
    planning: Planning
    lines: list[Line]
    change: str
    departments: list[Any] = field(default_factory=list)

    @property
    def total(self) -> Line:
        """Of what is shown."""
        line = Line(None)
        for one in self.lines:
            line.numbers.update(one.numbers)
        line.pace = together([one.pace for one in self.lines if one.pace], self.planning.month)
        return line

    def absent(self, since: Any) -> list[Line]:
        return plannings.absent(self.lines, since)


def meeting(viewer: Any, day: date | None = None, department: int | None = None) -> Meeting:
    """Of the working day before today, or of another one already over; of one department, or of all one sees."""
    today = timezone.localdate()
    wanted = day if day and day < today else last_working(today)
    planning = Planning(viewer, span_of(wanted), today)
    found = plannings.lines(planning)
    departments = {line.member.department for line in found if line.member and line.member.department}
    if department:
        found = [line for line in found if line.member and line.member.department_id == department]
    return Meeting(planning, found, _change(viewer, today), sorted(departments, key=str))


def _change(viewer: Any, today: date) -> str:
    period = Period(today - timedelta(days=ROLLING), today - timedelta(days=1))
    cohort = Cohort(viewer, Pipeline.objects.default(), period)
    return change(funnel(cohort, times=False), viewer.organisation.currency)
