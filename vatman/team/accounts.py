"""allauth, told how this house lets people in: by invitation only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import perform_login
from allauth.mfa.adapter import DefaultMFAAdapter
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from vatman.events.recording import record

from .events import PasswordSet, SecondStepDropped, SecondStepMade, SignedIn, SignedOut
from .passwords import checked

NOTICES = {
    "password_changed": PasswordSet,
    "password_reset": PasswordSet,
    "password_set": PasswordSet,
    "totp_activated": SecondStepMade,
    "totp_deactivated": SecondStepDropped,
}


class Adapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("Почта или пароль не подходят"),
        "too_many_login_attempts": _("Слишком много попыток. Подождите пять минут и попробуйте снова"),
        "enter_current_password": _("Это не нынешний пароль"),
        "incorrect_password": _("Пароль не подходит"),
        "incorrect_code": _("Код не подходит"),
        "unknown_email": _("Сотрудника с такой почтой нет"),
        "rate_limited": _("Слишком часто. Подождите минуту"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: Any) -> str:
        return str(subject)

    def clean_password(self, password: str, user: Any = None) -> str:
        return checked(password, user)

    @transaction.atomic
    def send_notification_mail(
        self, template_prefix: str, user: Any, context: Any = None, email: str | None = None
    ) -> None:
        """What allauth would write a letter about stands in the log."""
        if kind := NOTICES.get(template_prefix.rpartition("/")[2]):
            record(kind(), user, by=user)
        super().send_notification_mail(template_prefix, user, context, email)

    @transaction.atomic
    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        record(SignedIn(address=self.get_client_ip(request)), user, by=user)

    @transaction.atomic
    def logout(self, request: HttpRequest) -> None:
        """Its event ends the member's live streams."""
        member = request.user
        super().logout(request)
        if member.is_authenticated:
            record(SignedOut(), member, by=member)


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Код не подходит: проверьте часы на телефоне и возьмите следующий"),
    }

    def get_totp_label(self, user: Any) -> str:
        return user.email


def sign_in(request: HttpRequest, member: Any, to: str) -> HttpResponse:
    """Right after a password was chosen by a one-time link; asks for the second step where there is one."""
    return perform_login(request, member, email_verification="none", redirect_url=to)
