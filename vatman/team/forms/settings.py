from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import zones
from ..models import Department, Member, Organisation, Role
from ..queries import roles_listed

CURRENCIES = [
    ("RUB", _("₽ рубль")),
    ("BYN", _("Br белорусский рубль")),
    ("KZT", _("₸ тенге")),
    ("UZS", _("сум")),
    ("AMD", _("֏ драм")),
    ("GEL", _("₾ лари")),
    ("USD", _("$ доллар")),
    ("EUR", _("€ евро")),
    ("CNY", _("¥ юань")),
]


def clock(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class CompanyForm(forms.ModelForm):
    time_zone = forms.ChoiceField(label=_("Часовой пояс"))
    currency = forms.ChoiceField(label=_("Валюта"), choices=CURRENCIES)
    work_from = clock(_("Работаем с"))
    work_to = clock(_("до"))

    class Meta:
        model = Organisation
        fields = ["name", "time_zone", "currency", "work_from", "work_to", "unowned_seen_by"]
        labels = {"name": _("Название"), "unowned_seen_by": _("Кому видно то, у чего нет ответственного")}
        help_texts = {"unowned_seen_by": _("Видит и может взять себе. Руководитель видит такое в своём отделе всегда")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zones.choices()  # type: ignore[attr-defined]
        self.fields["name"].required = True

    def clean_work_to(self) -> Any:
        start, end = self.cleaned_data.get("work_from"), self.cleaned_data["work_to"]
        if start and end <= start:
            raise forms.ValidationError(_("Конец рабочего дня — позже начала"))
        return end


class RoleChoice(forms.ModelChoiceField):
    """Roles in order of power."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Role.objects.all(), label=_("Роль"), empty_label=None, **kwargs)

    def fill(self) -> None:
        self.choices = [(role.pk, str(role)) for role in roles_listed()]


class MemberForm(forms.Form):
    name = forms.CharField(label=_("Имя и фамилия"), max_length=150)
    email = forms.EmailField(label=_("Почта"), help_text=_("С ней входят"), max_length=254)
    role = RoleChoice()
    department = forms.ModelChoiceField(
        Department.objects.all(), label=_("Отдел"), required=False, empty_label=_("без отдела")
    )

    def __init__(self, *args: Any, member: Member | None = None, **kwargs: Any) -> None:
        if member:
            kwargs["initial"] = {name: getattr(member, name) for name in ("name", "email", "role", "department")}
        super().__init__(*args, **kwargs)
        self.fields["role"].fill()  # type: ignore[attr-defined]
        if member is None:
            self.fields["role"].initial = Role.objects.filter(key="manager").first()


class DepartureForm(forms.Form):
    """Who takes over what the leaver had open."""

    successor = forms.ModelChoiceField(
        Member.objects.active(),
        label=_("Кому передать клиентов, сделки и задачи"),
        required=False,
        empty_label=_("пока никому — останутся за ним"),
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = Member.objects.active().exclude(pk=member.pk)  # type: ignore[attr-defined]


class DepartmentForm(forms.Form):
    name = forms.CharField(label=_("Название"), max_length=120)
    parent = forms.ModelChoiceField(
        Department.objects.all(), label=_("Внутри отдела"), required=False, empty_label=_("сам по себе")
    )
    head = forms.ModelChoiceField(
        Member.objects.active(),
        label=_("Руководитель"),
        required=False,
        empty_label=_("пока никто"),
        help_text=_("Видит всё, что у людей отдела и отделов внутри него — насколько даёт его роль"),
    )

    def __init__(self, *args: Any, department: Department | None = None, **kwargs: Any) -> None:
        if department:
            kwargs["initial"] = {"name": department.name, "parent": department.parent_id, "head": department.head_id}
        super().__init__(*args, **kwargs)
        if department:
            inside = Department.objects.subtree([department.pk])
            self.fields["parent"].queryset = Department.objects.exclude(pk__in=inside)  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    title = forms.CharField(label=_("Название"), max_length=60)
    like = RoleChoice()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["like"].label = _("Права для начала — как у роли")
        self.fields["like"].fill()  # type: ignore[attr-defined]
