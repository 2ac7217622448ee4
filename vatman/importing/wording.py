"""What a column is taken for, in a person's words: «Контакт · имя»."""

from django.utils.translation import gettext_lazy as _

FIELDS = {
    "contact.name": _("Контакт · имя"),
    "contact.last_name": _("Контакт · фамилия"),
    "contact.first_name": _("Контакт · имя"),
    "contact.middle_name": _("Контакт · отчество"),
    "contact.position": _("Контакт · должность"),
    "contact.birthday": _("Контакт · день рождения"),
    "phone": _("Телефоны"),
    "email": _("Почта"),
    "messenger": _("Мессенджер"),
    "ways": _("Имя, телефоны и почта вместе"),
    "company.name": _("Компания · название"),
    "company.legal_form": _("Компания · форма"),
    "company.inn": _("Компания · ИНН"),
    "company.kpp": _("Компания · КПП"),
    "company.ogrn": _("Компания · ОГРН"),
    "company.site": _("Компания · сайт"),
    "city": _("Город"),
    "address": _("Адрес"),
    "deal.title": _("Сделка · о чём"),
    "deal.amount": _("Сделка · сумма"),
    "deal.currency": _("Сделка · валюта"),
    "deal.status": _("Сделка · этап"),
    "deal.created_on": _("Сделка · дата заявки"),
    "deal.closed_on": _("Сделка · дата закрытия"),
    "deal.expected_on": _("Сделка · ждём к"),
    "deal.source": _("Сделка · источник"),
    "deal.lost_reason": _("Сделка · причина отказа"),
    "manager": _("Ответственный"),
    "task.next_call": _("Задача · позвонить"),
    "note.last_call": _("Заметка · прошлый звонок"),
    "note": _("Заметка"),
    "tags": _("Теги"),
    "external_id": _("Номер в прежней базе"),
    "number": _("Номер строки: не нужен"),
    "type": _("Вид телефона или почты рядом"),
    "custom": _("Своё поле"),
}


def field_words(field: str) -> str:
    return str(FIELDS.get(field, field))
