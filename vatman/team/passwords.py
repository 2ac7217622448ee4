"""Which passwords are let pass, said shortly."""

from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LENGTH = _("Не короче десяти знаков; хорошо — несколько слов подряд")
WORDS = {
    "password_too_short": _("Короче десяти знаков: подберут"),
    "password_too_common": _("Такой пароль пробуют первым"),
    "password_too_similar": _("Слишком похоже на имя или почту"),
}


def checked(password: str, member: Any) -> str:
    """The password, if the rules let it pass; ValidationError otherwise."""
    try:
        password_validation.validate_password(password, member)
    except ValidationError as error:
        raise ValidationError([WORDS.get(one.code or "", " ".join(one.messages)) for one in error.error_list])
    return password
