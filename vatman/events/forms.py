from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from .groups import GROUPS

THINGS = {
    "": _("Обо всём"),
    "contact": _("Контакты"),
    "company": _("Компании"),
    "deal": _("Сделки"),
    "task": _("Задачи"),
    "note": _("Заметки"),
    "file": _("Файлы"),
    "member": _("Сотрудники"),
    "role": _("Права"),
    "organisation": _("Настройки"),
}


class JournalForm(forms.Form):
    """What the owner looks for in the log. A filter that makes no sense is no filter."""

    who: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Кто"), queryset=None, required=False, empty_label=_("Все сотрудники")
    )
    group = forms.ChoiceField(
        label=_("Что"),
        required=False,
        choices=[("", _("Что угодно")), *((key, one.title) for key, one in GROUPS.items())],
    )
    thing = forms.ChoiceField(label=_("О чём"), required=False, choices=list(THINGS.items()))
    since = forms.DateField(
        label=_("С"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("По"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["who"].queryset = get_user_model()._default_manager.all()
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"

    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        values = self.cleaned_data
        who = values.get("who")
        return {
            "who": who.pk if who else None,
            "group": values.get("group", ""),
            "thing": values.get("thing", ""),
            "since": values.get("since"),
            "until": values.get("until"),
        }
