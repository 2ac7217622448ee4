from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vatman.deals.models import Stage

from ..models import FoundRules, Heap
from .dealing import MOST


class HandOutForm(forms.Form):
    """What to hand out, whose, and how much a day."""

    heap = forms.ChoiceField(choices=Heap.choices)
    owner = forms.IntegerField(required=False, min_value=1)
    dose = forms.IntegerField(required=False, min_value=1, max_value=MOST)


class RulesForm(forms.ModelForm):
    offer_stages = forms.ModelMultipleChoiceField(
        Stage.objects.none(), required=False, label=_("В каких этапах КП уже у клиента"),
        widget=forms.CheckboxSelectMultiple, help_text=_("Ничего не отмечено — этап «Отправить КП» каждой воронки"),
    )  # fmt: skip

    class Meta:
        model = FoundRules
        fields = (
            "forgotten_days", "offer_days", "offer_stages", "big_from", "silent_days", "orders", "grace", "gone_days", "dose",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages = Stage.objects.living().filter(kind=Stage.Kind.OPEN, pipeline__archived_at=None)
        field: Any = self.fields["offer_stages"]
        field.queryset = stages.select_related("pipeline").order_by("pipeline__position", "position")
        several = len({stage.pipeline_id for stage in field.queryset}) > 1
        field.label_from_instance = lambda stage: f"{stage.pipeline} · {stage}" if several else str(stage)

    def clean_offer_stages(self) -> list[int]:
        return sorted(stage.pk for stage in self.cleaned_data["offer_stages"])
