"""What a person may type about deals and pipelines."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vatman.team.calendar import next_working
from vatman.team.models import Member
from vatman.team.rights import Scope

from .models import Pipeline, Source, Stage
from .models.needs import known

STEP_KINDS = [("call", _("Звонок")), ("meeting", _("Встреча")), ("letter", _("Письмо")), ("other", _("Дело"))]


class MoneyField(forms.DecimalField):
    """«50 000», «50000 ₽», «50,5»."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        text = (
            "".join(str(value or "").split())
            .replace("\u202f", "")
            .rstrip("₽")
            .removesuffix("р.")
            .removesuffix("руб")
            .replace(",", ".")
        )
        return super().to_python(text)


class NewDealForm(forms.Form):
    """A request as it comes in: who, what, how much, what next."""

    title = forms.CharField(
        label=_("Что нужно"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Календари, 2 000 шт")}),
    )
    amount = MoneyField(
        label=_("Сумма"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    source = forms.ModelChoiceField(label=_("Откуда"), queryset=Source.objects.none(), required=False, empty_label="—")
    expected_on = forms.DateField(
        label=_("Ждём к"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    stage = forms.ModelChoiceField(label=_("Этап"), queryset=Stage.objects.none(), required=False, empty_label=None)
    owner = forms.ModelChoiceField(
        label=_("Ответственный"), queryset=Member.objects.none(), required=False, empty_label=None
    )
    step = forms.CharField(label=_("Что дальше"), max_length=200, required=False)
    step_kind = forms.ChoiceField(label=_("Вид"), choices=STEP_KINDS, required=False)
    step_on = forms.DateField(
        label=_("День"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    step_time = forms.TimeField(
        label=_("Время"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(self, *args: Any, member: Member, pipeline: Pipeline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = Source.objects.living()
        self.fields["stage"].queryset = pipeline.stages.living().filter(kind=Stage.Kind.OPEN)
        scope = member.scope("create", "deal")
        people = (
            Member.objects.active()
            if scope == Scope.ALL
            else Member.objects.active().filter(pk__in=member.colleagues if scope == Scope.DEPARTMENT else [member.pk])
        )
        self.fields["owner"].queryset = people
        self.several_owners = scope != Scope.OWN

    def when(self) -> dict[str, date | datetime]:
        """The step's day, or its moment."""
        values = self.cleaned_data
        day = values["step_on"] or next_working(timezone.localdate())
        if values["step_time"] is None:
            return {"on": day}
        return {"at": timezone.make_aware(datetime.combine(day, values["step_time"]))}


class PaymentForm(forms.Form):
    amount = MoneyField(
        label=_("Сколько"),
        max_digits=14,
        decimal_places=2,
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autofocus": True}),
    )
    paid_on = forms.DateField(
        label=_("Когда пришли"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(
        label=_("Что это"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("предоплата, остаток, счёт № 17")}),
    )


ASKED = [("", _("не спрашиваем")), ("soft", _("попросим")), ("hard", _("без этого нельзя"))]


class StageForm(forms.ModelForm):
    class Meta:
        model = Stage
        fields = ("name", "kind", "aim", "colour", "probability", "rots_after")
        labels = {
            "name": _("Название"), "kind": _("Что это за этап"), "aim": _("Цель: что здесь считается проданным"), "colour": _("Цвет"),
            "probability": _("Вероятность продажи, %"), "rots_after": _("Застревает через, рабочих дней"),
        }  # fmt: skip
        widgets = {"colour": forms.TextInput(attrs={"type": "color"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known()
        for need in self.known:
            now = self.instance.needs.get(need.name, "") if self.instance.pk else ""
            self.fields[f"need_{need.name}"] = forms.ChoiceField(
                label=need.title, choices=ASKED, required=False, initial=now
            )

    def asked(self) -> Any:
        return [self[f"need_{need.name}"] for need in self.known]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        asked = {need.name: values.pop(f"need_{need.name}", "") for need in self.known}
        return values | {"needs": {name: how for name, how in asked.items() if how}}


class PipelineForm(forms.Form):
    name = forms.CharField(label=_("Название воронки"), max_length=80)


class WordForm(forms.Form):
    name = forms.CharField(label=_("Название"), max_length=80)
