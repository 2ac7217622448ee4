"""Many cards at once: the window with what will change, the change itself, how far it has come, its report."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from vatman.records.bulk.sorting import chosen, forecast
from vatman.records.bulk.verb import Verb, verb_named
from vatman.records.models import BulkChange
from vatman.records.models.bulk import AT_ONCE, MOST
from vatman.records.places import places
from vatman.web import cursors
from vatman.web.answers import done, say, trigger
from vatman.web.errors import Refused
from vatman.web.forms import is_key

PICKS = ("ids", "all", "query")


@require_POST
@login_required
def window(request: HttpRequest, thing: str, verb: str) -> HttpResponse:
    """What to do with the cards that were picked; nothing changes yet."""
    return render(request, "records/bulk/window.html", _drawn(request, thing, verb))


@require_POST
@login_required
def preview(request: HttpRequest, thing: str, verb: str) -> HttpResponse:
    """How many will change, what stands there today, and what cannot be changed and why."""
    return render(request, "records/bulk/preview.html", _drawn(request, thing, verb))


@require_POST
@login_required
def start(request: HttpRequest, thing: str, verb: str) -> HttpResponse:
    """A few cards change at once, many in the background, shown as they go."""
    kind = _allowed(request, thing, verb)
    values = kind.read(thing, request.POST, request.user)
    if values is None:
        return render(request, "records/bulk/window.html", _drawn(request, thing, verb), status=422)
    one = kind(thing, values)
    ids = list(_chosen(request, thing).order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    change = BulkChange.objects.begin(one, ids, by=request.user)
    return _answer(request, change)


@require_safe
@login_required
def bulk(request: HttpRequest, pk: int) -> HttpResponse:
    """The report of one change; while it goes on, how far it has come."""
    change = get_object_or_404(BulkChange.objects.visible_to(request.user), pk=pk)
    return render(request, "records/bulk/page.html", _report(change, request.user))


@require_safe
@login_required
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked every second; when it is over the list behind it is drawn anew."""
    change = get_object_or_404(BulkChange.objects.visible_to(request.user), pk=pk)
    response = render(request, "records/bulk/report.html", _report(change, request.user))
    return response if change.is_busy else trigger(response, bulk_done={"thing": change.of})


@require_POST
@login_required
def undoing(request: HttpRequest, pk: int) -> HttpResponse:
    """All of it back, where nobody has changed it since."""
    change = get_object_or_404(BulkChange.objects.visible_to(request.user), pk=pk)
    if not change.may_be_undone_by(request.user):
        raise PermissionDenied
    event = change.event
    change.undo(by=request.user, origin=f"undo:{event.id}" if event else "")
    if not request.htmx:
        return done(request, change.get_absolute_url())
    response = render(request, "records/bulk/report.html", _report(change, request.user))
    return response if change.is_busy else trigger(response, bulk_done={"thing": change.of})


@require_safe
@login_required
def bulks(request: HttpRequest) -> HttpResponse:
    """What was done to many at once, newest first."""
    rows = BulkChange.objects.visible_to(request.user).select_related("owner").defer("ids", "left", "stayed", "values")
    page = cursors.page(rows, ("-pk",), cursor=request.GET.get("cursor", ""))
    return render(request, "records/bulk/list.html", {"page": page})


def _allowed(request: HttpRequest, thing: str, verb: str) -> type[Verb]:
    kind = verb_named(verb, thing)
    if not kind.offered(thing, request.user):
        raise PermissionDenied
    return kind


def _chosen(request: HttpRequest, thing: str) -> Any:
    if request.POST.get("all") == "1":
        return chosen(thing, request.user, QueryDict(request.POST.get("query", "")), None)
    ids = [int(key) for key in request.POST.get("ids", "").split(",") if is_key(key)]
    if not ids:
        raise Refused(_("Не выбрано ни одной карточки"), code="nothing_chosen")
    return chosen(thing, request.user, QueryDict(), ids)


def _drawn(request: HttpRequest, thing: str, verb: str) -> dict[str, Any]:
    kind = _allowed(request, thing, verb)
    rows, error, values = _chosen(request, thing), None, None
    try:
        values = kind.read(thing, request.POST, request.user)
    except Refused as refused:
        error = refused
    one = kind(thing, values) if values is not None else None
    field = request.POST.get("field", "")
    context = {
        "thing": thing, "verb": kind, "one": one, "error": error, "typed": request.POST, "cell": None,
        "picks": [(name, request.POST.get(name, "")) for name in PICKS],
        "forecast": forecast(one, rows, request.user) if one else None, "total": None if one else rows.count(),
        **kind.choices(thing, request.user),
    }  # fmt: skip
    if field and field in dict(context.get("fields", ())):
        context["cell"] = kind(thing, {"field": field}).cell()  # type: ignore[attr-defined]
    return context


def _answer(request: HttpRequest, change: BulkChange) -> HttpResponse:
    if change.total > AT_ONCE or change.left:
        return trigger(
            render(request, "records/bulk/progress.html", _report(change, request.user)), bulk_done={"thing": change.of}
        )
    words = ngettext("%(words)s — %(count)s карточка", "%(words)s — %(count)s карточек", change.changed)
    response = trigger(HttpResponse(status=204), close_window=True, bulk_done={"thing": change.of})
    return say(response, words % {"words": change.words, "count": change.changed}, event=change.event)


def _report(change: BulkChange, member: Any) -> dict[str, Any]:
    """Those that were left or stayed are named, where the member may know of them."""
    model = places().get(change.of)
    keys = {pk for _why, _count, some in change.left for pk in some[:20]} | set(change.stayed[:100])
    names = (
        {pk: {"name": name, "url": url} for pk, (name, url) in model.named(keys, member).items()}
        if keys and model
        else {}
    )
    return {
        "change": change, "may_undo": change.may_be_undone_by(member) and change.state in ("done", "failed") and change.changed,
        "left": [(why, count, [names[pk] for pk in some[:20] if pk in names]) for why, count, some in change.left],
        "stayed": [names[pk] for pk in change.stayed[:100] if pk in names], "given_back": change.changed - change.stayed_count,
    }  # fmt: skip
