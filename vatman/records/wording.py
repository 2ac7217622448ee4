"""The words a person knows a field and its value by."""

from collections.abc import Iterable
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vatman.ui.moments import short_date, when
from vatman.ui.numbers import grouped, money

TITLES = {
    "title": gettext_lazy("название"),
    "name": gettext_lazy("название"),
    "last_name": gettext_lazy("фамилия"),
    "first_name": gettext_lazy("имя"),
    "middle_name": gettext_lazy("отчество"),
    "amount": gettext_lazy("сумма"),
    "expected_on": gettext_lazy("ждём к"),
    "promised_on": gettext_lazy("обещали к"),
    "started_on": gettext_lazy("дата заявки"),
    "source": gettext_lazy("источник"),
    "company": gettext_lazy("компания"),
    "payer": gettext_lazy("плательщик"),
    "tags": gettext_lazy("теги"),
    "inn": gettext_lazy("ИНН"),
    "kpp": gettext_lazy("КПП"),
    "ogrn": gettext_lazy("ОГРН"),
    "city": gettext_lazy("город"),
    "address": gettext_lazy("адрес"),
    "legal_form": gettext_lazy("форма"),
    "site": gettext_lazy("сайт"),
    "birthday": gettext_lazy("день рождения"),
    "do_not_call": gettext_lazy("не звонить"),
    "due_on": gettext_lazy("срок"),
    "due_at": gettext_lazy("срок"),
    "currency": gettext_lazy("валюта"),
    "needs": gettext_lazy("что заполнить"),
    "position": gettext_lazy("должность"),
    "contact": gettext_lazy("контакт"),
    "deal": gettext_lazy("сделка"),
    "kind": gettext_lazy("вид"),
}

Fields = dict[str, Any]


def custom_fields(names: Iterable[str]) -> Fields:
    """The definitions behind `fields__…` names, archived ones too, with the people their values name, in two queries at most."""
    from .models import CustomField

    keys = {name.partition("__")[2] for name in names if name.startswith("fields__")}
    return {f"fields__{field.key}": field for field in CustomField.objects.filter(key__in=keys)} if keys else {}


def field_title(name: str, fields: Fields) -> str:
    if name in fields:
        return str(fields[name].title)
    return str(TITLES.get(name, name.removeprefix("fields__")))


def field_titles(names: Iterable[str], fields: Fields | None = None) -> list[str]:
    names = list(names)
    known = custom_fields(names) if fields is None else fields
    return [field_title(name, known) for name in names]


def value_words(value: Any, kind: str = "", members: dict[int, str] | None = None) -> str:
    """A recorded value in the reader's words: «—» for none, «20 ноя» for a day, «да» for true."""
    if value in (None, "", []):
        return "—"
    if isinstance(value, dict):
        return str(value.get("name", ""))
    if isinstance(value, bool):
        return _("да") if value else _("нет")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if kind == "member":
        return (members or {}).get(value, str(value))
    if kind in ("money", "number"):
        try:
            return money(value) if kind == "money" else grouped(value)
        except ArithmeticError:  # what some file has put there
            return str(value)
    return _moment_words(str(value))


def _moment_words(text: str) -> str:
    if len(text) == 10 and text[4:5] == text[7:8] == "-" and (day := parse_date(text)):
        return short_date(day)
    if text[10:11] == "T" and (moment := parse_datetime(text)):
        return when(moment)
    return text
