"""What a deal orders, who takes part in it, what has come for it, and the same order again."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vatman.team.access import get_allowed, get_visible, require
from vatman.team.models import Member
from vatman.web.answers import done
from vatman.web.errors import Refused
from vatman.web.forms import is_key, refusals

from ..forms import PaymentForm
from ..models import Deal, Participant
from ..models.lines import plain
from ..models.repeating import heir_of
from .moves import answer

BLANK = {"what": "", "quantity": "", "price": ""}


@login_required
@require_http_methods(["GET", "POST"])
def lines(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole order in one window; a row left empty is no line."""
    deal = get_allowed(Deal.objects.select_related("stage", "pipeline"), request.user, pk)
    if request.method == "GET":
        said = deal.said_lines()
        return _window(
            request, deal, [{name: _typed(value, name) for name, value in one.items()} for one in said], said
        )
    typed, was = _rows(request, "what", "quantity", "price"), _rows(request, "was_what", "was_quantity", "was_price")
    try:
        event = deal.set_lines(typed, was=was, by=request.user)
    except Refused as error:
        return _window(request, deal, typed, was, error)
    return answer(request, deal, event, event.sentence if event else "")


@login_required
@require_http_methods(["GET", "POST"])
def participants(request: HttpRequest, pk: int) -> HttpResponse:
    """Who of us takes part and with which share, all in one window; a row without a colleague is nobody."""
    deal = get_allowed(Deal.objects.select_related("stage", "pipeline", "owner"), request.user, pk)
    parts: list[dict[str, Any]] = deal.said_parts()
    if request.method == "GET":
        return _team_window(request, deal, parts, parts)
    typed, was = _parts(request, ""), _parts(request, "was_")
    try:
        event = deal.share_out(typed, was=was, by=request.user)
    except Refused as error:
        return _team_window(request, deal, typed, was, error)
    return answer(request, deal, event, event.sentence if event else "")


def _parts(request: HttpRequest, before: str) -> list[dict[str, str]]:
    names = ("member", "role", "share")
    rows = zip(*(request.POST.getlist(before + name) for name in names), strict=False)
    return [dict(zip(names, row, strict=True)) for row in rows if row[0]]


def _team_window(
    request: HttpRequest,
    deal: Deal,
    parts: list[dict[str, Any]],
    was: list[dict[str, Any]],
    error: Refused | None = None,
) -> HttpResponse:
    here = {str(part["member"]) for part in parts}
    people = Member.objects.filter(Q(pk__in=Member.objects.active()) | Q(pk__in=[one for one in here if is_key(one)]))
    first = {"member": deal.owner_id, "role": "closes", "share": ""} if not parts and deal.owner_id else {}
    rows = [*parts, *([first] if first else []), {}]
    context = {
        "deal": deal, "rows": [{**row, "member": str(row.get("member", ""))} for row in rows], "was": was, "error": error,
        "people": [(str(one.pk), one.name) for one in people.order_by("name")], "roles": Participant.Role.choices,
    }  # fmt: skip
    return _dialog(request, "deals/deal/team_window.html", context, refused=error is not None)


@login_required
@require_http_methods(["GET", "POST"])
def payments(request: HttpRequest, pk: int) -> HttpResponse:
    """Money that came: by default all that is left, today."""
    deal = get_allowed(Deal.objects.select_related("stage", "pipeline"), request.user, pk)
    form = PaymentForm(request.POST or None, initial={"amount": plain(deal.left) if deal.left > 0 else None})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with refusals(form):
            event = deal.take_payment(values["amount"], on=values["paid_on"], note=values["note"], by=request.user)
            return answer(request, deal, event, event.sentence)
    return _dialog(request, "deals/deal/payment_window.html", {"deal": deal, "form": form}, refused=form.is_bound)


@login_required
@require_POST
def payment_removal(request: HttpRequest, pk: int, payment: int) -> HttpResponse:
    deal = get_allowed(Deal.objects.select_related("stage", "pipeline"), request.user, pk)
    event = deal.drop_payment(payment, by=request.user)
    return answer(request, deal, event, event.sentence if event else "")


@login_required
@require_POST
def repeats(request: HttpRequest, pk: int) -> HttpResponse:
    deal = get_visible(Deal.objects.select_related("pipeline"), request.user, pk)
    require(request.user, "create", "deal")
    again = deal.repeat(owner=heir_of(deal, request.user), by=request.user)
    return done(request, again.get_absolute_url(), _("Заказ повторён: «%(deal)s»") % {"deal": again})


def _typed(text: str, name: str) -> str:
    """A number as it is typed here: «24,5»."""
    return text.replace(".", ",") if name != "what" and get_language() != "en" else text


def _rows(request: HttpRequest, *names: str) -> list[dict[str, str]]:
    columns = [request.POST.getlist(name) for name in names]
    rows = [dict(zip(BLANK, row, strict=True)) for row in zip(*columns, strict=False)]
    return [
        {**row, "quantity": row["quantity"].strip() or "1"}
        for row in rows
        if row["what"].strip() or row["price"].strip()
    ]


def _window(request: HttpRequest, deal: Deal, rows: Any, was: Any = None, error: Refused | None = None) -> HttpResponse:
    context = {
        "deal": deal, "rows": [*rows, *[BLANK] * (2 if rows else 3)], "was": rows if was is None else was, "error": error,
    }  # fmt: skip
    return _dialog(request, "deals/deal/lines_window.html", context, refused=error is not None)


def _dialog(request: HttpRequest, template: str, context: dict[str, Any], *, refused: bool) -> HttpResponse:
    """A window; refused, it is drawn again with what was typed, wherever the answer was to go."""
    response = render(request, template, context | {"query": request.GET.urlencode()}, status=422 if refused else 200)
    if refused:
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#dialog", "innerHTML"
    return response
