from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vatman.clients.models import Company, Contact
from vatman.deals.models import Deal, LossReason
from vatman.team.models import Member

from . import presets
from .calling.results import RESULTS, Result
from .calling.results import choices as results
from .models import Task, assignees

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class DueForm(forms.Form):
    """When: a preset in one key, or a day with or without an hour."""

    preset = forms.ChoiceField(choices=[("", "—"), *presets.choices()], required=False, label=_("Когда"))
    day = forms.DateField(required=False, widget=DAY, label=_("День"))
    hour = forms.TimeField(required=False, widget=HOUR, label=_("Час"))

    def due(self) -> presets.Due | None:
        if preset := self.cleaned_data.get("preset"):
            return presets.due(preset)
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        if day is None:
            return None if hour is None else timezone.make_aware(datetime.combine(timezone.localdate(), hour))
        return timezone.make_aware(datetime.combine(day, hour)) if hour else day


class CompletionForm(DueForm):
    result = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "autofocus": True, "data-enter": True}),
        label=_("Чем кончилось"),
    )
    next_title = forms.CharField(required=False, max_length=200, label=_("Что дальше"))
    next_kind = forms.ChoiceField(choices=Task.Kind.choices, required=False, initial=Task.Kind.CALL, label=_("Вид"))


class PostponementForm(DueForm):
    def clean(self) -> dict[str, Any]:
        if not self.errors and self.due() is None:
            raise forms.ValidationError(_("Скажите, на когда"))
        return self.cleaned_data


class TaskForm(DueForm):
    title = forms.CharField(max_length=200, label=_("Что сделать"), widget=forms.TextInput(attrs={"autofocus": True}))
    kind = forms.ChoiceField(choices=Task.Kind.choices, initial=Task.Kind.CALL, label=_("Вид"))
    owner = forms.ModelChoiceField(Member.objects.none(), label=_("Кто сделает"), empty_label=None)
    deal = forms.ModelChoiceField(Deal.objects.none(), required=False, widget=forms.HiddenInput)
    contact = forms.ModelChoiceField(Contact.objects.none(), required=False, widget=forms.HiddenInput)
    company = forms.ModelChoiceField(Company.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, member: Member, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = assignees(member)
        self.fields["owner"].initial = member.pk
        for name, model in {"deal": Deal, "contact": Contact, "company": Company}.items():
            self.fields[name].queryset = model.objects.visible_to(member)


class CallForm(DueForm):
    """How a call ended; when to go on, or why not. `sure`: the question was asked, what it proposes is meant."""

    result = forms.ChoiceField(choices=results, label=_("Чем кончилось"))
    note = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 2, "data-key": "KeyN"}), label=_("О чём говорили")
    )
    step = forms.CharField(required=False, max_length=200, label=_("Что дальше"))
    need = forms.CharField(required=False, max_length=200, label=_("Что нужно клиенту"))
    reason = forms.ModelChoiceField(LossReason.objects.none(), required=False, label=_("Причина"))
    sure = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reason"].queryset = LossReason.objects.living()

    @property
    def chosen(self) -> Result | None:
        return RESULTS.get(self.data.get("result", "")) if self.is_bound else None

    def asks(self, ends: bool, *, again: bool = False) -> bool:
        """Whether something is still to be asked; `again`: whether there is a question at all. `ends`: a refusal closes a deal."""
        what = self.chosen
        if what is None or not what.asks or (what.asks == "why" and not ends):
            return False
        if again:
            return True
        if what.asks == "why":
            return not self.cleaned_data.get("reason")
        return not self.cleaned_data.get("sure") and self.due() is None

    def values(self) -> dict[str, Any]:
        """As `log_call` takes them."""
        names = ("result", "note", "step", "need", "reason")
        return {name: self.cleaned_data[name] for name in names} | {"when": self.due()}


class CallListForm(forms.Form):
    """`known`: ids of those who have the list already, whoever gave it to them."""

    name = forms.CharField(max_length=120, label=_("Как назвать"), widget=forms.TextInput(attrs={"autofocus": True}))
    people = forms.ModelMultipleChoiceField(
        Member.objects.none(), label=_("Кто звонит"), widget=forms.CheckboxSelectMultiple
    )
    script = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 5}), label=_("Что говорить"))

    def __init__(self, *args: Any, member: Member, known: Any = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        able = assignees(member) | Member.objects.filter(pk__in=known) if known else assignees(member)
        self.fields["people"].queryset = able.order_by("name")


class OfferLetterForm(forms.Form):
    subject = forms.CharField(max_length=200, label=_("Тема"))
    text = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 7}), label=_("Текст"))
    file = forms.FileField(required=False, label=_("Файл КП"))
