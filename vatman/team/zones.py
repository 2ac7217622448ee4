"""Time zones as people here call them: Russian cities first, then the rest of the world."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext_lazy as _

RUSSIAN = {
    "Europe/Kaliningrad": _("Калининград"),
    "Europe/Moscow": _("Москва"),
    "Europe/Samara": _("Самара"),
    "Asia/Yekaterinburg": _("Екатеринбург"),
    "Asia/Omsk": _("Омск"),
    "Asia/Novosibirsk": _("Новосибирск"),
    "Asia/Krasnoyarsk": _("Красноярск"),
    "Asia/Irkutsk": _("Иркутск"),
    "Asia/Yakutsk": _("Якутск"),
    "Asia/Vladivostok": _("Владивосток"),
    "Asia/Magadan": _("Магадан"),
    "Asia/Kamchatka": _("Камчатка"),
}
NEAR = (
    "Asia/Almaty",
    "Asia/Baku",
    "Asia/Bishkek",
    "Asia/Dushanbe",
    "Asia/Tashkent",
    "Asia/Tbilisi",
    "Asia/Yerevan",
    "Europe/Minsk",
)


def choices(empty: Any = None) -> list[tuple[Any, Any]]:
    """For a select; `empty` is the label of «no zone of one's own»."""
    first = [("", empty)] if empty is not None else []
    cities = [(name, f"{title} ({_offset(name)})") for name, title in RUSSIAN.items()]
    return [*first, (_("Россия"), cities), (_("Весь мир"), [(name, f"{name} ({_offset(name)})") for name in _others()])]


@lru_cache(maxsize=1)
def _others() -> list[str]:
    known = (
        name
        for name in available_timezones()
        if "/" in name and not name.startswith(("Etc/", "SystemV/", "posix", "right"))
    )
    return [*NEAR, *sorted(set(known) - set(RUSSIAN) - set(NEAR))]


def _offset(name: str) -> str:
    """«UTC+3», «UTC+5:30»."""
    passed = datetime.now(ZoneInfo(name)).utcoffset() or timedelta()
    minutes = int(passed.total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def title(name: str) -> str:
    return str(RUSSIAN.get(name, name))


def is_zone(name: str) -> bool:
    return name in available_timezones()
