"""The page of one deal, and the verbs that are pressed on it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vatman.records.cards import card_context
from vatman.team.access import get_allowed, get_visible
from vatman.ui.moments import short_date
from vatman.web.errors import Refused

from ..filters import BoardFilter
from ..models import Deal
from ..models.team import role_words
from ..presets import mornings
from ..queries import deal as queries
from ..queries import listing, walk
from .board import for_target


@login_required
@require_GET
def deal(request: HttpRequest, pk: int) -> HttpResponse:
    if for_target(request, "deal-page"):
        return body(request, pk)
    return render(request, "deals/deal/page.html", context(request, pk))


def body(request: HttpRequest, pk: int) -> HttpResponse:
    """What changes on the page when the deal does."""
    return render(request, "deals/deal/body.html", context(request, pk))


def context(request: HttpRequest, pk: int) -> dict[str, Any]:
    member = request.user
    one = get_visible(queries.whole(Deal.objects.all()), member, pk)
    ruler = queries.ruler(one)
    people, firm = queries.people(one, member)
    query = _way_back(request)
    place = request.GET.get("at", "") or walk.place_of(one)
    return {
        **card_context(one, member),
        "section": "board",
        "deal": one,
        "ruler": ruler,
        "order": queries.order(one),
        "team": [{**part, "words": role_words(part["role"])} for part in one.team],
        "payments": queries.payments(one),
        "may_repeat": member.may("create", "deal"),
        "people": people,
        "firm": firm,
        "payer": queries.payer(one, member),
        "call": next((phone for one_of in [*people, firm] if one_of and (phone := one_of.phone)), None),
        "step_in": _till(one),
        "back": back_url(request, one, query),
        "query": query,
        "further": f"{query}&at={place}" if query else f"at={place}",
        "from_list": "sort" in request.GET,
    }


def _till(one: Deal) -> str:
    """How long until the next step: «через 2 дня», on its day «через 40 мин» or «в течение дня»."""
    if one.next_step_at is None:
        return ""
    count = (timezone.localdate(one.next_step_at) - timezone.localdate()).days
    if count > 0:
        return ngettext("через %(count)s день", "через %(count)s дня", count) % {"count": count}
    if not one.next_step_timed:
        return _("в течение дня")
    minutes = max(0, int((one.next_step_at - timezone.now()).total_seconds() // 60))
    return (
        _("через %(count)s ч") % {"count": minutes // 60}
        if minutes > 90
        else _("через %(count)s мин") % {"count": minutes}
    )


def _way_back(request: HttpRequest) -> str:
    """The filter, and the list's order where the deal was opened from the list."""
    filter_ = BoardFilter.of(request.GET)
    return filter_.without(sort=request.GET["sort"]) if "sort" in request.GET else filter_.query


def back_url(request: HttpRequest, one: Deal, query: str) -> str:
    place = reverse("deals" if "sort" in request.GET else "board")
    if "sort" not in request.GET and "pipeline=" not in query and one.pipeline_id:
        query = f"pipeline={one.pipeline_id}&{query}" if one.pipeline.position else query
    return f"{place}?{query}#deal-{one.pk}" if query else f"{place}#deal-{one.pk}"


@login_required
@require_GET
def beside(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """The next or the previous deal in the board's own order and filter; at the end, back to the board."""
    one = get_visible(Deal.objects.select_related("stage", "pipeline"), request.user, pk)
    filter_ = BoardFilter.of(request.GET)
    query = _way_back(request)
    if "sort" in request.GET:
        found = listing.neighbour(request.user, filter_, request.GET["sort"], one, step)
    else:
        found = walk.neighbour(request.user, filter_, one, request.GET.get("at", ""), step)
    if found is None:
        return HttpResponseRedirect(back_url(request, one, query))
    return HttpResponseRedirect(f"{found.get_absolute_url()}?{query}" if query else found.get_absolute_url())


@login_required
@require_http_methods(["GET", "POST"])
def sleep(request: HttpRequest, pk: int) -> HttpResponse:
    """«Спит до…»: a day; an empty one wakes it."""
    from .moves import answer

    one = get_allowed(Deal.objects.select_related("stage", "pipeline"), request.user, pk)
    if request.method == "GET":
        return render(request, "deals/deal/sleep.html", {"deal": one, "mornings": mornings()})
    day = parse_date(request.POST.get("day", "") or request.POST.get("other", "") or "")
    if day is None and not request.POST.get("wake"):
        raise Refused(fields={"day": _("До какого дня?")})
    event = one.sleep_until(day, by=request.user)
    return answer(request, one, event, _("Спит до %(day)s") % {"day": short_date(day)} if day else _("Снова на доске"))


@login_required
@require_POST
def reopening(request: HttpRequest, pk: int) -> HttpResponse:
    from .moves import answer

    one = get_allowed(Deal.objects.select_related("stage", "pipeline"), request.user, pk)
    event = one.reopen(by=request.user)
    return answer(request, one, event, _("Снова в работе: «%(deal)s»") % {"deal": one})


@login_required
@require_GET
def past(request: HttpRequest, pk: int) -> HttpResponse:
    """The client's other deals in a few words, asked for once the page stands."""
    one = get_visible(Deal.objects.select_related("company", "contact"), request.user, pk)
    client = one.client if one.client and request.user.may("view", one.client) else None
    return render(request, "deals/deal/past.html", {"past": queries.past_of(client, request.user) if client else None})
