"""The board: the whole of it, one column further, and what has changed on it meanwhile."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from vatman.team.rights import Scope
from vatman.web.forms import is_key

from ..filters import BoardFilter
from ..models import Stage
from ..queries import board as queries
from .doors import sees_deals

MANY = 40  # more cards than this at once and the page had better be read anew


@sees_deals
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """A typed search swaps only the sheet."""
    filter_ = BoardFilter.of(request.GET)
    around = context(request, filter_)
    drawn = queries.board(request.user, filter_, around["pipeline"])
    page = "deals/board/found.html" if for_target(request, "sheet") else "deals/board/page.html"
    return render(request, page, around | {"board": drawn, "totals": drawn.totals})


@sees_deals
@require_GET
def column(request: HttpRequest, stage: int) -> HttpResponse:
    """The next cards of one column, or its first ones again: `n` of them, as many as stood there."""
    filter_ = BoardFilter.of(request.GET)
    asked = get_object_or_404(Stage.objects.living().select_related("pipeline"), pk=stage)
    count = request.GET.get("n", "")
    limit = int(count) if is_key(count) else queries.FIRST
    drawn = queries.column(
        request.user, filter_, asked, cursor=request.GET.get("cursor", ""), limit=max(limit, queries.FIRST)
    )
    return render(request, "deals/board/cards.html", context(request, filter_) | {"column": drawn})


@sees_deals
@require_GET
def changes(request: HttpRequest) -> HttpResponse:
    """`ids` of deals something happened to: their cards as they are now, and every number on the board."""
    ids = [int(one) for one in request.GET.get("ids", "").split(",")[:MANY] if is_key(one)]
    return drawn_changes(request, BoardFilter.of(request.GET), ids)


def drawn_changes(request: HttpRequest, filter_: BoardFilter, ids: list[int]) -> HttpResponse:
    around = context(request, filter_)
    pipeline = around["pipeline"]
    stages = queries.stages_of(pipeline)
    numbers = queries.totals(request.user, filter_, pipeline, stages)
    cards = queries.cards(request.user, filter_, stages, ids)
    columns = [queries.Column(stage, numbers[stage.pk]) for stage in stages]
    drawn = queries.Board(pipeline, filter_, columns)
    return render(request, "deals/board/changes.html", around | {
        "board": drawn, "totals": drawn.totals, "cards": cards.values(), "gone": [one for one in ids if one not in cards],
    })  # fmt: skip


def context(request: HttpRequest, filter_: BoardFilter) -> dict[str, Any]:
    """What the filter line and the stamp need wherever deals are listed."""
    member = request.user
    scope = member.scope("view", "deal")
    pipelines = queries.pipelines()
    return {
        "pipelines": pipelines,
        "pipeline": next((one for one in pipelines if one.pk == filter_.pipeline), pipelines[0]),
        "filter": filter_,
        "chips": list(filter_.chips(member)),
        "sees_more": scope != Scope.OWN,
        "sees_all": scope == Scope.ALL,
        "may_create": member.may("create", "deal"),
        "may_edit": member.may("edit", "deal"),
        "may_settle": member.may("edit", "settings"),
        "mine": filter_.without("owner", "department", owner=member.pk),
        "everyone": filter_.without("owner", "department"),
        "late_query": filter_.without("step", step="" if filter_.step == "late" else "late"),
        "none_query": filter_.without("step", step="" if filter_.step == "none" else "none"),
        "rotting_query": filter_.without("rotting", rotting="" if filter_.rotting else 1),
    }


def for_target(request: HttpRequest, name: str) -> bool:
    """Whether htmx asks for this part of the page only."""
    return bool(request.htmx and (request.htmx.target or "").endswith(name))
