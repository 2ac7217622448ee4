from typing import Any

from django.db import models, transaction

from vatman.events.models import Subject
from vatman.events.recording import record


class DepartmentManager(models.Manager):
    @transaction.atomic
    def open(self, name: str, *, by: Any, parent: "Department | None" = None) -> "Department":
        from ..events import DepartmentOpened

        department = self.create(name=name, parent=parent)
        record(DepartmentOpened(title=name), department, by=by)
        return department

    def subtree(self, roots: list[int]) -> list[int]:
        """Ids of these departments and of all below them."""
        found, edge = set(roots), set(roots)
        pairs = list(self.values_list("pk", "parent_id")) if roots else []
        while edge:
            edge = {pk for pk, parent in pairs if parent in edge} - found
            found |= edge
        return sorted(found)


class Department(Subject):
    """A branch of the company's tree, with its head."""

    thing = "department"
    name = models.CharField(max_length=120, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    head = models.ForeignKey("team.Member", models.SET_NULL, null=True, blank=True, related_name="heads")

    objects = DepartmentManager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def lead_by(self, member: Any, *, by: Any) -> None:
        """Names the head; the department's members see nothing more, the head sees all of theirs."""
        from vatman.events.kinds import Ref

        from ..events import DepartmentLed

        self.head = member
        self.save(update_fields=["head"])
        record(DepartmentLed(head=Ref.of(member)), self, by=by)
