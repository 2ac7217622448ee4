from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from vatman.team.access import MemberRequest
from vatman.team.models import Member
from vatman.web.forms import is_key

from ..queries import day as days
from ..queries.tasks import people_overdue


@login_required
def my_day(request: MemberRequest) -> HttpResponse:
    """What burns, what is due, what nobody thinks of; `?member=` shows a colleague's day to his head."""
    viewer = request.user
    if not viewer.may("view", "task"):
        raise PermissionDenied
    member = _whose(viewer, request.GET.get("member", ""))
    context = {
        "section": "my_day",
        "day": days.my_day(viewer, member),
        "today": timezone.localdate(),
        "own": member == viewer,
        "sees_report": viewer.may("view", "report") and viewer.may("view", "deal"),
        "people": people_overdue(viewer) if member == viewer else [],
    }
    return render(request, "tasks/day.html", context)


def _whose(viewer: Member, asked: str) -> Member:
    if not asked:
        return viewer
    reach = {"all": Member.objects.active(), "department": Member.objects.active().filter(pk__in=viewer.colleagues)}
    people = reach.get(viewer.scope("view", "task"), Member.objects.filter(pk=viewer.pk))
    return get_object_or_404(people, pk=asked if is_key(asked) else 0)
