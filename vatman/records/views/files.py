from typing import BinaryIO, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from vatman.records.models import File
from vatman.team.access import get_visible
from vatman.web.answers import say
from vatman.web.errors import Refused

from .common import card_or_404, may_note, told


@require_POST
@login_required
def add(request: HttpRequest, thing: str, pk: int) -> HttpResponse:
    """One or several files, pinned to a card."""
    card = card_or_404(request.user, thing, pk)
    if not may_note(request.user, card):
        raise PermissionDenied
    sent = request.FILES.getlist("files")
    if not sent:
        raise Refused(_("Файл не дошёл: выберите его ещё раз"))
    for one in sent:
        File.objects.add(card, one.name or "", cast(BinaryIO, one), by=request.user)
    response = render(request, "records/files.html", {"card": card, "files": File.objects.on(card), "may_note": True})
    text = ngettext("Файл сохранён", "Сохранено файлов: %(count)s", len(sent)) % {"count": len(sent)}
    return say(told(response, card), text)


@require_safe
@login_required
def download(request: HttpRequest, pk: int) -> FileResponse:
    """The bytes, to those who see the card. Only safe pictures and PDF are shown in the browser, and even they run nothing."""
    file = get_visible(File, request.user, pk)
    if not file.path.exists():
        raise Http404
    return sent(file, show="show" in request.GET)


def sent(file: File, *, show: bool = False) -> FileResponse:
    """The bytes of one that the member may have; `show` draws it in the browser if it is safe."""
    inside = show and file.shown_as
    answer = FileResponse(
        file.path.open("rb"),
        as_attachment=not inside,
        filename=file.name,
        content_type=file.shown_as if inside else "application/octet-stream",
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


@require_POST
@login_required
def trash(request: HttpRequest, pk: int) -> HttpResponse:
    file = get_visible(File, request.user, pk)
    card = file.place
    if file.author_id != request.user.pk and not request.user.may("edit", card):
        raise PermissionDenied
    event = file.trash(by=request.user)
    response = render(request, "records/files.html", {"card": card, "files": File.objects.on(card), "may_note": True})
    return say(told(response, card), _("Файл в корзине"), event=event)
