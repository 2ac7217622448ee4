from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vatman.team.access import MemberRequest, get_allowed, get_visible, require
from vatman.web.answers import say, trigger
from vatman.web.forms import is_key, refusals

from ..actions.finish import finish
from ..forms import CompletionForm, PostponementForm, TaskForm
from ..models import Task
from ..presets import choices

STARTERS = ("deal", "contact", "company")


@login_required
@require_http_methods(["GET", "HEAD", "DELETE"])
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """A task lives on its card; one without a card has a page of its own."""
    one = get_visible(Task.objects.select_related(*STARTERS, "owner", "author"), request.user, pk)
    if request.method == "DELETE":
        require(request.user, "delete", one)
        return _answer(one, _("Задача в корзине"), one.trash(by=request.user))
    if one.place is not one and request.user.may("view", one.place):
        return redirect(one.place)
    return render(
        request, "tasks/task.html", {"task": one, "section": "my_day", "may_close": request.user.may("edit", one)}
    )


@login_required
@require_http_methods(["GET", "POST"])
def task_new(request: MemberRequest) -> HttpResponse:
    if not request.user.may("create", "task"):
        raise PermissionDenied
    initial = {name: request.GET[name] for name in STARTERS if is_key(request.GET.get(name, ""))}
    form = TaskForm(request.POST or None, member=request.user, initial=initial | {"preset": "tomorrow"})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        due = form.due()
        moment: dict[str, Any] = {"at": due} if hasattr(due, "hour") else {"on": due}
        places: dict[str, Any] = {name: values[name] for name in STARTERS}
        with refusals(form):
            new = Task.objects.plan(
                values["title"], by=request.user, owner=values["owner"], kind=values["kind"], **moment, **places
            )
            return _answer(new, _("Задача поставлена"))
    place = next(
        (form.fields[name].queryset.filter(pk=initial[name]).first() for name in STARTERS if name in initial), None
    )
    return _window(request, "tasks/new.html", form, place=place)


@login_required
@require_http_methods(["GET", "POST", "DELETE"])
def task_completion(request: HttpRequest, pk: int) -> HttpResponse:
    """Done: what came of it and what is next, in two keys; DELETE takes it back."""
    one = get_allowed(Task.objects.select_related("deal__stage", "contact", "company", "owner"), request.user, pk)
    if request.method == "DELETE":
        return _answer(one, _("Снова в работе"), one.resume(by=request.user))
    form = CompletionForm(request.POST or None, initial={"next_title": one.title, "next_kind": one.kind})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        event = finish(
            one,
            values["result"],
            by=request.user,
            next_title=values["next_title"],
            next_kind=values["next_kind"] or one.kind,
            next_due=form.due(),
        )
        return _answer(one, _("Готово: %(title)s") % {"title": one.title}, event)
    return _window(request, "tasks/completion.html", form, task=one, last=_is_last(one))


@login_required
@require_http_methods(["GET", "POST"])
def task_postponement(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_allowed(Task, request.user, pk)
    form = PostponementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _answer(one, _("Перенесено"), one.postpone(to=form.due(), by=request.user))
    return _window(request, "tasks/postponement.html", form, task=one)


def _window(request: HttpRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, "presets": choices(), **context}, status=status)


def _answer(one: Task, words: str, event: Any = None) -> HttpResponse:
    """Closes the window, wakes what shows the task or its card, and offers to take it back."""
    response = say(HttpResponse(status=204), words, event=event)
    changed = {"thing": one.place.thing, "id": one.place.pk, "subject": ["task", one.pk]}
    return trigger(response, close_window=True, changed=changed)


def _is_last(one: Task) -> bool:
    """Whether the deal would be left without a next step."""
    return bool(
        one.deal and one.deal.is_open and not Task.objects.open().filter(deal=one.deal).exclude(pk=one.pk).exists()
    )
