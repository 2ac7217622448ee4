"""What a role may: thing × action → how far it reaches.

The matrix is data (`Role.matrix`); this page holds its words and the defaults a small company starts with.
"""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Scope(StrEnum):
    NONE = "none"
    OWN = "own"
    DEPARTMENT = "department"
    ALL = "all"


THINGS = {
    "contact": _("Контакты"),
    "company": _("Компании"),
    "deal": _("Сделки"),
    "task": _("Задачи"),
    "report": _("Отчёты"),
    "import": _("Загрузка файлов"),
    "journal": _("Журнал"),
    "member": _("Сотрудники"),
    "settings": _("Настройки"),
}
ACTIONS = {
    "view": _("видеть"),
    "create": _("создавать"),
    "edit": _("менять"),
    "delete": _("удалять"),
    "export": _("выгружать"),
    "contacts": _("видеть телефоны и почту"),
}
ROLES = {
    "owner": _("Владелец"),
    "administrator": _("Администратор"),
    "head": _("Руководитель"),
    "manager": _("Менеджер"),
    "worker": _("Исполнитель"),
    "observer": _("Наблюдатель"),
}
RECORDS = ("contact", "company", "deal", "task")
SCOPES = {
    Scope.NONE: _("нет"),
    Scope.OWN: _("своё"),
    Scope.DEPARTMENT: _("отдела"),
    Scope.ALL: _("всё"),
}
REACH = tuple(Scope)
WIDE, YES, WHOLE = REACH, (Scope.NONE, Scope.OWN), (Scope.NONE, Scope.ALL)
_CARD = {"view": WIDE, "create": YES, "edit": WIDE, "delete": WIDE, "export": WIDE}
_CLIENT = _CARD | {"contacts": WIDE}
CELLS: dict[str, dict[str, tuple[Scope, ...]]] = {
    "contact": _CLIENT,
    "company": _CLIENT,
    "deal": _CARD,
    "task": _CARD,
    "report": {"view": WIDE},
    "import": {"view": WIDE, "create": YES, "edit": WIDE, "delete": WIDE},
    "journal": {"view": WHOLE},
    "member": {"create": WHOLE, "edit": WHOLE},
    "settings": {"view": WHOLE, "edit": WHOLE},
}

Matrix = dict[str, dict[str, str]]


def wider(one: str, other: str) -> bool:
    return REACH.index(Scope(one)) > REACH.index(Scope(other))


def _rows(view: str, create: str, edit: str, delete: str, export: str, contacts: str) -> dict[str, str]:
    return {"view": view, "create": create, "edit": edit, "delete": delete, "export": export, "contacts": contacts}


def default_matrix(role: str) -> Matrix:
    """The rights of a fresh installation; every cell can be changed on the spot."""
    everything = dict.fromkeys(ACTIONS, "all")
    if role in ("owner", "administrator"):
        return {thing: dict(everything) for thing in THINGS}
    department = _rows("department", "department", "department", "department", "department", "department")
    own = _rows("own", "own", "own", "none", "none", "own")
    if role == "head":
        return {thing: dict(department) for thing in RECORDS} | {
            "report": {"view": "department"}, "import": _rows("own", "own", "own", "own", "none", "none"),
        }  # fmt: skip
    if role == "manager":
        return {thing: dict(own) for thing in RECORDS} | {
            "task": _rows("own", "own", "own", "own", "none", "own"),
            "report": {"view": "own"},
            "import": _rows("own", "own", "own", "own", "none", "none"),
        }
    if role == "worker":
        return {
            "task": _rows("own", "own", "own", "none", "none", "none"),
            "deal": _rows("own", "none", "none", "none", "none", "none"),
        }
    seeing = _rows("all", "none", "none", "none", "none", "none")
    return {thing: dict(seeing) for thing in RECORDS} | {"report": {"view": "all"}}
