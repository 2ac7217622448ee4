from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vatman.records import queries
from vatman.web.answers import done, say, trigger

from .common import card_or_404


@require_safe
@login_required
def trash(request: HttpRequest) -> HttpResponse:
    """What was thrown away in the last 30 days, to be brought back."""
    things = {
        name: title
        for name, title in queries.THINGS.items()
        if name in ("note", "file") or request.user.may("delete", name)
    }
    thing = request.GET.get("thing", "") if request.GET.get("thing") in things else next(iter(things))
    cursor = request.GET.get("cursor", "")
    page = queries.trash_page(thing, request.user, cursor)
    template = "records/trash_rows.html" if request.htmx and cursor else "records/trash.html"
    return render(request, template, {"page": page, "thing": thing, "things": things, "days": queries.DAYS})


@require_POST
@login_required
def restoring(request: HttpRequest, thing: str, pk: int) -> HttpResponse:
    if thing not in queries.trashable():
        raise Http404
    found = get_object_or_404(queries.in_trash(thing, request.user), pk=pk)
    found.restore(by=request.user)
    response = HttpResponse("")
    return say(trigger(response, changed={"thing": thing, "id": pk}), _("Вернули: %(name)s") % {"name": found})


@require_POST
@login_required
def trashing(request: HttpRequest, thing: str, pk: int) -> HttpResponse:
    """A card goes to the trash; the page goes on to the list it stood in."""
    card = card_or_404(request.user, thing, pk, "delete")
    card.trash(by=request.user)
    return done(
        request, getattr(card, "list_url", "/"), _("В корзине: %(name)s. Вернуть можно 30 дней") % {"name": card}
    )
