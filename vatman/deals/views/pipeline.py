"""The way deals go, edited on the board itself, and the short lists deals are described with."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vatman.web.answers import done, say
from vatman.web.errors import Refused
from vatman.web.forms import is_key, refusals

from ..forms import PipelineForm, StageForm
from ..models import Deal, LossReason, Pipeline, Source, Stage
from .doors import settles

LISTS: dict[str, Any] = {"reasons": LossReason, "sources": Source}
COLOURS = ("#8ba7c9", "#6c93c2", "#4a7ab5", "#2f63a3", "#1d4f91", "#2c7a4b", "#8c8f94")


@settles
@require_http_methods(["GET", "POST"])
def stage(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Stage.objects.living().select_related("pipeline"), pk=pk)
    form = StageForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            Stage.objects.select_related("pipeline").get(pk=pk).change(by=request.user, **form.cleaned_data)
            return _to_board(request, one.pipeline, _("Этап «%(stage)s» изменён") % {"stage": one})
    others = one.pipeline.stages.living().exclude(pk=pk)
    holds = Deal.objects.filter(stage=one, trashed_at=None).order_by()[:1].exists()
    return _window(request, "deals/pipeline/stage.html", form, stage=one, others=others, holds=holds)


@settles
@require_POST
def stage_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """The stage leaves the board, its deals go to `move_to`."""
    one = get_object_or_404(Stage.objects.living().select_related("pipeline"), pk=pk)
    to = request.POST.get("move_to", "")
    heir = one.pipeline.stages.living().filter(pk=to).first() if is_key(to) else None
    one.remove(move_to=heir, by=request.user)
    return _to_board(request, one.pipeline, _("Этапа «%(stage)s» больше нет") % {"stage": one})


@settles
@require_http_methods(["GET", "POST"])
def stage_new(request: HttpRequest, pk: int) -> HttpResponse:
    pipeline = get_object_or_404(Pipeline, pk=pk, archived_at=None)
    form = StageForm(
        request.POST or None,
        initial={"kind": Stage.Kind.OPEN, "probability": 50, "rots_after": 5, "colour": COLOURS[3]},
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        after = pipeline.stages.living().filter(kind=values["kind"]).last()
        new = pipeline.add_stage(values.pop("name"), by=request.user, after=after, **values)
        return _to_board(request, pipeline, _("Новый этап: %(stage)s") % {"stage": new})
    return _window(request, "deals/pipeline/stage.html", form, pipeline=pipeline)


@settles
@require_POST
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """`order` holds the keys of the stages as they now stand."""
    pipeline = get_object_or_404(Pipeline, pk=pk, archived_at=None)
    pipeline.line_up([int(one) for one in request.POST.get("order", "").split(",") if is_key(one)], by=request.user)
    return say(HttpResponse(status=204), _("Порядок этапов записан"))


@settles
@require_http_methods(["GET", "POST"])
def pipeline_new(request: HttpRequest) -> HttpResponse:
    form = PipelineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        new = Pipeline.objects.open(form.cleaned_data["name"], by=request.user)
        return _to_board(request, new, _("Воронка «%(name)s» готова: добавьте её этапы") % {"name": new})
    return _window(request, "deals/pipeline/pipeline.html", form)


@settles
@require_http_methods(["GET", "POST"])
def pipeline(request: HttpRequest, pk: int) -> HttpResponse:
    """Renamed, or taken off the board with `close`."""
    one = get_object_or_404(Pipeline, pk=pk, archived_at=None)
    if "close" in request.POST:
        one.close(by=request.user)
        return _to_board(request, Pipeline.objects.default(), _("Воронка «%(name)s» убрана") % {"name": one})
    form = PipelineForm(request.POST or None, initial={"name": one.name})
    if request.method == "POST" and form.is_valid():
        one.rename(form.cleaned_data["name"], by=request.user)
        return _to_board(request, one, _("Воронка называется «%(name)s»") % {"name": one})
    return _window(request, "deals/pipeline/pipeline.html", form, pipeline=one)


@settles
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, name: str) -> HttpResponse:
    """Reasons of a loss or sources: `add` a new one, `word` renamed to `name`, or `remove` it."""
    if name not in LISTS:
        raise Http404
    model, error = LISTS[name], None
    if request.method == "POST":
        try:
            _written(model, request)
        except Refused as refused:
            error = refused
    context = {"list": name, "words": model.objects.living(), "error": error}
    return render(request, "deals/pipeline/words.html", context, status=422 if error else 200)


@transaction.atomic
def _written(model: Any, request: HttpRequest) -> None:
    if "word" not in request.POST and "remove" not in request.POST:
        model.objects.add(request.POST.get("add", ""), by=request.user)
        return
    key = request.POST.get("remove") or request.POST.get("word", "")
    word = get_object_or_404(model.objects.living(), pk=key if is_key(key) else 0)
    if "remove" in request.POST:
        word.remove(by=request.user)
    else:
        word.rename(request.POST.get("name", ""), by=request.user)


def _window(request: HttpRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    return render(request, template, {"form": form, **context}, status=422 if form.is_bound else 200)


def _to_board(request: HttpRequest, pipeline: Pipeline, text: str) -> HttpResponse:
    return done(request, f"{reverse('board')}?pipeline={pipeline.pk}", text)
