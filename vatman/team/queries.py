"""What the pages of people read."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from .models import Department, Invitation, Member, Role


def members_listed(*, left: bool) -> QuerySet[Member]:
    """Colleagues with role and department; `is_invited` while a link waits for one who never came in."""
    waiting = Invitation.objects.filter(member=OuterRef("pk"), used_at=None, expires_at__gt=timezone.now())
    rows = Member.objects.filter(is_active=not left).select_related("role", "department", "heir")
    return rows.annotate(is_invited=Exists(waiting)).order_by("name", "pk")


def members_counted() -> dict[str, int]:
    return Member.objects.aggregate(
        here=Count("pk", filter=Q(is_active=True)), left=Count("pk", filter=Q(is_active=False))
    )


def department_tree() -> list[dict[str, Any]]:
    """Departments as they stand under each other: [{"department", "depth", "people"}]."""
    rows = (
        Department.objects.select_related("head")
        .annotate(people=Count("members", filter=Q(members__is_active=True)))
        .order_by("name")
    )
    below: dict[int | None, list[Department]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    return list(_branch(below, None, 0))


def _branch(below: dict[int | None, list[Department]], parent: int | None, depth: int) -> Any:
    for department in below.get(parent, []):
        yield {"department": department, "depth": depth, "people": department.people}
        yield from _branch(below, department.pk, depth + 1)


def roles_listed() -> list[Role]:
    """The house's own roles in order of power, then the company's."""
    from .rights import ROLES

    rows = Role.objects.annotate(people=Count("members", filter=Q(members__is_active=True)))
    order = {key: place for place, key in enumerate(ROLES)}
    return sorted(rows, key=lambda role: (order.get(role.key, len(order)), str(role).lower()))
