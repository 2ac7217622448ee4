"""A plan beside what has come of it, by the working days that are behind."""

from dataclasses import dataclass
from decimal import Decimal

from ..workdays import Month

BEHIND = Decimal("0.85")  # of what should have been sold by now, below which the plan burns


@dataclass
class Pace:
    """`plan` None: nobody has set one. Sums are in the company's currency."""

    month: Month
    plan: Decimal | None
    fact: Decimal

    @property
    def share(self) -> float | None:
        """Of the plan, 1 = all of it."""
        return float(self.fact / self.plan) if self.plan else None

    @property
    def rate(self) -> float | None:
        """Of what should have been sold by this morning; unknown before the first working day is over."""
        if not self.plan or not self.month.passed:
            return None
        return float(self.fact * self.month.total / (self.plan * self.month.passed))

    @property
    def is_behind(self) -> bool:
        return self.rate is not None and self.rate < BEHIND

    @property
    def forecast(self) -> Decimal | None:
        """What the month comes to at this pace."""
        if not self.month.passed or not self.month.left:
            return None
        return Decimal(round(self.fact * self.month.total / self.month.passed))

    @property
    def daily(self) -> Decimal | None:
        """What each working day left must bring; nothing where the plan is met or the month is over."""
        if not self.plan or not self.month.left or self.fact >= self.plan:
            return None
        return Decimal(round((self.plan - self.fact) / self.month.left))


def together(paces: list[Pace], month: Month) -> Pace:
    plans = [pace.plan for pace in paces if pace.plan is not None]
    return Pace(month, sum(plans, Decimal(0)) if plans else None, sum((pace.fact for pace in paces), Decimal(0)))
