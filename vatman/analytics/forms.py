from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vatman.deals.models import Pipeline, Source, Stage

from . import periods
from .queries import Cohort

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CohortForm(forms.Form):
    """Which deals are counted; anything not understood is left out, a report is never an error."""

    pipeline = forms.ModelChoiceField(Pipeline.objects.filter(archived_at=None), required=False)
    period = forms.ChoiceField(choices=list(periods.CHOICES.items()), required=False)
    start = forms.DateField(required=False, widget=DAY, label=_("С"))
    end = forms.DateField(required=False, widget=DAY, label=_("По"))
    owner = forms.IntegerField(required=False, min_value=1)
    source = forms.IntegerField(required=False, min_value=0)
    stage = forms.ModelChoiceField(Stage.objects.all(), required=False)
    won = forms.BooleanField(required=False)
    lost = forms.BooleanField(required=False)
    lost_in = forms.IntegerField(required=False, min_value=0)  # the stage given up in; 0 is «not known»
    reason = forms.IntegerField(required=False, min_value=0)

    def cohort(self, viewer: Any) -> Cohort:
        self.is_valid()
        values = self.cleaned_data
        period = periods.chosen(values.get("period") or "", values.get("start"), values.get("end"))
        return Cohort(
            viewer,
            values.get("pipeline") or Pipeline.objects.default(),
            period,
            values.get("owner"),
            values.get("source"),
        )

    @property
    def sources(self) -> Any:
        return Source.objects.all()
