"""What stands in the rail and in the corner menus: only what is built, and only what the member may use."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from vatman.tasks.queries.tasks import burning_count


class Entry(NamedTuple):
    """A place of the site. `thing` and `action` are the right it needs ("" for none); `key` the physical key."""

    name: str
    title: Any
    icon: str
    thing: str = ""
    action: str = "view"
    key: str = ""
    hint: str = ""


RAIL = [
    Entry("my_day", _("Мой день"), icon="sun", thing="task"),
    Entry("board", _("Доска"), icon="layout-kanban", thing="deal"),
    Entry("clients", _("Клиенты"), icon="users", thing="contact"),
    Entry("deals", _("Сделки"), icon="table", thing="deal"),
    Entry("call_lists", _("Обзвон"), icon="phone-outgoing", thing="task"),
    Entry("reports", _("Отчёты"), icon="chart-bar", thing="report"),
    Entry("imports", _("Файлы"), icon="file-import", thing="import"),
    Entry("settings", _("Настройки"), icon="settings", thing="settings"),
]
CREATE = [
    Entry("deal_new", _("Сделка"), icon="file-plus", thing="deal", action="create", key="KeyD", hint="d"),
    Entry("contact_new", _("Контакт"), icon="user-plus", thing="contact", action="create", key="KeyN", hint="n"),
    Entry("company_new", _("Компания"), icon="building", thing="company", action="create"),
    Entry("task_new", _("Задача"), icon="checkbox", thing="task", action="create", key="KeyT", hint="t"),
]
ME = [
    Entry("profile", _("Мои настройки"), icon="user-cog"),
    Entry("portfolio", _("Передать дела"), icon="user-share", thing="deal", action="edit"),
    Entry("journal", _("Журнал"), icon="history", thing="journal"),
    Entry("trash", _("Корзина"), icon="trash", thing="contact", action="delete"),
    Entry("keys", _("Клавиши"), icon="keyboard"),
]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Worked out only where it is drawn: a part of a page has no rail."""
    member = getattr(request, "user", None)
    if member is None or not member.is_authenticated:
        return {"nav": []}
    match = request.resolver_match
    return {
        "nav": SimpleLazyObject(lambda: [entry | _count(entry, member) for entry in _drawn(RAIL, member)]),
        "create_entries": SimpleLazyObject(lambda: _drawn(CREATE, member)),
        "me_entries": SimpleLazyObject(lambda: _drawn(ME, member)),
        "search_url": _url("search"),
        "section": match.url_name if match else "",
    }


def _drawn(entries: list[Entry], member: Any) -> list[dict[str, Any]]:
    allowed = (entry for entry in entries if not entry.thing or member.may(entry.action, entry.thing))
    return [entry._asdict() | {"url": url} for entry in allowed if (url := _url(entry.name))]


def _count(entry: dict[str, Any], member: Any) -> dict[str, Any]:
    """What waits behind an entry: one short query of the member's own burning tasks."""
    if entry["name"] != "my_day":
        return {}
    late = burning_count(member)
    return {"count": "99+" if late > 99 else late}


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
