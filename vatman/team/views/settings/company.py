from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vatman.web.answers import done

from ...access import require
from ...forms.settings import CompanyForm
from ...models import Organisation


@login_required
@require_http_methods(["GET", "POST"])
def company(request: HttpRequest) -> HttpResponse:
    require(request.user, "view", "settings")
    form = CompanyForm(request.POST or None, instance=Organisation.get())
    if form.is_bound:
        require(request.user, "edit", "settings")
    if form.is_valid():
        Organisation.get().change(by=request.user, **form.cleaned_data)
        return done(request, reverse("settings"), _("Сохранено"))
    return render(request, "team/settings/company.html", {"form": form}, status=422 if form.is_bound else 200)
