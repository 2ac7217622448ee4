from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from vatman.deals.models import Pipeline, Stage
from vatman.team.models import Member
from vatman.web.cursors import page

from . import periods, queries
from .forms import CohortForm


@login_required
def reports(request: HttpRequest) -> HttpResponse:
    """The funnel of a cohort, who sold it and where it came from."""
    form, cohort = _asked(request)
    found = queries.funnel(cohort)
    context = {
        "section": "reports",
        "tab": "funnel",
        "form": form,
        "cohort": cohort,
        "funnel": found,
        "owners": queries.by_owner(cohort),
        "sources": queries.by_source(cohort),
        "losses": queries.losses(cohort),
        "change": queries.change(found, request.user.organisation.currency),
        "months": queries.months(cohort),
        "pipelines": Pipeline.objects.filter(archived_at=None),
        "periods": periods.CHOICES,
        "period": form.cleaned_data.get("period") or ("" if form.cleaned_data.get("start") else "quarter"),
        "owner": Member.objects.filter(pk=cohort.owner).first() if cohort.owner else None,
        "source": form.sources.filter(pk=cohort.source).first() if cohort.source else None,
    }
    return render(request, "analytics/reports.html", context)


@login_required
def report_deals(request: HttpRequest) -> HttpResponse:
    """The deals that one number of a report counts."""
    form, cohort = _asked(request)
    stage = form.cleaned_data.get("stage")
    rows = _given_up(cohort, form.cleaned_data)
    if rows is None:
        rows = cohort.came_to(stage) if stage else cohort.deals()
    if form.cleaned_data.get("won"):
        rows = rows.filter(state=Stage.Kind.WON)
    rows = rows.select_related("stage", "owner", "company", "contact")
    title = (
        _("Дошли до этапа «%(stage)s»") % {"stage": stage}
        if stage
        else _("Продано")
        if form.cleaned_data.get("won")
        else _("Отказы")
        if form.cleaned_data.get("lost")
        else _("Заявки")
    )
    found = page(rows, ("-started_on", "-pk"), cursor=request.GET.get("cursor", ""))
    part = bool(request.GET.get("cursor")) and request.htmx
    return render(
        request,
        "analytics/deal_rows.html" if part else "analytics/deals.html",
        {"section": "reports", "page": found, "title": title, "cohort": cohort},
    )


def _given_up(cohort: queries.Cohort, asked: dict[str, Any]) -> Any:
    """The deals of one cell of the losses; None where none is asked for."""
    if not asked.get("lost"):
        return None
    narrow = {name: asked[name] or None for name in ("lost_in", "reason") if asked.get(name) is not None}
    return cohort.lost().filter(**{"loss_reason" if name == "reason" else name: key for name, key in narrow.items()})


def _asked(request: HttpRequest) -> tuple[CohortForm, queries.Cohort]:
    if not request.user.may("view", "report"):
        raise PermissionDenied
    form = CohortForm(request.GET)
    return form, form.cohort(request.user)
