from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .auth import PREFIX, identify
from .idempotency import asked, once
from .problems import answered

Handler = Callable[[HttpRequest], HttpResponse]


def api(get_response: Handler) -> Handler:
    """Around every request of the API: who asks, done once, and whatever goes wrong told as a problem."""

    def handle(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return get_response(request)
        identify(request)
        return answered(once(request, get_response) if asked(request) else get_response(request))

    return handle
