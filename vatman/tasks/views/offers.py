"""«Отправить КП» on a deal's card, and the letter and the file that a department pins for it."""

from typing import Any
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vatman.clients.models import Way
from vatman.deals.models import Deal
from vatman.records.models import File
from vatman.records.views.files import sent
from vatman.team.access import MemberRequest, get_allowed
from vatman.team.models import Department
from vatman.ui.moments import short_date
from vatman.ui.numbers import money
from vatman.web.answers import say, trigger
from vatman.web.forms import refusals

from ..actions.send_offer import send_offer
from ..forms import OfferLetterForm
from ..models import OfferLetter


@login_required
@require_http_methods(["GET", "POST"])
def deal_offer(request: MemberRequest, pk: int) -> HttpResponse:
    """GET: the letters that may be opened, one for each address. POST: it is sent, `way` says to whom."""
    deal = get_allowed(Deal.objects.select_related("stage", "pipeline", "contact", "company"), request.user, pk)
    emails = _emails(deal, request.user)
    if request.method == "POST":
        way = next((way for way in emails if str(way.pk) == request.POST.get("way")), None)
        offer = send_offer(deal, by=request.user, way=way)
        words = _("КП отправлено. %(day)s — узнать решение") % {"day": short_date(offer.next_step.due_on)}
        response = say(HttpResponse(status=204), words, event=offer.event)
        return trigger(response, close_window=True, changed={"thing": "deal", "id": deal.pk})
    letter = OfferLetter.objects.for_deal(deal, request.user)
    context = {
        "deal": deal,
        "letter": letter,
        "letters": [(way, _address(letter, deal, way, request.user)) for way in emails],
        "blank": _address(letter, deal, None, request.user),
        "files": [*([letter.file] if letter.file else [])],
        "own": File.objects.on(deal)[:10],
        "may_keep": _kept_letter(request.user.department_id or 0, request.user),
        "department": request.user.department_id or 0,
    }
    return render(request, "tasks/offer.html", context)


@login_required
@require_safe
def offer_file(request: MemberRequest, pk: int) -> FileResponse:
    """The file that a department pins to its КП: for everyone who has deals."""
    if not request.user.may("view", "deal"):
        raise PermissionDenied
    letter = get_object_or_404(OfferLetter.objects.select_related("file"), pk=pk)
    if letter.file is None or not letter.file.path.exists():
        raise Http404
    return sent(letter.file, show="show" in request.GET)


@login_required
@require_http_methods(["GET", "POST"])
def offer_letter(request: MemberRequest, department: int) -> HttpResponse:
    """Words and file of a department, 0: of the company."""
    letter = OfferLetter.objects.of(get_object_or_404(Department, pk=department) if department else None)
    if not letter.kept_by(request.user):
        raise PermissionDenied
    form = OfferLetterForm(
        request.POST or None, request.FILES or None, initial={"subject": letter.subject, "text": letter.text}
    )
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            event = letter.change(by=request.user, **form.cleaned_data)
            return trigger(say(HttpResponse(status=204), _("Письмо с КП сохранено"), event=event), close_window=True)
    context = {"form": form, "letter": letter, "department": department}
    return render(request, "tasks/offer_letter.html", context, status=422 if form.is_bound else 200)


def _kept_letter(department: int, member: Any) -> bool:
    found = Department.objects.filter(pk=department).first() if department else None
    return OfferLetter(department=found).kept_by(member)


def _emails(deal: Any, member: Any) -> list[Way]:
    """Addresses of the deal's people and company, as far as the member may see them."""
    found: list[Way] = []
    for one in (deal.contact, deal.company):
        if one and member.may("view", one) and member.may("contacts", one):
            found += Way.objects.filter(channel="email", wrong=False, **{one.thing: one}).select_related(
                "contact", "company"
            )
    return found


def _address(letter: OfferLetter, deal: Any, way: Way | None, member: Any) -> str:
    """«mailto:» with subject and text; a mail program attaches nothing by an address."""
    person = deal.contact if deal.contact and member.may("view", deal.contact) else None
    name = (person.first_name and " ".join(filter(None, (person.first_name, person.middle_name)))) if person else ""
    amount = money(deal.amount, deal.currency) if deal.amount else ""
    subject, text = letter.filled(deal, name or str(deal.client or ""), amount, member)
    return f"mailto:{quote(way.value, safe='@') if way else ''}?subject={quote(subject)}&body={quote(text)}"
