"""What the head has asked of each manager this month and the one before, and who has come in this morning."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from vatman.analytics.models import Plan
from vatman.deals.models import Deal, Stage
from vatman.team.models import Member

from .staff import Staff

AMBITION = Decimal("1.1")  # over what the last quarter has brought a month
NEW = Decimal(300_000)  # of one who has sold nothing yet
LATE_RISER = "gleb"


def plan(staff: Staff, today: date) -> None:
    month = today.replace(day=1)
    before = (month - timedelta(days=1)).replace(day=1)
    quarter = (before - timedelta(days=62)).replace(day=1)
    sold = Deal.objects.filter(state=Stage.Kind.WON, closed_on__gte=quarter, closed_on__lt=month, currency="RUB")
    sums = dict(sold.order_by().values_list("owner").annotate(Sum("amount")))
    for member in staff.managers:
        amount = round((sums.get(member.pk) or NEW * 3) / 3 * AMBITION, -4)
        for one in (before, month):
            Plan.objects.put(member, one, amount, by=staff.head)


def come_in(staff: Staff) -> None:
    """All but one have been here since the morning."""
    here = [member.pk for member in staff.managers if not member.email.startswith(LATE_RISER)]
    Member.objects.filter(pk__in=[*here, staff.head.pk]).update(last_login=timezone.now())
