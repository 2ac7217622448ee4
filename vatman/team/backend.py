from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from .models import Member


class Backend(AuthenticationBackend):
    """allauth's, reading the member together with what every page asks of him."""

    def get_user(self, user_id: Any) -> Member | None:
        member = Member.objects.with_company().filter(pk=user_id).first()
        return member if member and self.user_can_authenticate(member) else None
