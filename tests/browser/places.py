"""Every screen of the tiny world, as the one who works there: a path, or what to press on it."""

from dataclasses import dataclass
from typing import Any

from tests.world import World


@dataclass(frozen=True)
class Place:
    name: str
    who: str  # an attribute of the world, "" for a stranger
    path: str
    press: str = ""  # the button that opens a window


PLACES = [
    Place("login", "", "/accounts/login/"),
    Place("password-lost", "", "/accounts/password/reset/"),
    Place("my-day", "anna", "/day"),
    Place("my-day-head", "roman", "/day"),
    Place("my-day-worker", "tsvetana", "/day"),
    Place("task-done", "anna", "/day", '#day [hx-get$="/completion"]'),
    Place("task-later", "anna", "/day", '#day [hx-get$="/postponement"]'),
    Place("tasks", "roman", "/tasks"),
    Place("call", "anna", "/day", '#day [hx-get^="/calls/"]'),
    Place("call-lists", "anna", "/call-lists"),
    Place("call-list-new", "anna", "/clients", '[hx-get^="/call-lists/new"]'),
    Place("board", "anna", "/board"),
    Place("board-all", "olga", "/board?owner=all"),
    Place("board-observer", "nina", "/board"),
    Place("stage", "olga", "/board", ".pencil"),
    Place("filter", "anna", "/board", '[hx-get^="/deals/filter"]'),
    Place("deal", "anna", "{calendars}"),
    Place("deal-observer", "nina", "{calendars}"),
    Place("deal-loss", "anna", "{calendars}", '[hx-get*="/loss"]'),
    Place("deal-new", "anna", "/board", '.stamp [hx-get^="/deals/new"]'),
    Place("deals", "olga", "/deals"),
    Place("deal-columns", "olga", "/deals", '[hx-get^="/deals/columns"]'),
    Place("contacts", "anna", "/clients"),
    Place("companies", "anna", "/clients?kind=company"),
    Place("contact", "anna", "{ivanov}"),
    Place("company", "anna", "{romashka}"),
    Place("contact-new", "anna", "/clients", '[hx-get="/contacts/new"]'),
    Place("company-new", "anna", "/clients?kind=company", '[hx-get="/companies/new"]'),
    Place("seen-by", "olga", "{ivanov}", '[hx-get^="/sight/"]'),
    Place("search", "anna", "/search?q=иванов"),
    Place("reports", "olga", "/reports"),
    Place("planning", "roman", "/reports/planning"),
    Place("plans", "roman", "/reports/plans"),
    Place("imports", "olga", "/imports"),
    Place("import", "olga", "{load}"),
    Place("import-rows", "olga", "{load}/rows"),
    Place("doubts", "olga", "/imports/doubts"),
    Place("settings", "olga", "/settings"),
    Place("members", "olga", "/settings/members"),
    Place("member", "olga", "/settings/members", 'main [hx-get^="/settings/members/"]:not([hx-get$="new"])'),
    Place("departments", "olga", "/settings/departments"),
    Place("roles", "olga", "/settings/roles"),
    Place("role", "olga", "/settings/roles/{role}"),
    Place("profile", "anna", "/profile"),
    Place("password", "anna", "/accounts/password/"),
    Place("second-step", "anna", "/accounts/second-step/"),
    Place("journal", "olga", "/journal"),
    Place("trash", "olga", "/trash"),
    Place("keys", "anna", "/keys"),
    Place("not-found", "anna", "/deals/999999"),
]


def addresses(world: World, load: Any) -> dict[str, Any]:
    things = {name: getattr(world, name).get_absolute_url() for name in ("calendars", "ivanov", "romashka")}
    return {**things, "load": load.get_absolute_url(), "anna": world.anna.pk, "role": world.anna.role_id}
