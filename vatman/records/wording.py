"""The words a person knows a field by."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

TITLES = {
    "title": _("название"),
    "name": _("название"),
    "last_name": _("фамилия"),
    "first_name": _("имя"),
    "middle_name": _("отчество"),
    "amount": _("сумма"),
    "expected_on": _("ждём к"),
    "source": _("источник"),
    "company": _("компания"),
    "tags": _("теги"),
    "inn": _("ИНН"),
    "kpp": _("КПП"),
    "ogrn": _("ОГРН"),
    "city": _("город"),
    "legal_form": _("форма"),
    "site": _("сайт"),
    "birthday": _("день рождения"),
    "due_on": _("срок"),
    "due_at": _("срок"),
    "currency": _("валюта"),
    "position": _("должность"),
    "contact": _("контакт"),
    "kind": _("вид"),
}


def field_titles(names: Iterable[str]) -> list[str]:
    return [_custom(name.partition("__")[2]) if name.startswith("fields__") else str(TITLES.get(name, name)) for name in names]


@lru_cache(maxsize=512)
def _custom(key: str) -> str:
    from .models import CustomField

    return CustomField.objects.filter(key=key).values_list("title", flat=True).first() or key
