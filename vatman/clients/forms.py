from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Way


def _line(label: Any, **attrs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        strip=True,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
    )


class NewContact(forms.Form):
    """A person as he introduces himself."""

    last_name = _line(_("Фамилия"), autofocus=True)
    first_name = _line(_("Имя"))
    middle_name = _line(_("Отчество"))
    phone = _line(_("Телефон"), inputmode="tel")
    email = _line(_("Почта"), inputmode="email")
    company = _line(_("Компания"), list="company-names")
    position = _line(_("Должность"))
    source = _line(_("Откуда узнали о нас"))


class NewCompany(forms.Form):
    name = _line(_("Название, без ООО и кавычек"), autofocus=True)
    legal_form = _line(_("Форма"), list="legal-forms")
    inn = _line(_("ИНН"), inputmode="numeric")
    kpp = _line(_("КПП"), inputmode="numeric")
    ogrn = _line(_("ОГРН"), inputmode="numeric")
    city = _line(_("Город"))
    phone = _line(_("Телефон"), inputmode="tel")
    email = _line(_("Почта"), inputmode="email")


class NewWay(forms.Form):
    channel = forms.ChoiceField(label=_("Что"), choices=Way.Channel.choices)
    value = forms.CharField(
        label=_("Номер, адрес или имя"),
        max_length=300,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
    note = forms.CharField(label=_("Пометка: рабочий, доб. 12, после шести"), max_length=120, required=False)
    preferred = forms.BooleanField(label=_("Сначала сюда"), required=False)


class EditWay(forms.Form):
    value = forms.CharField(
        label=_("Номер, адрес или имя"),
        max_length=300,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
    note = forms.CharField(label=_("Пометка: рабочий, доб. 12, после шести"), max_length=120, required=False)
    preferred = forms.BooleanField(label=_("Сначала сюда"), required=False)
    wrong = forms.BooleanField(label=_("Больше не работает"), required=False)


class NewLink(forms.Form):
    """A person and a company; the one that the card does not name is looked up, or made on the spot."""

    name = forms.CharField(
        label=_("Кто"), max_length=200, widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"})
    )
    position = forms.CharField(label=_("Должность"), max_length=120, required=False)


def tell(form: forms.Form, refused: Any) -> None:
    """Puts a verb's refusal beside the fields it speaks of."""
    for name, words in refused.fields.items():
        form.add_error(name if name in form.fields else None, words)
    if not refused.fields:
        form.add_error(None, refused.message)


LEGAL_FORMS = ("ООО", "АО", "ПАО", "ИП", "НКО", "ФГУП", "МУП", "ГБУ", "АНО")
