from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from vatman.events.models import Subject
from vatman.events.recording import record
from vatman.web.errors import Refused

from ..rights import ACTIONS, CELLS, ROLES, THINGS, Matrix, Scope, wider


class RoleManager(models.Manager["Role"]):
    @transaction.atomic
    def add(self, title: str, *, like: "Role", by: Any) -> "Role":
        """A role of the company's own, which begins with the rights of another."""
        from ..events import RoleAdded

        title = title.strip()[:60]
        if not title:
            raise Refused(fields={"title": _("Назовите роль")})
        if title.lower() in {str(role).lower() for role in self.all()}:
            raise Refused(fields={"title": _("Роль с таким названием уже есть")})
        matrix = {thing: dict(row) for thing, row in like.matrix.items()}
        role = self.model(title=title, matrix=matrix)
        role.refuse_wider_than(by)
        role.save()
        role.key = f"role{role.pk}"
        role.save(update_fields=["key"])
        record(RoleAdded(title=title), role, by=by)
        return role


class Role(Subject):
    """A row of rights under a name. The six keys of the house always exist; a company may add its own."""

    thing = "role"
    key = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=60, blank=True)
    matrix = models.JSONField(default=dict)

    objects = RoleManager()

    def __str__(self) -> str:
        return self.title or str(ROLES.get(self.key, self.key))

    @property
    def is_own(self) -> bool:
        """The company's own, not one of the house's six."""
        return self.key not in ROLES

    def scope(self, action: str, thing: str) -> Scope:
        return Scope(self.matrix.get(thing, {}).get(action, Scope.NONE))

    def allow(self, matrix: Matrix, *, by: Any) -> Any:
        """Replaces the rights of everyone who has this role. The owner's are never touched: nobody could give them back."""
        from ..events import RoleAllowed

        if self.key == "owner":
            raise Refused(_("Права владельца не меняются: иначе некому будет их вернуть"), code="owner_keeps_rights")
        with transaction.atomic():
            before = Role.objects.select_for_update().get(pk=self.pk)
            self.matrix = _checked(matrix)
            self.refuse_wider_than(by, besides=before)
            changed = {
                cell: now
                for cell, now in _cells(self.matrix).items()
                if now != before.scope(*reversed(cell.split(".")))
            }
            if not changed:
                return None
            self.save(update_fields=["matrix"])
            was = {cell: before.scope(*reversed(cell.split("."))).value for cell in changed}
            return record(RoleAllowed(before=was, after=changed), self, by=by)

    @transaction.atomic
    def let(self, thing: str, action: str, scope: str, *, by: Any) -> Any:
        """One cell of the matrix."""
        current = Role.objects.select_for_update().get(pk=self.pk).matrix
        return self.allow(current | {thing: current.get(thing, {}) | {action: scope}}, by=by)

    @transaction.atomic
    def remove(self, *, by: Any) -> None:
        """Only a role of the company's own that nobody has."""
        from ..events import RoleRemoved

        if not self.is_own:
            raise Refused(_("Эта роль нужна самому Ватману"), code="role_of_house")
        if self.members.exists():
            raise Refused(_("Сначала дайте другую роль тем, у кого эта"), code="role_in_use")
        record(RoleRemoved(title=str(self)), self, by=by)
        self.delete()

    def refuse_wider_than(self, by: Any, *, besides: "Role | None" = None) -> None:
        """Nobody gives more than he has; what the role could already (`besides`) it may keep."""
        if by is None or by.role.key == "owner":
            return
        for cell, scope in _cells(self.matrix).items():
            thing, action = cell.split(".")
            if wider(scope, by.scope(action, thing)) and not (
                besides and not wider(scope, besides.scope(action, thing))
            ):
                raise Refused(_("Нельзя дать больше прав, чем есть у вас"), code="more_than_own")


def _cells(matrix: Matrix) -> dict[str, str]:
    return {
        f"{thing}.{action}": row.get(action, Scope.NONE.value)
        for thing in THINGS
        for row in [matrix.get(thing, {})]
        for action in ACTIONS
    }


def _checked(matrix: Matrix) -> Matrix:
    """Only cells that exist, with scopes that do."""
    try:
        return {
            thing: {action: Scope(scope).value for action, scope in row.items() if action in ACTIONS}
            for thing, row in matrix.items()
            if thing in CELLS
        }
    except ValueError:
        raise Refused(_("Такого права нет"))
