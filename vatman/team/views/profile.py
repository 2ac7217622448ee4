"""One's own page: name, language, light, zone; password and second step; where one is signed in; keys to the API."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from vatman.web.answers import done
from vatman.web.forms import refusals

from ..agents import name as agent_name
from ..forms.profile import ProfileForm, TokenForm
from ..sessions import end_sessions, sessions_of


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_valid():
        request.user.refresh_from_db()
        request.user.change(by=request.user, **form.cleaned_data)
        with translation.override(request.user.language):
            return done(request, reverse("profile"), _("Сохранено"))
    if form.is_bound:
        request.user.refresh_from_db()
    return _page(request, form=form, status=422 if form.is_bound else 200)


@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    if not end_sessions(request.user, only=pk):
        raise Http404
    return done(request, reverse("profile"), _("Там больше не вошли под вами"))


@login_required
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    end_sessions(request.user, keep=request.session.session_key or "")
    return done(request, reverse("profile"), _("Вы остались только здесь"))


@login_required
@never_cache
@require_POST
def make_token(request: HttpRequest) -> HttpResponse:
    """The secret is drawn once, in the answer itself: a redirect would have to keep it somewhere."""
    form = TokenForm(request.POST)
    secret = ""
    if form.is_valid():
        with refusals(form):
            secret = request.user.make_token(form.cleaned_data["name"], by=request.user)
            form = TokenForm()
    return _page(request, token_form=form, secret=secret, status=422 if form.is_bound else 201)


@login_required
@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(request.user.tokens.filter(revoked_at__isnull=True), pk=pk)
    request.user.revoke_token(token, by=request.user)
    return done(request, reverse("profile"), _("Ключ больше не действует"))


def _page(request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    sessions = sessions_of(request.user)
    for session in sessions:
        session.device = agent_name(session.user_agent)
        session.is_here = session.session_key == request.session.session_key
    known = {
        "form": ProfileForm(instance=request.user),
        "token_form": TokenForm(),
        "tokens": request.user.tokens.filter(revoked_at__isnull=True),
        "sessions": sessions,
        "second_step": is_mfa_enabled(request.user),
    }
    return render(request, "team/profile.html", known | context, status=status)
