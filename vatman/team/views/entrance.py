"""How people come in: the first page of all, a colleague's link, the first owner's steps."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from vatman.web.forms import refusals

from ..access import require
from ..accounts import sign_in
from ..first import following, progress
from ..forms.entrance import FirstForm, PasswordForm
from ..models import Invitation

HOMES = (("task", "my_day"), ("deal", "board"), ("report", "reports"), ("", "profile"))


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """To where this member's work is."""
    for thing, name in HOMES:
        if not thing or request.user.may("view", thing):
            try:
                return HttpResponseRedirect(reverse(name))
            except NoReverseMatch:
                continue
    return HttpResponseRedirect(reverse("account_logout"))


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def first(request: HttpRequest, secret: str) -> HttpResponse:
    """The very first page of an empty installation: owner, password, company."""
    invitation = Invitation.objects.opened_by(secret)
    if invitation is None or invitation.member:
        return _spent(request)
    form = FirstForm(request.POST or None)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("company", "name", "email", "password")}
        with refusals(form):
            return sign_in(request, invitation.found(**values), following("first"))
    return render(
        request,
        "team/entrance/first.html",
        {"form": form, "steps": progress("first")},
        status=422 if form.is_bound else 200,
    )


@login_required
@require_http_methods(["GET", "POST"])
def first_clients(request: HttpRequest) -> HttpResponse:
    """The last step: bring the files in, or look around first."""
    require(request.user, "edit", "settings")
    if request.user.organisation.ready_at is None:
        request.user.organisation.change(by=request.user, ready_at=timezone.now())
    return render(
        request, "team/entrance/clients.html", {"steps": progress("first_clients"), "imports": _url("imports")}
    )


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """A colleague comes in by the link he was given and chooses a password."""
    invitation = Invitation.objects.opened_by(secret)
    if invitation is None or not invitation.member:
        return _spent(request)
    form = PasswordForm(request.POST or None, member=invitation.member)
    if form.is_valid():
        return sign_in(request, invitation.accept(form.cleaned_data["password"]), reverse("home"))
    return render(
        request,
        "team/entrance/join.html",
        {"form": form, "member": invitation.member},
        status=422 if form.is_bound else 200,
    )


def _spent(request: HttpRequest) -> HttpResponse:
    return render(request, "team/entrance/spent.html", status=410)


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
