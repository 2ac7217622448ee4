"""Plans of a month: one table, edited in place."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from vatman.importing.understanding import money
from vatman.team.models import Member
from vatman.web.answers import say
from vatman.web.errors import Refused

from .models import Plan, may_plan, plans_others
from .models.plan import UNSEEN
from .planning_views import sees_reports
from .queries.plans import plan_table

FIRST = date(2000, 1, 1)  # months before and a century after are slips


@sees_reports
@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    return _drawn(request, _month(request.GET.get("month", "")), whole=not request.htmx)


@sees_reports
@require_POST
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One cell of the table. `was` is what the person saw in it."""
    month = _month(request.POST.get("month", ""))
    member = get_object_or_404(Member.objects.select_related("role"), pk=pk)
    if not may_plan(request.user, member):
        if not plans_others(request.user):
            raise PermissionDenied
        raise Http404
    was = _was(request.POST["was"]) if "was" in request.POST else UNSEEN
    event = Plan.objects.put(member, month, _sum(request.POST.get("amount", "")), by=request.user, was=was)
    answer = _drawn(request, month)
    return say(answer, _("План записан: %(name)s") % {"name": member}, event=event) if event else answer


@sees_reports
@require_POST
def plan_copies(request: HttpRequest) -> HttpResponse:
    """The month before, for all who have no plan for this one yet."""
    if not plans_others(request.user):
        raise PermissionDenied
    month = _month(request.POST.get("month", ""))
    event = Plan.objects.copy_month(month, by=request.user)
    answer = _drawn(request, month)
    return say(answer, event.sentence, event=event) if event else say(answer, _("Переносить нечего"))


def _drawn(request: HttpRequest, month: date, whole: bool = False) -> HttpResponse:
    context = {"section": "reports", "tab": "plans", "table": plan_table(request.user, month)}
    return render(request, "analytics/plans/page.html" if whole else "analytics/plans/table.html", context)


def _month(text: str) -> date:
    """«2026-11»; this month where nothing sensible is asked for."""
    try:
        found = parse_date(f"{text}-01") if text else None
    except ValueError:
        found = None
    ok = found is not None and FIRST <= found < FIRST.replace(year=2100)
    return found if found and ok else timezone.localdate().replace(day=1)


def _sum(text: str) -> Decimal | None:
    """As a person types it, read as the import reads it: «500 000», «1,5 млн», «800к»; empty is no plan."""
    found = _understood(money.read, text[:60]) if text.strip() else money.Money()
    if found.problem or found.amount is None and text.strip() or (found.amount or 0) < 0:
        raise Refused(NOT_A_SUM, code="not_a_sum")
    return found.amount


def _was(text: str) -> Decimal | None:
    """What stood in the cell when it was drawn."""
    return _understood(Decimal, text) if text else None


NOT_A_SUM = gettext_lazy("Не понял сумму: напишите число, например 500 000")


def _understood(read: Any, text: str) -> Any:
    try:
        return read(text)
    except InvalidOperation:
        raise Refused(NOT_A_SUM, code="not_a_sum") from None
