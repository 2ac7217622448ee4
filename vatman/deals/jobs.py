"""Background work of deals. When it runs is written in `config/periodic.py`."""

from zoneinfo import ZoneInfo

from django.utils import timezone

from vatman.team.models import Organisation

from .models import Deal


def wake() -> None:
    """Deals whose day has come by the company's clock; every few minutes, so that no night without a server is missed."""
    with timezone.override(ZoneInfo(Organisation.get().time_zone)):
        Deal.objects.wake_all()
