from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from . import secrets

PREFIX = "vat_"
NOTED = timedelta(minutes=1)


class TokenManager(models.Manager["Token"]):
    def issue(self, member: Any, name: str) -> tuple["Token", str]:
        """A new token and its secret, which is shown once."""
        secret = secrets.new(PREFIX)
        token = self.create(member=member, name=name.strip()[:80], start=secret[:8], digest=secrets.digest(secret))
        return token, secret

    def opened_by(self, secret: str) -> "Token | None":
        """The living token of this secret, if its member still works here; notes its use once a minute."""
        rows = self.select_related("member__role", "member__department")
        token = rows.filter(digest=secrets.digest(secret), revoked_at__isnull=True, member__is_active=True).first()
        now = timezone.now()
        if token and (token.used_at is None or now - token.used_at > NOTED):
            self.filter(pk=token.pk).update(used_at=now)
        return token


class Token(models.Model):
    """A key to the API with all rights of its member. `start` is its first characters, to tell one from another."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    start = models.CharField(max_length=8)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = TokenManager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name


class KeptAnswer(models.Model):
    """What a POST with an `Idempotency-Key` was answered; the same key again gets the same answer. Empty status: still at work."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    request = models.CharField(max_length=64)  # digest of method, path and body
    status = models.PositiveSmallIntegerField(null=True)
    content_type = models.CharField(max_length=80, blank=True)
    body = models.BinaryField(default=b"")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="answer_once")]
        indexes = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        return self.key
