from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vatman.records.mentions import mentioned
from vatman.records.models import Note
from vatman.team.access import get_visible
from vatman.team.models import Member
from vatman.web.answers import say

from .common import card_or_404, may_note, told


@require_POST
@login_required
def add(request: HttpRequest, thing: str, pk: int) -> HttpResponse:
    """A note on any card; colleagues named by @ are told, if the card is theirs to see."""
    card = card_or_404(request.user, thing, pk)
    if not may_note(request.user, card):
        raise PermissionDenied
    text = request.POST.get("text", "")
    seeing, blind = mentioned(text, card)
    Note.objects.add(card, text, by=request.user, mentions=[member.pk for member in seeing])
    response = told(HttpResponse(status=204), card)
    if not blind:
        return response
    names = ", ".join(member.name for member in blind)
    return say(response, _("Записали. Не увидят эту карточку: %(names)s") % {"names": names}, tone="bad")


@require_POST
@login_required
def trash(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own note, or any on a card one may change, goes to the trash."""
    note = get_visible(Note, request.user, pk)
    card = note.place
    if note.author_id != request.user.pk and not request.user.may("edit", card):
        raise PermissionDenied
    event = note.trash(by=request.user)
    return say(told(HttpResponse(status=204), card), _("Заметка в корзине"), event=event)


@require_safe
@login_required
def people(request: HttpRequest) -> JsonResponse:
    """Names for @: our own people."""
    return JsonResponse({"names": list(Member.objects.active().values_list("name", flat=True))})
