"""POST /deals/<id>/moves: to another stage, from the board or from the deal's own page."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vatman.team.access import get_allowed
from vatman.web.answers import done, say, trigger
from vatman.web.errors import Conflict
from vatman.web.forms import refusals

from ..filters import BoardFilter
from ..models import Deal, LossReason, Stage
from ..models.needs import Need, lacking
from ..needed import NeedForm
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
    needs = lacking(stage, [deal.pk]).get(deal.pk) if stage.pk != deal.stage_id else None
    if needs:
        return _fill_and_move(request, deal, stage, needs, was=was, reason=reason)
    return _move(request, deal, stage, was=was, reason=reason)


def _fill_and_move(request: HttpRequest, deal: Deal, stage: Stage, needs: list[Need], **way: Any) -> HttpResponse:
    """Asks for what is missing in one window; sent from there, it is written down and the deal goes on, or neither."""
    sent = "filled" in request.POST
    form = NeedForm(request.POST if sent else None, needs=needs)
    if sent and form.is_valid():
        with refusals(form), transaction.atomic():
            form.fill(deal, by=request.user)
            return _move(request, deal, stage, skip="soft", **way)
    return _ask(request, "deals/needs.html", deal, stage, form=form, hard=any(need.hard for need in needs))


def _move(request: HttpRequest, deal: Deal, stage: Stage, **way: Any) -> HttpResponse:
    event = deal.move_to(stage, by=request.user, **way)
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


def ask_why(request: HttpRequest, deal: Deal, stage: Stage) -> HttpResponse:
    return _ask(request, "deals/loss.html", deal, stage, reasons=LossReason.objects.living())


def _ask(request: HttpRequest, template: str, deal: Deal, stage: Stage, **more: Any) -> HttpResponse:
    """A window instead of the move, wherever the answer was to go."""
    board, query = "board" in request.POST, request.GET.urlencode()
    context = {"deal": deal, "stage": stage, "board": board, "query": query, "typed": request.POST, **more}
    response = render(request, template, context, status=422 if "filled" in request.POST else 200)
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
