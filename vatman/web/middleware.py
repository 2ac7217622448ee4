"""A refusal anywhere becomes words for a person: a page, a toast for htmx, or problem details for the API."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from .answers import refused
from .errors import Refused

Handler = Callable[[HttpRequest], HttpResponse]


class Problems:
    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refused):
            return None
        if "json" in request.headers.get("Accept", ""):
            return JsonResponse(
                {"message": error.message, "fields": error.fields, "code": error.code, **error.extra},
                status=error.status,
            )
        if request.htmx:
            return refused(error)
        return render(request, "web/refused.html", {"error": error}, status=error.status)
