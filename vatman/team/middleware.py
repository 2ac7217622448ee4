"""Every answer in the member's language and time zone."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from .sessions import note_activity

Handler = Callable[[HttpRequest], HttpResponse]


def language(get_response: Handler) -> Handler:
    """Before anyone is known: the browser's language, Russian first."""

    def handle(request: HttpRequest) -> HttpResponse:
        asked = request.headers.get("Accept-Language", "")
        choice = "en" if asked.lower().startswith("en") and "ru" not in asked.lower() else "ru"
        with translation.override(choice):
            return get_response(request)

    return handle


def member(get_response: Handler) -> Handler:
    def handle(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        if request.session.session_key:
            note_activity(request.session.session_key)
        with translation.override(request.user.language), timezone.override(ZoneInfo(request.user.zone)):
            return get_response(request)

    return handle
