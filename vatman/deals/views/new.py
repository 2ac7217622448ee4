"""A new deal: who, what, how much, what next — in one window."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vatman.team.access import MemberRequest
from vatman.team.calendar import next_working
from vatman.web.answers import done
from vatman.web.forms import is_key, refusals

from .. import clients
from ..forms import NewDealForm
from ..models import Deal, Pipeline
from ..models.steps import first_step
from .doors import for_those_who


@for_those_who("create", "deal")
@require_http_methods(["GET", "POST"])
def deal_new(request: MemberRequest) -> HttpResponse:
    """`?pipeline=`, `?company=` or `?contact=` come from the page one stands on."""
    member = request.user
    pipeline = _pipeline(request)
    form = NewDealForm(request.POST or None, member=member, pipeline=pipeline, initial=_first(member))
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            deal = _begin(form, request)
            return done(request, deal.get_absolute_url(), _("Сделка заведена: «%(deal)s»") % {"deal": deal})
    return render(request, "deals/new.html", {
        "form": form, "pipeline": pipeline, "preset": _preset(request), "typed": request.POST,
        "pipelines": Pipeline.objects.filter(archived_at=None), "may_plan": member.may("create", "task"),
    }, status=422 if form.is_bound else 200)  # fmt: skip


@transaction.atomic
def _begin(form: NewDealForm, request: MemberRequest) -> Deal:
    member, values = request.user, form.cleaned_data
    owner = values["owner"] or member
    client = clients.chosen(request.POST, member, owner)
    deal = Deal.objects.start(
        by=member, owner=owner, stage=values["stage"] or form.fields["stage"].queryset.first(), company=client.company,
        contact=client.contact, **{name: values[name] for name in ("title", "amount", "source", "expected_on")},
    )  # fmt: skip
    if values["step"].strip() and member.may("create", "task"):
        first_step(deal, values["step"], by=member, kind=values["step_kind"] or "call", **form.when())
    return deal


def _pipeline(request: MemberRequest) -> Pipeline:
    asked = request.POST.get("pipeline") or request.GET.get("pipeline", "")
    found = Pipeline.objects.filter(pk=asked, archived_at=None).first() if is_key(asked) else None
    return found or Pipeline.objects.default()


def _first(member: Any) -> dict[str, Any]:
    return {
        "owner": member.pk,
        "step": _("Позвонить"),
        "step_kind": "call",
        "step_on": next_working(timezone.localdate()),
        "step_time": "17:00",
    }


def _preset(request: MemberRequest) -> Any:
    """The client whose card the window was opened from."""
    for thing, model in clients.MODELS.items():
        if is_key(key := request.GET.get(thing, "")):
            return model.objects.visible_to(request.user).filter(pk=key).first()
    return None
