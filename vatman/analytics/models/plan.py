"""What each one is to sell in a month, typed by whoever answers for him."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext as _

from vatman.events.models import Event, Subject
from vatman.events.recording import record
from vatman.team.models import Member, Organisation
from vatman.team.rights import Scope
from vatman.ui.numbers import money
from vatman.web.errors import Conflict, Refused

UNSEEN: Any = object()  # whoever writes did not look at what stood there before
MOST = Decimal(10) ** 12


class PlanQuerySet(models.QuerySet[Any]):
    def visible_to(self, member: Any) -> Self:
        """Of those whose sales one may see in reports."""
        scope = member.scope("view", "report")
        if scope == Scope.ALL:
            return self.all()
        if scope == Scope.NONE:
            return self.none()
        return self.filter(member__in=[member.pk] if scope == Scope.OWN else member.colleagues)

    def of_month(self, day: date) -> Self:
        return self.filter(month=day.replace(day=1))

    @transaction.atomic
    def put(
        self, member: Any, month: date, amount: Decimal | None, *, by: Any, was: Any = UNSEEN, origin: str = ""
    ) -> Event | None:
        """The plan of one for the month of the day; None takes it away. `was` is the sum the person saw: if it is another by
        now, Conflict tells it. Returns the event, None where nothing has changed."""
        from ..events import PlanSet

        _refuse_amount(amount)
        if not may_plan(by, member):
            raise Refused(_("План ставит тот, кто отвечает за его сделки"), code="not_his_plan")
        plan = self.get_or_create(member=member, month=month.replace(day=1))[0]
        plan = self.select_for_update(of=("self",)).get(pk=plan.pk)
        if was is not UNSEEN and was != plan.amount:
            now = money(plan.amount, Organisation.get().currency) or "—"
            words = _("Пока вы правили, план стал другим: %(now)s") % {"now": now}
            raise Conflict(words, fields={"amount": words}, code="changed_meanwhile", now=_text(plan.amount))
        if plan.amount == amount:
            return None
        kind = PlanSet(month=plan.month.isoformat(), was=_text(plan.amount), amount=_text(amount))
        plan.amount = amount
        plan.save(update_fields=["amount"])
        return record(kind, plan, place=plan.member, by=by, origin=origin)

    @transaction.atomic
    def copy_month(self, month: date, *, by: Any) -> Event | None:
        """Plans of the month before for those who work here and have none for this one yet. One event takes them all back."""
        from ..events import PlansCopied

        month = month.replace(day=1)
        before = (month - timedelta(days=1)).replace(day=1)
        have = self.filter(month=month, amount__isnull=False).values("member")
        rows = self.visible_to(by).filter(month=before, amount__isnull=False, member__is_active=True)
        old = [plan for plan in rows.exclude(member__in=have).select_related("member") if may_plan(by, plan.member)]
        if not old:
            return None
        new = [Plan(member=plan.member, month=month, amount=plan.amount) for plan in old]
        fresh = Plan.objects.bulk_create(
            new, update_conflicts=True, unique_fields=["member", "month"], update_fields=["amount"]
        )
        copied = {str(plan.member_id): _text(plan.amount) for plan in fresh}
        return record(PlansCopied(month=month.isoformat(), plans=copied), fresh[0], place=by, by=by)


class Plan(Subject):
    """One member's sales of one month, in the company's currency. Without a sum there is no plan."""

    thing = "plan"
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="plans")
    month = models.DateField()  # its first day
    amount = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "member"], name="plan_of_member"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="plan_month_begins"),
            models.CheckConstraint(condition=models.Q(amount=None) | models.Q(amount__gte=0), name="plan_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.member}, {self.month:%m.%Y}"

    def may_be_undone_by(self, member: Any) -> bool:
        return may_plan(member, self.member)


def may_plan(by: Any, member: Any) -> bool:
    """Who answers for the deals of others sets their plans, as far as he sees their report; a manager does not set his own."""
    reach = (by.scope("edit", "deal"), by.scope("view", "report"))
    if any(scope not in (Scope.DEPARTMENT, Scope.ALL) for scope in reach):
        return False
    return all(scope == Scope.ALL for scope in reach) or member.pk in by.colleagues


def plans_others(by: Any) -> bool:
    """Whether there can be anybody whose plan he sets."""
    return may_plan(by, Member(pk=0)) or may_plan(by, by)


def _refuse_amount(amount: Decimal | None) -> None:
    if amount is not None and not 0 <= amount < MOST:
        raise Refused(fields={"amount": _("Сумма плана — от нуля и меньше триллиона")})


def _text(amount: Decimal | None) -> str:
    return "" if amount is None else format(amount, "f")
