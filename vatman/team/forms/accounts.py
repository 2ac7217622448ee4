"""allauth's forms in our words: labels of our own catalogue, no placeholders that repeat them."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _

from ..passwords import LENGTH

EMAIL = _("Почта")
PASSWORD = _("Пароль")
NEW = _("Новый пароль")
AGAIN = _("Ещё раз")
CODE = _("Код из приложения")


def password_field(label: Any = NEW) -> forms.CharField:
    """A new password, checked by `passwords.checked`."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, widget=widget, strip=False, help_text=LENGTH)


class Ours:
    """Gives fields the words of `words` and takes away what allauth writes around them."""

    words: ClassVar[dict[str, Any]] = {}
    help: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label = self.words.get(name, field.label)
            field.help_text = self.help.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class LoginForm(Ours, account.LoginForm):
    words = {"login": EMAIL, "password": PASSWORD}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autofocus"] = True


class ChangePasswordForm(Ours, account.ChangePasswordForm):
    words = {"oldpassword": _("Нынешний пароль"), "password1": NEW, "password2": AGAIN}
    help = {"password1": LENGTH}


class ResetPasswordForm(Ours, account.ResetPasswordForm):
    words = {"email": EMAIL}


class ResetPasswordKeyForm(Ours, account.ResetPasswordKeyForm):
    words = {"password1": NEW, "password2": AGAIN}
    help = {"password1": LENGTH}


class ReauthenticateForm(Ours, account.ReauthenticateForm):
    words = {"password": PASSWORD}


class AuthenticateForm(Ours, mfa.AuthenticateForm):
    words = {"code": CODE}
    help = {"code": _("Или один из запасных кодов")}


class ConfirmCodeForm(Ours, mfa.ReauthenticateForm):
    words = {"code": CODE}


class ActivateTOTPForm(Ours, totp.ActivateTOTPForm):
    words = {"code": CODE}
