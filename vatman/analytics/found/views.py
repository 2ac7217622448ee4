"""«Найденные деньги»: what the tables hid, dealt out into My day, and what has come back."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vatman.events.models import Event
from vatman.team.access import require
from vatman.ui.moments import short_date
from vatman.web.answers import done, say
from vatman.web.errors import Refused
from vatman.web.forms import refusals

from ..models import FoundLetter, FoundRules, Handout
from . import words
from .dealing import HandedOut, hand_out
from .filters import link
from .forms import HandOutForm, RulesForm
from .heaps import Found, found
from .weeks import weeks


@login_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    _require_report(request.user)
    return render(request, "analytics/found/page.html", _context(request.user))


@login_required
@require_POST
def handouts(request: HttpRequest) -> HttpResponse:
    """One heap into the days of those who have its deals."""
    _require_report(request.user)
    require(request.user, "create", "task")
    form = HandOutForm(request.POST)
    if not form.is_valid():
        raise Refused(_("В день — от одной до шестидесяти"), code="bad_dose")
    values = form.cleaned_data
    given = hand_out(values["heap"], by=request.user, owner=values["owner"], dose=values["dose"])
    if not request.htmx:
        return done(request, reverse("found"), _told(given))
    return say(render(request, "analytics/found/body.html", _context(request.user)), _told(given), event=given.event)


@login_required
@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """What counts, in a window over the page."""
    require(request.user, "edit", "settings")
    form = RulesForm(request.POST or None, instance=FoundRules.get())
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            FoundRules.get().change(by=request.user, **form.cleaned_data)
            return done(request, reverse("found"), _("Пересчитали по новым правилам"))
    status = 422 if form.is_bound else 200
    return render(request, "analytics/found/rules.html", {"form": form}, status=status)


def _require_report(member: Any) -> None:
    if not (member.may("view", "report") and member.may("view", "deal")):
        raise PermissionDenied


def _context(member: Any) -> dict[str, Any]:
    rules_, currency = FoundRules.get(), member.organisation.currency
    whole = found(member, rules_)
    told = [{"one": week, "line": words.of_week(week, currency)} for week in weeks(member)]
    return {
        "section": "reports", "found": whole, "rules": rules_, "currency": currency, "owners": _owners(whole, member),
        "heaps": [_heap(one, member, rules_) for one in whole.heaps if one.whole.deals], "heaps_all": words.columns(),
        "weeks": [one["one"] for one in told], "told_weeks": told, "handouts": _recent(member),
        "may_hand_out": member.may("create", "task"), "may_settle": member.may("edit", "settings"),
        "letter": FoundLetter.objects.filter(member=member).order_by("-week").first(),
    }  # fmt: skip


def _heap(one: Any, member: Any, rules_: FoundRules) -> dict[str, Any]:
    return {
        "found": one, "key": one.heap.value, "link": link(member, one.heap), "title": words.title(one.heap, one.whole.deals),
        "how": words.how(one.heap, rules_, member.organisation.currency),
        "lines": [{"one": row, "story": words.story(one.heap, row)} for row in one.rows],
    }  # fmt: skip


def _owners(whole: Found, member: Any) -> list[dict[str, Any]]:
    return [
        {
            "one": one,
            "cells": [(heap, part, link(member, heap, one.owner.pk if one.owner else 0)) for heap, part in one.cells],
        }
        for one in whole.owners
    ]


def _recent(member: Any) -> list[dict[str, Any]]:
    """Handouts that may still be taken back by this member, the last few; how many deals of them he sees."""
    rows = Handout.objects.filter(undone_at=None, event__isnull=False).select_related("by")
    rows = rows if member.may_all("edit", "task") else rows.filter(by=member)
    recent = list(rows[:5])
    events = {
        event.id: event for event in Event.objects.filter(id__in=[one.event for one in recent], kind="handout.made")
    }
    return [
        {"one": one, "told": events[one.event].detail, "undo": reverse("undo", args=[one.event])}
        for one in recent
        if one.event in events
    ]


def _told(given: HandedOut) -> str:
    words = ngettext(
        "Раздали %(deals)s сделку, до %(until)s", "Раздали %(deals)s сделок по дням, до %(until)s", given.deals
    )
    return words % {"deals": given.deals, "until": short_date(given.until)}
