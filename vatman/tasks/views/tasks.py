from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from vatman.team.access import MemberRequest
from vatman.web.cursors import page
from vatman.web.forms import is_key

from ..models import Task
from ..queries import tasks as queries

WHEN = {"late": _("Горят"), "open": _("Открытые"), "done": _("Сделанные")}


@login_required
def tasks(request: MemberRequest) -> HttpResponse:
    """All tasks one may see: open by due day, done by the newest."""
    if not request.user.may("view", "task"):
        raise PermissionDenied
    when = request.GET.get("when") if request.GET.get("when") in WHEN else "open"
    rows = queries.with_cards(Task.objects.visible_to(request.user))
    owner = request.GET.get("owner", "")
    if is_key(owner):
        rows = rows.filter(owner=owner)
    rows = rows.filter(done_at__isnull=False) if when == "done" else rows.overdue() if when == "late" else rows.open()
    order = ("-done_at", "-pk") if when == "done" else ("due_on", "pk")
    found = page(rows, order, cursor=request.GET.get("cursor", ""))
    queries.show_cards(found.items, request.user)
    context = {
        "section": "my_day",
        "page": found,
        "when": when,
        "choices": WHEN,
        "owner": owner,
        "people": queries.people_overdue(request.user),
    }
    return render(
        request, "tasks/rows.html" if request.GET.get("cursor") and request.htmx else "tasks/tasks.html", context
    )
