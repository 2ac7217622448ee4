from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.events.recording import record
from vatman.web import secrets
from vatman.web.errors import Refused

LIFE = timedelta(days=7)


class InvitationManager(models.Manager["Invitation"]):
    @transaction.atomic
    def make(self, member: Any = None, *, by: Any) -> str:
        """A new one-time secret; those given before for the same member no longer open anything."""
        from ..events import MemberInvited

        if member:
            member.refuse_meddling(by)
            if not member.is_active:
                raise Refused(_("Он больше не работает: сначала верните его"), code="member_left")
        self.filter(member=member, used_at__isnull=True).delete()
        secret = secrets.new()
        self.create(
            member=member,
            digest=secrets.digest(secret),
            expires_at=timezone.now() + LIFE if member else None,
            made_by=by,
        )
        if member:
            record(MemberInvited(), member, by=by)
        return secret

    def opened_by(self, secret: str) -> "Invitation | None":
        """The invitation that this secret opens, if it still does."""
        living = models.Q(expires_at__isnull=True) | models.Q(expires_at__gt=timezone.now())
        found = (
            self.filter(living, digest=secrets.digest(secret), used_at__isnull=True).select_related("member").first()
        )
        return found if found and found.is_open else None


class Invitation(models.Model):
    """A one-time way in without a password: for a new colleague, for one who forgot his, and, without a member, for the first owner."""

    member = models.ForeignKey("team.Member", models.CASCADE, null=True, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True)  # the first owner's lives until there is an owner
    used_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey("team.Member", models.SET_NULL, null=True, related_name="+")

    objects = InvitationManager()

    def __str__(self) -> str:
        return str(self.member or _("Первый владелец"))

    @property
    def is_open(self) -> bool:
        from .member import Member

        return self.member.is_active if self.member else not Member.objects.owners().exists()

    @transaction.atomic
    def accept(self, password: str) -> Any:
        """The member chose a password: the link is spent, older sessions are over. Returns the member."""
        self._spend()
        self.member.set_new_password(password)
        return self.member

    @transaction.atomic
    def found(self, *, company: str, name: str, email: str, password: str) -> Any:
        """The first owner comes and names the company. Returns the owner."""
        from .member import Member
        from .organisation import Organisation

        organisation = Organisation.objects.select_for_update().get(pk=Organisation.get().pk)
        self._spend()
        owner = Member.objects.join(email=email, name=name, role="owner", by=None, password=password)
        organisation.change(by=owner, name=company)
        return owner

    def _spend(self) -> None:
        spent = Invitation.objects.filter(pk=self.pk, used_at__isnull=True).update(used_at=timezone.now())
        if not spent or not self.is_open:
            raise Refused(_("Ссылка уже не действует: попросите новую"), code="link_spent")
