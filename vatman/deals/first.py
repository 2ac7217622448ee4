"""The first owner's second step: the way a deal goes in this company."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from vatman.team.access import require
from vatman.team.first import following, progress, step
from vatman.web.forms import refusals

from .models import Pipeline, Stage


class PipelineForm(forms.Form):
    """One line for every stage; an emptied line takes the stage away, `more` adds one before the sale."""

    more = forms.CharField(label=_("Ещё один этап"), max_length=60, required=False)

    def __init__(self, pipeline: Pipeline, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pipeline, self.stages = pipeline, list(pipeline.stages.living())
        for stage in self.stages:
            named = forms.TextInput(attrs={"aria-label": _("Этап «%(stage)s»") % {"stage": stage.name}})
            self.fields[f"stage{stage.pk}"] = forms.CharField(
                widget=named,
                label=stage.get_kind_display(),
                initial=stage.name,
                max_length=60,
                required=not stage.is_open,
            )

    def lines(self) -> list[tuple[Stage, Any]]:
        return [(stage, self[f"stage{stage.pk}"]) for stage in self.stages]

    @transaction.atomic
    def save(self, by: Any) -> None:
        for stage in self.stages:
            name = self.cleaned_data[f"stage{stage.pk}"]
            if not name:
                stage.remove(by=by)
            elif name != stage.name:
                stage.change(by=by, name=name)
        if more := self.cleaned_data["more"]:
            self.pipeline.add_stage(more, by=by)


@login_required
@require_http_methods(["GET", "POST"])
def first_pipeline(request: HttpRequest) -> HttpResponse:
    require(request.user, "edit", "settings")
    form = PipelineForm(Pipeline.objects.default(), request.POST or None)
    if form.is_valid():
        with refusals(form):
            form.save(by=request.user)
            return HttpResponseRedirect(following("first_pipeline"))
    return render(
        request,
        "deals/first.html",
        {"form": form, "steps": progress("first_pipeline")},
        status=422 if form.is_bound else 200,
    )


step(50, _("Воронка"), "first_pipeline")
urlpatterns = [path("first/pipeline", first_pipeline, name="first_pipeline")]
