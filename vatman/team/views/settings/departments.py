from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vatman.web.answers import done
from vatman.web.forms import refusals

from ...access import require
from ...forms.settings import DepartmentForm
from ...models import Department
from ...queries import department_tree


@login_required
@require_GET
def departments(request: HttpRequest) -> HttpResponse:
    require(request.user, "view", "settings")
    return render(request, "team/settings/departments.html", {"tree": department_tree()})


@login_required
@require_http_methods(["GET", "POST"])
def department_new(request: HttpRequest) -> HttpResponse:
    require(request.user, "edit", "settings")
    form = DepartmentForm(request.POST or None)
    if form.is_valid():
        with refusals(form), transaction.atomic():
            opened = Department.objects.open(
                form.cleaned_data["name"], parent=form.cleaned_data["parent"], by=request.user
            )
            opened.lead_by(form.cleaned_data["head"], by=request.user)
            return done(request, reverse("departments"), _("Отдел заведён"))
    return render(request, "team/settings/department.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def department(request: HttpRequest, pk: int) -> HttpResponse:
    require(request.user, "edit", "settings")
    found = get_object_or_404(Department, pk=pk)
    form = DepartmentForm(request.POST or None, department=found)
    if form.is_valid():
        with refusals(form), transaction.atomic():
            found.change(name=form.cleaned_data["name"], parent=form.cleaned_data["parent"], by=request.user)
            found.lead_by(form.cleaned_data["head"], by=request.user)
            return done(request, reverse("departments"), _("Сохранено"))
    return render(
        request,
        "team/settings/department.html",
        {"form": form, "department": found},
        status=422 if form.is_bound else 200,
    )


@login_required
@require_POST
def department_closing(request: HttpRequest, pk: int) -> HttpResponse:
    require(request.user, "edit", "settings")
    get_object_or_404(Department, pk=pk).close(by=request.user)
    return done(request, reverse("departments"), _("Отдела больше нет"))
