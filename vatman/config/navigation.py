"""What stands in the rail: only what is built, and only what the member may use."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

ENTRIES = [
    ("my_day", _("Мой день"), "sun", "task"),
    ("board", _("Доска"), "layout-kanban", "deal"),
    ("clients", _("Клиенты"), "users", "contact"),
    ("deals", _("Сделки"), "table", "deal"),
    ("reports", _("Отчёты"), "chart-bar", "report"),
    ("imports", _("Файлы"), "file-import", "import"),
    ("settings", _("Настройки"), "settings", "settings"),
]


def navigation(request: HttpRequest) -> dict[str, Any]:
    member = getattr(request, "user", None)
    if member is None or not member.is_authenticated:
        return {"nav": []}
    entries = ((key, title, icon) for key, title, icon, thing in ENTRIES if member.may("view", thing))
    return {"nav": [entry for entry in map(_drawn, entries) if entry]}


def _drawn(entry: tuple[str, Any, str]) -> dict[str, Any] | None:
    key, title, icon = entry
    try:
        return {"key": key, "title": title, "icon": icon, "url": reverse(key)}
    except NoReverseMatch:
        return None
