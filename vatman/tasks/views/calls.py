"""The small window of a call: a digit says how it ended, a second one when or why, and it is written down."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vatman.deals.models import Deal, LossReason
from vatman.team.access import MemberRequest, get_allowed, get_visible
from vatman.ui.moments import when as in_words
from vatman.web.answers import say, trigger
from vatman.web.forms import is_key, refusals

from ..actions.log_call import log_call
from ..calling.results import RESULTS
from ..forms import CallForm
from ..models import Call, Task
from ..presets import choices
from ..queries.calls import Callee, callee

CARDS = ("deal", "contact", "company")


@login_required
@require_http_methods(["GET", "POST"])
def call_new(request: MemberRequest, thing: str, pk: int) -> HttpResponse:
    """About a deal, to a contact or a company; `task` is what one called for, `way` the number dialled."""
    if thing not in CARDS:
        raise Http404
    who = callee(thing, pk, request.user)
    form = CallForm(request.POST or None)
    asked = {"task": _asked(request, "task"), "way": _asked(request, "way")}
    if request.method == "POST" and form.is_valid():
        if form.asks(who.ends):
            return window(request, who, form, **asked)
        with refusals(form):
            call = log_call(
                who.place,
                by=request.user,
                task=get_visible(Task, request.user, asked["task"]) if asked["task"] else None,
                way=next((way for way in who.phones if way.pk == asked["way"]), None),
                **form.values(),
            )
            return logged(request, call)
    return window(request, who, form, **asked)


def window(request: MemberRequest, who: Callee, form: CallForm, **more: Any) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "tasks/calls/window.html", {"who": who, **asking(form, who), **more}, status=status)


def asking(form: CallForm, who: Callee) -> dict[str, Any]:
    """What the form is drawn with: the results, or the question that the chosen one leaves."""
    what = form.chosen
    return {
        "form": form,
        "results": list(RESULTS.values()),
        "what": what if what and form.asks(who.ends, again=True) else None,
        "presets": choices(),
        "reasons": LossReason.objects.living() if what and what.asks == "why" else [],
    }


def logged(request: MemberRequest, call: Call) -> HttpResponse:
    """Closes the window; after the last try in vain asks in it what now."""
    changed = {"thing": call.place.thing, "id": call.place.pk, "subject": ["call", call.pk]}
    if call.gave_up and call.deal and request.user.may("edit", call.deal):
        response = render(request, "tasks/calls/given_up.html", {"call": call, "deal": call.deal})
        return trigger(say(response, told(call), event=call.event), changed=changed)
    response = say(HttpResponse(status=204), told(call), event=call.event)
    return trigger(response, close_window=True, changed=changed)


@login_required
@require_POST
def call_giving_up(request: MemberRequest, pk: int) -> HttpResponse:
    """After the last try in vain: lost, «не дозвонились»."""
    deal = get_allowed(Deal.objects.select_related("stage", "pipeline"), request.user, pk)
    reasons = LossReason.objects.living()
    reason = reasons.filter(key="unreachable").first() or reasons.first()
    event = deal.lose(reason, by=request.user)
    response = say(HttpResponse(status=204), _("Отказ записан: «%(deal)s»") % {"deal": deal}, event=event)
    return trigger(response, close_window=True, changed={"thing": "deal", "id": deal.pk})


def told(call: Call) -> str:
    step = call.next_step
    if step is None and call.next_try and not call.gave_up:
        again = {"result": call.what.title, "when": in_words(call.next_try)}
        return _("Записано: %(result)s. Снова %(when)s") % again
    if step is None:
        return _("Записано: %(result)s") % {"result": call.what.title}
    words = {"result": call.what.title, "step": step.title, "when": in_words(step.moment, bool(step.due_at))}
    return _("Записано: %(result)s. Дальше %(when)s: %(step)s") % words


def _asked(request: MemberRequest, name: str) -> int:
    text = request.POST.get(name, "") or request.GET.get(name, "")
    return int(text) if is_key(text) else 0
