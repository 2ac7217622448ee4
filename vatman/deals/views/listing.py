"""The same deals as on the board, as a table."""

import tempfile
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from vatman.records.bulk.line import picking
from vatman.records.views.saved import seen_view
from vatman.team.access import MemberRequest
from vatman.web.answers import done

from ..actions.export import export as write
from ..columns import columns as all_columns
from ..filters import BoardFilter
from ..models import ListChoice
from ..queries import listing
from ..rows import Pen
from .board import context, for_target
from .doors import for_those_who, sees_deals


@sees_deals
@require_GET
def deals(request: MemberRequest) -> HttpResponse:
    filter_, cursor = BoardFilter.of(request.GET), request.GET.get("cursor", "")
    view = seen_view(request, "deals")
    choice = listing.choice_of(request.user, request.GET.get("sort", ""), view.columns if view else ())
    rows, following = listing.page(request.user, filter_, choice, cursor)
    more = {"view": view.pk} if view else {}
    sorted_, picked = filter_.without(sort=choice.sort, **more), picking("deal", request.user, filter_.query)
    drawn = {
        "rows": list(map(Pen(choice.shown, sorted_, ticks=bool(picked["verbs"])).draw, rows)), "next": following, "choice": choice, "sorted": sorted_, "span": len(choice.shown) + 1, **picked,
        "heads": [(column, *_order(choice.sort, column, filter_, more)) for column in choice.shown],
    }  # fmt: skip
    if request.htmx and cursor:
        return render(request, "deals/list/rows.html", drawn | {"filter": filter_})
    template = "deals/list/found.html" if for_target(request, "sheet") else "deals/list/page.html"
    return render(request, template, context(request, filter_) | drawn | {
        "section": "deals", "view": view, "view_query": _looked_at(filter_, choice, view), "states": True, "may_export": request.user.may("export", "deal"),
    })  # fmt: skip


def _looked_at(filter_: BoardFilter, choice: listing.Choice, view: Any) -> str:
    """What is kept of this page as a view, and which view it is now."""
    named = {"view": view.pk} if view else {}
    return filter_.without(sort=choice.sort, columns=",".join(column.key for column in choice.shown), **named)


@sees_deals
@require_GET
def totals(request: MemberRequest) -> HttpResponse:
    """What the list comes to, asked for once it stands."""
    rows = listing.rows_of(request.user, BoardFilter.of(request.GET))
    return render(request, "deals/list/totals.html", {"totals": listing.totals(rows)})


def _order(sort: str, column: listing.Column, filter_: BoardFilter, more: dict[str, Any]) -> tuple[str, str]:
    """Which way the list is sorted by this column now, and the query string that sorts it by it."""
    if not column.order:
        return "", ""
    now = {column.order: "ascending", f"-{column.order}": "descending"}.get(sort, "")
    down = now == "ascending" or (not now and column.down)
    return now, filter_.without(sort=f"-{column.order}" if down else column.order, **more)


@sees_deals
@require_http_methods(["GET", "POST"])
def columns(request: MemberRequest) -> HttpResponse:
    """Which columns stand in the list, in what order; kept for this member alone."""
    if request.method == "GET":
        return render(
            request,
            "deals/list/columns.html",
            {"choice": listing.choice_of(request.user), "query": request.GET.urlencode()},
        )
    known = all_columns()
    chosen = [key for key in dict.fromkeys(request.POST.getlist("column")) if key in known]
    ListChoice.objects.update_or_create(
        member=request.user, defaults={"columns": chosen, "sort": request.GET.get("sort", "")[:60]}
    )
    return done(request, f"{reverse('deals')}?{request.GET.urlencode()}")


@for_those_who("export", "deal")
@require_GET
def export(request: MemberRequest) -> FileResponse:
    """The list as filtered, as a spreadsheet; the log knows who took how many rows."""
    choice = listing.choice_of(request.user, request.GET.get("sort", ""))
    file = tempfile.TemporaryFile()  # noqa: SIM115 the answer closes it
    write(BoardFilter.of(request.GET), choice.shown, choice.sort, file, by=request.user)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"deals-{timezone.localdate():%Y-%m-%d}.xlsx")
