"""Where a member is signed in: seen and ended one by one or all at once."""

from datetime import timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

STALE = timedelta(minutes=10)


def sessions_of(member: Any) -> list[UserSession]:
    """The living ones, last used first."""
    rows = list(UserSession.objects.filter(user=member).order_by("-last_seen_at"))
    living = set(
        Session.objects.filter(pk__in=[row.session_key for row in rows], expire_date__gt=timezone.now()).values_list(
            "pk", flat=True
        )
    )
    return [row for row in rows if row.session_key in living]


def end_sessions(member: Any, *, only: int | None = None, keep: str = "") -> int:
    """Signs the member out everywhere, in one place (`only`, an id), or everywhere but the session `keep`. Returns how many."""
    rows = UserSession.objects.filter(user=member).exclude(session_key=keep)
    if only is not None:
        rows = rows.filter(pk=only)
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(pk__in=keys).delete()
    rows.delete()
    return len(keys)


_seen: dict[str, Any] = {}


def note_activity(key: str) -> None:
    """When the session was last used, to ten minutes: one write then, none in between."""
    now = timezone.now()
    if now - _seen.get(key, now - STALE) < STALE:
        return
    if len(_seen) > 10_000:
        _seen.clear()
    _seen[key] = now
    UserSession.objects.filter(session_key=key).update(last_seen_at=now)
