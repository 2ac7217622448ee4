"""Why a row was joined, doubted or held back, in a person's words."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "identical": _("точно такая строка уже загружена"),
    "inn": _("тот же ИНН"),
    "company_name": _("та же компания по названию"),
    "phone": _("тот же мобильный телефон"),
    "phone_and_name": _("тот же телефон и то же имя"),
    "email": _("та же личная почта"),
    "name_and_company": _("то же имя в той же компании"),
    "decided": _("так решил человек"),
    "email_other_name": _("та же почта, но другое имя"),
    "phone_other_name": _("тот же телефон, но другое имя"),
    "phone_other_company": _("тот же телефон у компании с другим названием"),
    "same_name": _("полный тёзка, больше ничего общего"),
    "other_address": _("то же название, но другой адрес"),
    "several_companies": _("несколько компаний с таким названием"),
    "likeness": _("очень похожее имя в той же компании"),
    "held_back": _("отдано руководителю на проверку"),
    "no_client": _("в строке нет ни имени, ни компании, ни телефона"),
    "failed": _("строку не удалось разобрать"),
}


def words(code: str) -> str:
    return str(WORDS.get(code, code))
