from django.db import models, transaction

from vatman.events.models import Subject
from vatman.events.recording import record

from ..rights import ROLES, Matrix, Scope


class Role(Subject):
    """A row of rights under a name. The six keys of the house always exist; a company may add its own."""

    thing = "role"
    key = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=60, blank=True)
    matrix = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.title or str(ROLES.get(self.key, self.key))

    def scope(self, action: str, thing: str) -> Scope:
        return Scope(self.matrix.get(thing, {}).get(action, Scope.NONE))

    def allow(self, matrix: Matrix, *, by: "Member") -> None:  # noqa: F821
        """Replaces the rights of everyone who has this role."""
        from ..events import RoleAllowed

        with transaction.atomic():
            before = Role.objects.select_for_update().get(pk=self.pk).matrix
            self.matrix = matrix
            self.save(update_fields=["matrix"])
            record(RoleAllowed(before=before, after=matrix), self, by=by)
