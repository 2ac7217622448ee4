from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from . import icons


@cache_control(public=True, max_age=31536000, immutable=True)
def sprite(request: HttpRequest, version: str) -> HttpResponse:
    return HttpResponse(icons.sprite(), content_type="image/svg+xml")
