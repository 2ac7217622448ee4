from typing import Any, ClassVar, Self

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from vatman.events.models import Subject

from ..rights import Scope
from .organisation import Organisation


class OwnedQuerySet(models.QuerySet):
    def visible_to(self, member: Any) -> Self:
        """The only door to rows: those that the member's right to view reaches."""
        return self.reached_by(member, member.scope("view", self.model.thing))

    def reached_by(self, member: Any, scope: Scope) -> Self:
        if scope == Scope.ALL:
            return self
        if scope == Scope.NONE:
            return self.none()
        people = [member.pk] if scope == Scope.OWN else member.colleagues
        mine = models.Q(pk__in=[])
        for name in self.model.owner_fields:
            mine |= models.Q(**{f"{name}_id": people[0]} if len(people) == 1 else {f"{name}_id__in": people})
        return self.filter(mine | self._ownerless(member, scope))

    def _ownerless(self, member: Any, scope: Scope) -> models.Q:
        seen_by = member.organisation.unowned_seen_by
        if seen_by == Organisation.Unowned.ALL:
            return models.Q(owner__isnull=True)
        if member.departments and (scope == Scope.DEPARTMENT or seen_by == Organisation.Unowned.DEPARTMENT):
            return models.Q(owner__isnull=True, department_id__in=member.departments)
        return models.Q(pk__in=[])


class Owned(Subject):
    """A thing that one of us answers for. `department` says whose it is while it has no owner."""

    owner_fields: ClassVar[tuple[str, ...]] = ("owner",)
    owner = models.ForeignKey("team.Member", models.PROTECT, null=True, blank=True, related_name="+")
    department = models.ForeignKey("team.Department", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    def reached_by(self, member: Any, scope: Scope) -> bool:
        """The same rule as the queryset's, for one thing at hand."""
        if scope in (Scope.ALL, Scope.NONE):
            return scope == Scope.ALL
        people = {member.pk} if scope == Scope.OWN else set(member.colleagues)
        if any(getattr(self, f"{name}_id") in people for name in self.owner_fields):
            return True
        if self.owner_id is not None:
            return False
        seen_by = member.organisation.unowned_seen_by
        if seen_by == Organisation.Unowned.ALL:
            return True
        open_to_all = scope == Scope.DEPARTMENT or seen_by == Organisation.Unowned.DEPARTMENT
        return open_to_all and self.department_id is not None and self.department_id in member.departments

    def page_for(self, member: Any) -> str:
        """Where this member, who may see it, finds it."""
        return self.get_absolute_url()  # type: ignore[attr-defined]

    def seen_by(self) -> list[tuple[Any, str]]:
        """Who can see this, and why: (member, reason), in order of names."""
        from .member import Member

        members = Member.objects.active().select_related("role", "department")
        found = ((member, member.scope("view", self.thing)) for member in members)
        return [(member, self._why(member, scope)) for member, scope in found if self.reached_by(member, scope)]

    def _why(self, member: Any, scope: Scope) -> str:
        if scope == Scope.ALL:
            return _("роль «%(role)s» видит всё") % {"role": member.role}
        if member.pk in {getattr(self, f"{name}_id") for name in self.owner_fields}:
            return _("ответственный")
        if self.owner_id is None:
            return _("пока без ответственного — видит отдел")
        return _("видит свой отдел")


def hand_over(leaver: Any, successor: Any, *, by: Any) -> None:
    """Every room's open things of one member go to another, by each room's own set verb."""
    for model in apps.get_models():
        if issubclass(model, Owned) and hasattr(model.objects, "hand_over"):
            model.objects.hand_over(leaver, successor, by=by)
