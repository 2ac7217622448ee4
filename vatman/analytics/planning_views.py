"""«Планёрка»: the head's morning."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vatman.deals.models import Deal
from vatman.deals.views.doors import for_those_who
from vatman.tasks.models import Call, Task
from vatman.tasks.queries.tasks import show_cards, with_cards
from vatman.team.access import MemberRequest
from vatman.web.answers import done
from vatman.web.cursors import Page, page
from vatman.web.forms import is_key

from . import letters, planning_columns
from .models import PlanningLetter
from .planning_columns import COLUMNS, cells
from .queries.meeting import Meeting, meeting
from .queries.planning import Planning
from .workdays import Span, last_working, span_of

sees_reports = for_those_who("view", "report")


@sees_reports
@require_GET
def planning(request: MemberRequest) -> HttpResponse:
    """Yesterday by manager, what burns and lies, how the month goes; every number opens its deals or tasks."""
    department = request.GET.get("department", "")
    found = meeting(request.user, _day(request.GET.get("day", "")), int(department) if is_key(department) else None)
    today = found.planning.today
    context = {
        "section": "reports",
        "tab": "planning",
        "meeting": found,
        "span": found.planning.span,
        "earlier": found.planning.span.before(),
        "later": later if (later := found.planning.span.after()).until < today else None,
        "rows": [_row(line, found) for line in found.lines],
        "total": _row(found.total, found, total=True),
        "absent": found.absent(Span(today, today).start),
        "department": department,
        "day_columns": planning_columns.DAY,
        "now_columns": planning_columns.NOW,
        "letter": letters.told_to(request.user, today),
    }
    return render(request, "analytics/planning/page.html", context)


def _row(line: Any, found: Meeting, total: bool = False) -> dict[str, Any]:
    return {
        "line": line,
        "day": cells(line, found.planning, planning_columns.DAY, total),
        "now": cells(line, found.planning, planning_columns.NOW, total),
    }


@sees_reports
@require_GET
def planning_rows(request: MemberRequest) -> HttpResponse:
    """The deals or tasks that one number of the table counts."""
    number, owner = request.GET.get("number", ""), request.GET.get("owner", "")
    if number not in COLUMNS or not (owner == "none" or is_key(owner)):
        raise Http404
    today = timezone.localdate()
    day = _day(request.GET.get("day", ""))
    asked = Planning(request.user, span_of(day if day and day < today else last_working(today)), today)
    who = next((one for one in asked.people if str(one.pk) == owner), None)
    if who is None and owner != "none":
        raise Http404
    rows = asked.rows_of(number, who.pk if who else None)
    found = DRAWN[rows.model](rows, request)
    column = COLUMNS[number]
    now = column in planning_columns.NOW
    context = {"section": "reports", "page": found, "column": column, "who": who, "span": None if now else asked.span}
    part = bool(request.GET.get("cursor")) and request.htmx
    return render(request, TEMPLATES[rows.model][1 if part else 0], context)


def _deals(rows: Any, request: MemberRequest) -> Page:
    rows = rows.select_related("stage", "owner", "company", "contact")
    return page(rows, ("-started_on", "-pk"), cursor=request.GET.get("cursor", ""))


def _tasks(rows: Any, request: MemberRequest) -> Page:
    order = ("due_on", "pk") if request.GET["number"] == "late" else ("-done_at", "-pk")
    found = page(with_cards(rows), order, cursor=request.GET.get("cursor", ""))
    show_cards(found.items, request.user)
    return found


def _calls(rows: Any, request: MemberRequest) -> Page:
    """Of a card that is not for the viewer its name alone stands beside the call."""
    rows = rows.select_related("by", "deal__stage", "deal__company", "deal__contact", "contact", "company")
    found = page(rows, ("-at", "-pk"), cursor=request.GET.get("cursor", ""))
    for call in found.items:
        call.seen = call.place is not None and request.user.may("view", call.place)
        call.client = call.deal.client if call.deal else call.place
    return found


DRAWN = {Deal: _deals, Task: _tasks, Call: _calls}
TEMPLATES = {
    Deal: ("analytics/planning/deals.html", "analytics/deal_rows.html"),
    Task: ("analytics/planning/tasks.html", "tasks/rows.html"),
    Call: ("analytics/planning/calls.html", "analytics/planning/call_rows.html"),
}


@sees_reports
@require_POST
def planning_letters(request: MemberRequest) -> HttpResponse:
    """Whether one gets the morning's letter; or once more the one of which nobody knows whether it has left."""
    if not letters.is_reader(request.user):
        raise PermissionDenied
    back = reverse("planning")
    if request.POST.get("again"):
        PlanningLetter.objects.ask_again(request.user, timezone.localdate())
        return done(request, back, _("Пришлём в ближайшие минуты"))
    wanted = request.POST.get("letters") == "1"
    letters.choose(request.user, wanted)
    return done(request, back, _("Будем присылать по утрам") if wanted else _("Больше не присылаем"))


def _day(text: str) -> date | None:
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found and timezone.localdate() - timedelta(days=3660) < found else None
