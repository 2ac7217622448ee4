"""allauth, told how this house lets people in: by invitation only."""

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest

from vatman.events.recording import record

from .events import SignedIn


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    @transaction.atomic
    def login(self, request: HttpRequest, user: "Member") -> None:  # noqa: F821
        super().login(request, user)
        record(SignedIn(address=self.get_client_ip(request)), user, by=user)
