"""The window in which a filter is put together."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from vatman.records.models import Tag
from vatman.team.models import Department, Member
from vatman.team.rights import Scope

from ..filters import BoardFilter
from ..models import Source
from .doors import sees_deals


@sees_deals
@require_GET
def window(request: HttpRequest) -> HttpResponse:
    """Only owners whose deals the member may see are offered."""
    member, place = request.user, request.GET.get("place", "")
    place = place if place in ("board", "deals") else "board"
    scope = member.scope("view", "deal")
    people = Member.objects.active() if scope == Scope.ALL else Member.objects.active().filter(pk__in=member.colleagues)
    return render(request, "deals/filter.html", {
        "filter": BoardFilter.of(request.GET), "action": reverse(place), "sources": Source.objects.living(), "tags": Tag.objects.all()[:300],
        "people": people if scope != Scope.OWN else [], "departments": Department.objects.all() if scope == Scope.ALL else [],
    })  # fmt: skip
