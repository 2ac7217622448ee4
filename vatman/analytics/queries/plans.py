"""The plans of a month, each beside its fact and pace."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from vatman.deals.models import Deal, Pipeline, Stage
from vatman.team.models import Member
from vatman.team.rights import Scope

from ..models import Plan, may_plan
from ..workdays import Month, month_of
from .pace import Pace, together
from .planning import sells


@dataclass
class PlanLine:
    member: Member
    pace: Pace
    editable: bool

    @classmethod
    def empty(cls, member: Member, month: date) -> "PlanLine":
        """Of one who neither sells nor has a plan."""
        return cls(member, Pace(month_of(month, timezone.localdate()), None, Decimal(0)), editable=True)


@dataclass
class PlanTable:
    """`can_copy`: somebody had a plan the month before and has none now, and the viewer may give it him."""

    month: Month
    lines: list[PlanLine]
    can_copy: bool

    @property
    def total(self) -> Pace:
        return together([line.pace for line in self.lines], self.month)

    @property
    def editable(self) -> bool:
        return any(line.editable for line in self.lines)


def plan_table(viewer: Any, day: date) -> PlanTable:
    """Of the month of a day: all who sell and whose report the viewer may see, and who else had a plan or sales in it."""
    month = month_of(day, timezone.localdate())
    plans = {plan.member_id: plan for plan in Plan.objects.visible_to(viewer).of_month(month.start)}
    facts = _facts(viewer, month)
    hands = _hands(viewer)
    lines = []
    for member in _people(viewer):
        plan, fact = plans.get(member.pk), facts.get(member.pk, Decimal(0))
        amount = plan.amount if plan else None
        if fact or amount is not None or sells(member, member.pk in hands):
            editable = member.is_active and may_plan(viewer, member)
            lines.append(PlanLine(member, Pace(month, amount, fact), editable))
    return PlanTable(month, lines, _can_copy(viewer, month, lines))


def _people(viewer: Any) -> models.QuerySet:
    scope = viewer.scope("view", "report")
    rows = Member.objects.select_related("role", "department")
    if scope != Scope.ALL:
        rows = rows.filter(pk__in=[viewer.pk] if scope == Scope.OWN else viewer.colleagues)
    return rows.order_by("department__name", "name", "pk")


def _facts(viewer: Any, month: Month) -> dict[int, Decimal]:
    """Member → what his sales closed in the month brought, in the company's currency."""
    rows = Deal.objects.visible_to(viewer).reached_by(viewer, viewer.scope("view", "report"))
    won = rows.exclude(state=Stage.Kind.OPEN).filter(pipeline__in=Pipeline.objects.values("pk"), state=Stage.Kind.WON)
    won = won.filter(closed_on__gte=month.start, closed_on__lte=month.end, currency=viewer.organisation.currency)
    found = won.order_by().values_list("owner").annotate(models.Sum("amount"))
    return {pk: amount or Decimal(0) for pk, amount in found if pk}


def _hands(viewer: Any) -> set[int]:
    """Who has deals in hand."""
    rows = Deal.objects.visible_to(viewer).filter(state=Stage.Kind.OPEN)
    return set(rows.order_by().values_list("owner", flat=True).distinct())


def _can_copy(viewer: Any, month: Month, lines: list[PlanLine]) -> bool:
    lacking = [line.member.pk for line in lines if line.editable and line.pace.plan is None]
    before = Plan.objects.visible_to(viewer).of_month(month.previous).exclude(amount=None)
    return bool(lacking) and before.filter(member__in=lacking).exists()
