"""«Передать дела»: all that a colleague has, to another, in one window."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from vatman.records.bulk.handing import CLIENTS, OPENS, hand, holdings
from vatman.team.access import MemberRequest
from vatman.team.models import Member
from vatman.web.answers import done
from vatman.web.errors import Refused
from vatman.web.forms import is_key

WORDS = {"contact": _("Контакты"), "company": _("Компании"), "deal": _("Открытые сделки"), "task": _("Открытые задачи")}


@require_http_methods(["GET", "POST"])
@login_required
def portfolio(request: MemberRequest) -> HttpResponse:
    """Whose, to whom, with what, and why; a part of the page says how much that is before anything goes."""
    people = givers(request.user)
    if not people:
        raise PermissionDenied
    asked = request.POST if request.method == "POST" else request.GET
    key, to = asked.get("from", ""), asked.get("to", "")
    giver = next(
        (one for one in people if str(one.pk) == key), next((one for one in people if one == request.user), people[0])
    )
    kinds = kinds_of(asked) if request.method == "POST" or "counted" in asked else set(OPENS)
    error = None
    if request.method == "POST":
        try:
            heir = Member.objects.active().filter(pk=int(to)).first() if is_key(to) else None
            if heir is None:
                raise Refused(fields={"owner": _("Кому передать?")})
            change = hand(giver, heir, by=request.user, kinds=kinds, note=asked.get("note", ""))
            return done(request, change.get_absolute_url())
        except Refused as refused:
            error = refused
    found = holdings(giver, request.user, kinds)
    context: dict[str, Any] = {
        "people": people, "giver": giver, "heirs": Member.objects.active().exclude(pk=giver.pk), "error": error, "typed": asked, "kinds": kinds,
        "counts": [(WORDS[kind], len(ids)) for kind, ids in found.items()], "offered": [(kind, WORDS[kind]) for kind in OPENS],
    }  # fmt: skip
    template = "records/handing/counts.html" if "counted" in request.GET else "records/handing/page.html"
    return render(request, template, context, status=422 if error else 200)


def givers(member: Any) -> list[Member]:
    """Whose things he may give away: his own, his department's, everybody's."""
    scopes = {member.scope("edit", thing) for thing in (*CLIENTS, *OPENS)}
    if "all" in scopes:
        return list(Member.objects.order_by("-is_active", "name"))
    if "department" in scopes:
        return list(Member.objects.filter(pk__in=member.colleagues).order_by("-is_active", "name"))
    return [member] if "own" in scopes else []


def kinds_of(asked: Any) -> set[str]:
    return {kind for kind in OPENS if asked.get(f"with_{kind}") == "1"}


def open_on(request: HttpRequest, card: Any) -> list[tuple[str, Any, int]]:
    """What is open on a card and would go along: kind, its words, how many."""
    found = holdings(card, request.user, set(OPENS))
    return [(kind, WORDS[kind], len(ids)) for kind, ids in found.items() if kind != card.thing and ids]
