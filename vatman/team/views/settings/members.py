"""Our people: who works here, who is invited, who has left."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vatman.web.answers import done
from vatman.web.forms import refusals

from ...access import require
from ...forms.settings import DepartureForm, MemberForm
from ...models import Invitation, Member
from ...queries import members_counted, members_listed


@login_required
@require_GET
def members(request: HttpRequest) -> HttpResponse:
    require(request.user, "view", "settings")
    left = request.GET.get("left") == "1"
    return render(
        request,
        "team/settings/members.html",
        {"members": members_listed(left=left), "left": left, "counts": members_counted()},
    )


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def member_new(request: HttpRequest) -> HttpResponse:
    """A window; its answer shows the one-time link, once."""
    require(request.user, "create", "member")
    form = MemberForm(request.POST or None)
    if form.is_valid():
        with refusals(form), transaction.atomic():
            member = Member.objects.join(by=request.user, **form.cleaned_data)
            return _link(request, member)
    return render(request, "team/settings/member_new.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def member(request: HttpRequest, pk: int) -> HttpResponse:
    found = _to_edit(request, pk)
    form = MemberForm(request.POST or None, member=found)
    if form.is_valid():
        with refusals(form):
            found.change(by=request.user, **form.cleaned_data)
            return done(request, reverse("members"), _("Сохранено"))
    return render(
        request, "team/settings/member.html", {"form": form, "member": found}, status=422 if form.is_bound else 200
    )


@login_required
@never_cache
@require_POST
def invitations(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link for one who lost his, or forgot the password."""
    return _link(request, _to_edit(request, pk))


@login_required
@require_POST
def second_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Off, for one who lost the phone."""
    found = _to_edit(request, pk)
    found.drop_second_step(by=request.user)
    return done(request, reverse("members"), _("%(name)s войдёт одним паролем") % {"name": found.name})


@login_required
@require_http_methods(["GET", "POST"])
def departure(request: HttpRequest, pk: int) -> HttpResponse:
    found = _to_edit(request, pk)
    form = DepartureForm(request.POST if request.method == "POST" else None, member=found)
    if form.is_valid():
        with refusals(form):
            found.leave(successor=form.cleaned_data["successor"], by=request.user)
            return done(request, reverse("members"), _("%(name)s больше не войдёт") % {"name": found.name})
    return render(
        request, "team/settings/departure.html", {"form": form, "member": found}, status=422 if form.is_bound else 200
    )


@login_required
@require_POST
def comeback(request: HttpRequest, pk: int) -> HttpResponse:
    found = _to_edit(request, pk)
    found.come_back(by=request.user)
    return done(request, reverse("members"), _("%(name)s снова работает") % {"name": found.name})


def _to_edit(request: HttpRequest, pk: int) -> Any:
    require(request.user, "edit", "member")
    return get_object_or_404(Member.objects.select_related("role", "department"), pk=pk)


def _link(request: HttpRequest, member: Member) -> HttpResponse:
    secret = Invitation.objects.make(member, by=request.user)
    address = request.build_absolute_uri(reverse("join", args=[secret]))
    return render(request, "team/settings/link.html", {"member": member, "address": address})
