from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vatman.records.views.common import card_or_404
from vatman.team.access import get_allowed, get_visible, require
from vatman.web.answers import done, say
from vatman.web.errors import Refused
from vatman.web.forms import is_key

from . import queries
from .models import Doubt, Import, ImportRow, ImportSheet
from .receiving import receive
from .report import report

ROWS_ON_CARD = 5
AT_ONCE = 500  # rows that are taken back while the person waits


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def imports(request: HttpRequest) -> HttpResponse:
    """Where files are dropped, and what was brought before."""
    if not request.user.may("view", "import"):
        raise PermissionDenied
    if request.method == "POST":
        return _receive(request)
    return _imports(request)


def _imports(request: HttpRequest, error: Refused | None = None) -> HttpResponse:
    cursor = request.GET.get("cursor", "")
    context = {
        "page": queries.imports(request.user, cursor),
        "may_import": request.user.may("create", "import") and request.user.may("create", "contact"),
        "doubts": queries.doubt_count(request.user),
        "error": error,
    }
    part = "importing/import_rows.html" if cursor and request.htmx else "importing/imports.html"
    return render(request, part, context, status=422 if error else 200)


def _receive(request: HttpRequest) -> HttpResponse:
    require(request.user, "create", "import")
    require(request.user, "create", "contact")
    files, paths = request.FILES.getlist("files"), request.POST.getlist("paths")
    names = [path or file.name or "" for path, file in zip([*paths, *[""] * len(files)], files, strict=False)]
    try:
        load = receive(zip(names, files, strict=True), by=request.user)
    except Refused as error:
        return _imports(request, error)
    return done(request, load.get_absolute_url())


@require_safe
@login_required
def load(request: HttpRequest, pk: int) -> HttpResponse:
    """The report of one import; while it runs, how far it has come."""
    found = get_visible(Import.objects.select_related("owner"), request.user, pk)
    if found.is_busy or found.state == Import.State.FAILED:
        return render(request, "importing/running.html", {"load": found})
    return render(request, "importing/report.html", _report(request, found))


def _report(request: HttpRequest, found: Import) -> dict[str, Any]:
    sheets = queries.sheets(found)
    asked = request.GET.get("sheet", "")
    sheet = next((one for one in sheets if str(one.pk) == asked), sheets[0] if sheets else None)
    return {
        "load": found,
        "totals": report_totals(found),
        "sheets": sheets,
        "sheet": sheet,
        "columns": queries.columns(found, sheet) if sheet else [],
        "statuses": queries.statuses(found),
        "problems": queries.problems(found),
        "doubts": len(queries.doubts(request.user, found).items),
        "sees_report": request.user.may("view", "report") and request.user.may("view", "deal"),
        "may_undo": found.state == Import.State.DONE and request.user.may("delete", found),
    }


def report_totals(found: Import) -> dict[str, Any]:
    empty = {"read": 0, "created": 0, "joined": 0, "skipped": 0}
    made = found.totals.get("created", {})
    return {
        "rows": {**empty, **found.totals.get("rows", {})},
        "created": {thing: made.get(thing, 0) for thing in ("contacts", "companies", "deals", "tasks", "notes")},
        "review": found.totals.get("review", 0),
    }


@require_safe
@login_required
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked every second while the import runs; when it is over, the page turns into the report."""
    found = get_visible(Import, request.user, pk)
    if not found.is_busy:
        return HttpResponse(status=204, headers={"HX-Redirect": found.get_absolute_url()})
    return render(request, "importing/progress.html", {"load": found})


@require_safe
@login_required
def columns(request: HttpRequest, pk: int, sheet: int) -> HttpResponse:
    found = get_visible(Import, request.user, pk)
    chosen = get_object_or_404(ImportSheet.objects.select_related("file"), pk=sheet, file__load=found)
    return render(
        request, "importing/columns.html", {"load": found, "sheet": chosen, "columns": queries.columns(found, chosen)}
    )


@require_safe
@login_required
def rows(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows themselves, by what became of them."""
    found = get_visible(Import, request.user, pk)
    outcome, cursor = request.GET.get("outcome", ""), request.GET.get("cursor", "")
    context = {"load": found, "outcome": outcome, "page": queries.rows(found, outcome, cursor)}
    queries.show_cards(context["page"].items, request.user)
    return render(request, "importing/row_rows.html" if cursor and request.htmx else "importing/rows.html", context)


@require_safe
@login_required
def row(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """The row as it stood in the file."""
    found = queries.row(request.user, pk, row)
    if found is None:
        raise Http404
    return render(request, "importing/row.html", {"row": found})


@require_safe
@login_required
def came_from(request: HttpRequest, thing: str, pk: int) -> HttpResponse:
    """On a card: the rows it came from, of imports the member may see."""
    card = card_or_404(request.user, thing, pk)
    if not hasattr(ImportRow, thing):
        raise Http404
    return render(request, "importing/came_from.html", {"rows": queries.rows_of(card, request.user)[:ROWS_ON_CARD]})


@require_safe
@login_required
def problems(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_visible(Import, request.user, pk)
    return render(
        request,
        "importing/problem_rows.html",
        {"load": found, "problems": queries.problems(found, request.GET.get("cursor", ""))},
    )


@require_safe
@login_required
def report_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole report as a file, in the shape the command line writes."""
    found = get_visible(Import, request.user, pk)
    answer = JsonResponse(report(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="import-{found.pk}.json"'
    return answer


@require_POST
@login_required
def undoing(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_allowed(Import, request.user, pk, "delete")
    if found.rows_total > AT_ONCE:
        found.undo_later(by=request.user)
        return done(request, found.get_absolute_url())
    found.undo(by=request.user)
    return done(request, found.get_absolute_url(), _("Загрузка отменена"))


@require_POST
@login_required
def resumption(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_allowed(Import, request.user, pk, "edit")
    found.go_on(by=request.user)
    return done(request, found.get_absolute_url())


@require_safe
@login_required
def doubts(request: HttpRequest) -> HttpResponse:
    """Pairs that may be one client, side by side."""
    if not request.user.may("edit", "contact"):
        raise PermissionDenied
    cursor = request.GET.get("cursor", "")
    chosen = get_visible(Import, request.user, request.GET["import"]) if is_key(request.GET.get("import", "")) else None
    context = {"page": queries.doubts(request.user, chosen, cursor), "load": chosen}
    return render(request, "importing/doubt_rows.html" if cursor and request.htmx else "importing/doubts.html", context)


@require_POST
@login_required
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One client or two."""
    doubt = get_visible(Doubt, request.user, pk)
    for card in filter(None, (doubt.card("ours"), doubt.card("other"))):
        require(request.user, "edit", card)
    if request.POST.get("same"):
        doubt.join(by=request.user)
        words = _("Склеили")
    else:
        doubt.keep_apart(by=request.user)
        words = _("Разные клиенты")
    if not request.htmx:
        from django.urls import reverse

        return done(request, reverse("import_doubts"), words)
    return say(HttpResponse(""), words)
