from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from vatman.events.kinds import Ref
from vatman.events.models import Subject
from vatman.events.recording import record
from vatman.web.errors import Refused

Row = tuple[int, int | None, int | None]  # a department, the one above it, its head


class DepartmentManager(models.Manager["Department"]):
    @transaction.atomic
    def open(self, name: str, *, by: Any, parent: "Department | None" = None) -> "Department":
        from ..events import DepartmentOpened

        department = self.model(name=self.free_name(name), parent=parent)
        department.save()
        record(DepartmentOpened(title=department.name), department, by=by)
        return department

    def free_name(self, name: str, besides: int = 0) -> str:
        """The name in order, if no other department has it."""
        name = name.strip()[:120]
        if not name:
            raise Refused(fields={"name": _("Назовите отдел")})
        if self.filter(name__iexact=name).exclude(pk=besides).exists():
            raise Refused(fields={"name": _("Такой отдел уже есть")})
        return name

    def subtree(self, roots: list[int]) -> list[int]:
        """Ids of these departments and of all below them."""
        return sorted(_below(set(roots), list(self.values_list("pk", "parent_id")))) if roots else []

    def led_by(self, member: Any) -> list[int]:
        """Ids of the departments a member heads and of all below them, in one query: a company has few."""
        return led(member, list(self.values_list("pk", "parent_id", "head_id")))


def led(member: Any, rows: list[Row]) -> list[int]:
    heads = {pk for pk, _parent, head in rows if head == member.pk}
    return sorted(_below(heads, [(pk, parent) for pk, parent, _head in rows]))


def _below(roots: set[int], pairs: list[tuple[int, int | None]]) -> set[int]:
    found, edge = set(roots), set(roots)
    while edge:
        edge = {pk for pk, parent in pairs if parent in edge} - found
        found |= edge
    return found


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
    def change(self, *, by: Any, name: str, parent: "Department | None") -> None:
        """Another name or another place in the tree."""
        from ..events import DepartmentChanged

        current = Department.objects.select_for_update(of=("self",)).select_related("parent").get(pk=self.pk)
        if parent and parent.pk in Department.objects.subtree([self.pk]):
            raise Refused(fields={"parent": _("Отдел не может стоять внутри самого себя")})
        self.name, self.parent = Department.objects.free_name(name, besides=self.pk), parent
        values = {"name": self.name, "parent": str(parent or "")}
        before = {"name": current.name, "parent": str(current.parent or "")}
        if values == before:
            return
        self.save(update_fields=["name", "parent"])
        record(DepartmentChanged(before=before, after=values), self, by=by)

    @transaction.atomic
    def lead_by(self, member: Any, *, by: Any) -> None:
        """Names the head; the department's members see nothing more, the head sees all of theirs."""
        from ..events import DepartmentLed

        if member is not None and not member.is_active:
            raise Refused(fields={"head": _("Руководит тот, кто работает")})
        if self.head_id == (member.pk if member else None):
            return
        self.head = member
        self.save(update_fields=["head"])
        record(DepartmentLed(head=Ref.of(member)), self, by=by)

    @transaction.atomic
    def close(self, *, by: Any) -> None:
        """The department is no more; only an empty one."""
        from ..events import DepartmentClosed

        if self.members.exists() or self.children.exists():
            raise Refused(_("Сначала переведите людей и отделы, которые в нём"), code="department_in_use")
        record(DepartmentClosed(title=self.name), self, by=by)
        try:
            with transaction.atomic():
                self.delete()
        except models.ProtectedError:
            raise Refused(
                _("За отделом числятся клиенты, сделки или задачи: сначала отдайте их другим"), code="department_in_use"
            )
