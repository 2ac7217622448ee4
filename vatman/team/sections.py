"""The pages of «Настройки». A higher room adds its own by `section(…)` at import of its views."""

from typing import Any, NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _


class Section(NamedTuple):
    order: int
    title: Any
    url_name: str


SECTIONS = [
    Section(0, _("Компания"), "settings"),
    Section(10, _("Сотрудники"), "members"),
    Section(20, _("Отделы"), "departments"),
    Section(30, _("Роли и права"), "roles"),
]


def section(order: int, title: Any, url_name: str) -> None:
    """Adds a page of settings; the room's own pages stand between 40 and 90."""
    if all(known.url_name != url_name for known in SECTIONS):
        SECTIONS.append(Section(order, title, url_name))
        SECTIONS.sort(key=lambda known: known.order)


def drawn(current: str) -> list[dict[str, Any]]:
    """For the line of tabs: those that are built, with the present one marked."""
    found = []
    for one in SECTIONS:
        try:
            found.append({"title": one.title, "url": reverse(one.url_name), "on": one.url_name == current})
        except NoReverseMatch:
            continue
    return found
