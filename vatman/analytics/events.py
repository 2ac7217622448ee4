"""What happens to plans."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vatman.events.kinds import Kind
from vatman.events.models import Event
from vatman.ui.numbers import grouped


def _sum(text: str) -> str:
    return grouped(text) if text else "—"


def _month(text: str) -> str:
    return date_format(date.fromisoformat(text), "F Y").lower()


class PlanSet(Kind, name="plan.set", icon="target"):
    """`month` is its first day; an empty sum is no plan."""

    month: str
    was: str = ""
    amount: str = ""

    def sentence(self) -> str:
        values = {"month": _month(self.month), "was": _sum(self.was), "now": _sum(self.amount)}
        return _("План на %(month)s: %(was)s → %(now)s") % values

    def changes(self) -> dict[str, list[Any]]:
        return {"amount": [self.was, self.amount]}

    def undo(self, event: Event, *, by: Any) -> None:
        """What was put over it since stays: then it is a Conflict."""
        plan = event.subject
        type(plan).objects.put(
            plan.member, plan.month, _decimal(self.was), by=by, was=_decimal(self.amount), origin=f"undo:{event.id}"
        )


class PlansCopied(Kind, name="plan.copied", icon="copy"):
    """`plans` is member's id → sum."""

    month: str
    plans: dict[str, str]

    def sentence(self) -> str:
        return _("Планы на %(month)s перенесены с прошлого: %(count)s") % {
            "month": _month(self.month),
            "count": len(self.plans),
        }

    def undo(self, event: Event, *, by: Any) -> None:
        """Those that nobody has changed since are gone."""
        plans = type(event.subject).objects
        for plan in plans.of_month(date.fromisoformat(self.month)).select_related("member"):
            if plan.amount is not None and self.plans.get(str(plan.member_id)) == format(plan.amount, "f"):
                plans.put(plan.member, plan.month, None, by=by, origin=f"undo:{event.id}")


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None
