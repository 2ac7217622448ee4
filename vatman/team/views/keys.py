from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def keys(request: HttpRequest) -> HttpResponse:
    """What the keyboard can do: a window to htmx, a page to a link."""
    return render(request, "team/keys_window.html" if request.htmx else "team/keys.html")
