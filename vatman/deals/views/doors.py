"""Who may come in at all."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def for_those_who(action: str, thing: str) -> Callable[[View], View]:
    """Signed in, and with this right over at least something of the kind."""

    def guard(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.may(action, thing):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard


sees_deals = for_those_who("view", "deal")
settles = for_those_who("edit", "settings")
