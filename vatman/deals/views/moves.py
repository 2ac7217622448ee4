"""POST /deals/<id>/moves: to another stage, from the board or from the deal's own page."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vatman.team.access import get_allowed
from vatman.web.answers import done, say, trigger
from vatman.web.errors import Conflict, Refused

from ..filters import BoardFilter
from ..models import Deal, LossReason, Stage
from .board import drawn_changes


@login_required
@require_POST
def moves(request: HttpRequest, pk: int) -> HttpResponse:
    """`stage`, `was` (where the person saw it), to a lost stage also `reason` and a free `words`.

    With `board` in the form the answer is what changed on the board; else the deal's page. A loss without its reason
    is asked about in the window.
    """
    deal = get_allowed(Deal.objects.select_related("stage", "pipeline"), request.user, pk)
    stages = Stage.objects.in_bulk([_key(request, "stage"), _key(request, "was")])
    stage, was = stages.get(_key(request, "stage")), stages.get(_key(request, "was"))
    if stage is None or stage.archived_at:
        raise Http404
    reason = _reason(_key(request, "reason"))
    if stage.kind == Stage.Kind.LOST and reason is None and deal.stage_id != stage.pk:
        if was and was.pk != deal.stage_id:
            raise Conflict(
                _("Сделку уже перевели: сейчас она в этапе «%(stage)s»") % {"stage": deal.stage}, code="moved_meanwhile"
            )
        return ask_why(request, deal, stage)
    event = deal.move_to(stage, was=was, reason=reason, by=request.user)
    if words := request.POST.get("words", "").strip():
        deal.add_note(words, by=request.user)
    return answer(request, deal, event, _said(deal, stage))


@login_required
@require_GET
def loss(request: HttpRequest, pk: int) -> HttpResponse:
    """The window that asks why."""
    deal = get_allowed(Deal.objects.select_related("stage", "pipeline"), request.user, pk)
    return ask_why(request, deal, deal.pipeline.stage_of(Stage.Kind.LOST))


def answer(request: HttpRequest, deal: Deal, event: Any, text: str) -> HttpResponse:
    """Whatever page asked, it is told what has changed there."""
    if "board" in request.POST:
        response = drawn_changes(request, BoardFilter.of(request.GET), [deal.pk])
    elif request.htmx:
        from .deal import body

        response = body(request, deal.pk)
    else:
        return done(request, deal.get_absolute_url(), text)
    if event is not None:
        say(response, text, event=event)
    return trigger(response, close_window=True)


def ask_why(request: HttpRequest, deal: Deal, stage: Stage, error: Refused | None = None) -> HttpResponse:
    context = {
        "deal": deal, "stage": stage, "reasons": LossReason.objects.living(), "error": error,
        "board": "board" in request.POST, "query": request.GET.urlencode(),
    }  # fmt: skip
    response = render(request, "deals/loss.html", context)
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#dialog", "innerHTML"
    return response


def _said(deal: Deal, stage: Stage) -> str:
    if stage.kind == Stage.Kind.WON:
        return _("Продажа! «%(deal)s»") % {"deal": deal}
    if stage.kind == Stage.Kind.LOST:
        return _("Отказ записан: «%(deal)s»") % {"deal": deal}
    return _("«%(deal)s» → %(stage)s") % {"deal": deal, "stage": stage}


def _reason(pk: int) -> LossReason | None:
    return LossReason.objects.living().filter(pk=pk).first() if pk else None


def _key(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0
