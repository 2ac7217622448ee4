"""Who asks: the member of a bearer token, or of the browser's session (then with its CSRF token)."""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer
from ninja.throttling import BaseThrottle

from ..models import Token

PREFIX = "/api/v1/"
MINUTE = 60


def identify(request: HttpRequest) -> None:
    """Before anything else: with an `Authorization` header the session counts for nothing."""
    request.bearer = False
    if "Authorization" not in request.headers:
        return
    from django.contrib.auth.models import AnonymousUser

    scheme, _space, secret = request.headers["Authorization"].partition(" ")
    token = Token.objects.opened_by(secret.strip()) if scheme.lower() == "bearer" else None
    request.user = token.member if token else AnonymousUser()
    request.bearer = token is not None


class Bearer(HttpBearer):
    def __call__(self, request: HttpRequest) -> Any:
        return request.user if request.bearer else None

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        raise NotImplementedError


class Session(APIKeyCookie):
    """The pages' own session, for scripts in the page."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Any:
        if request.bearer or "Authorization" in request.headers or not request.user.is_authenticated:
            return None
        return super().__call__(request)

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return request.user


class Rate(BaseThrottle):
    """So many requests a minute of one member in one process: a runaway script must not take the site from people."""

    def __init__(self) -> None:
        self.counted: dict[int, int] = {}
        self.minute = 0

    def allow_request(self, request: HttpRequest) -> bool:
        minute = int(time.time() // MINUTE)
        if minute != self.minute:
            self.minute, self.counted = minute, {}
        member = request.user.pk or 0
        self.counted[member] = self.counted.get(member, 0) + 1
        return self.counted[member] <= getattr(settings, "API_RATE", 1200)

    def wait(self) -> float:
        return MINUTE - time.time() % MINUTE
