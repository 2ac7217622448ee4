from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Member
from ..passwords import checked
from .accounts import AGAIN, EMAIL, PASSWORD, password_field


class PasswordForm(forms.Form):
    """A password chosen for the first time or anew."""

    password = password_field(PASSWORD)
    again = forms.CharField(
        label=AGAIN, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, member: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_password(self) -> str:
        return checked(self.cleaned_data["password"], self.member)

    def clean_again(self) -> str:
        again = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise forms.ValidationError(_("Пароли не совпали"))
        return again


class FirstForm(PasswordForm):
    """Who the first owner is, and what the company is called."""

    company = forms.CharField(
        label=_("Как называется компания"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "autofocus": True}),
    )
    name = forms.CharField(
        label=_("Как вас зовут"),
        max_length=150,
        help_text=_("Имя и фамилия — так вас увидят коллеги"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=EMAIL, help_text=_("С ней будете входить"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )

    def clean_password(self) -> str:
        self.member = Member(email=self.cleaned_data.get("email", ""), name=self.cleaned_data.get("name", ""))
        return super().clean_password()

    field_order = ["company", "name", "email", "password", "again"]
