"""Whom one may give a task to."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from vatman.events.models import Event
from vatman.events.recording import Trait
from vatman.team.models import Member
from vatman.team.rights import Scope
from vatman.web.errors import Refused

DOING = [Scope.OWN.value, Scope.DEPARTMENT.value, Scope.ALL.value]


class Givable(Trait):
    def assign(self, to: Any, *, by: Any, origin: str = "") -> Event | None:
        refuse_giving(to, by)
        return super().assign(to, by=by, origin=origin)  # type: ignore[misc]


def assignees(by: Member) -> models.QuerySet[Member]:
    """Oneself, and those who close tasks at all and whose tasks one may change: of one's department, or of all.

    What the task stands on need not be for them: they see its name beside their task, no more.
    """
    doing = models.Q(role__matrix__task__edit__in=DOING)
    scope = by.scope("edit", "task")
    if scope == Scope.DEPARTMENT:
        doing &= models.Q(pk__in=by.colleagues)
    elif scope != Scope.ALL:
        doing = models.Q(pk__in=[])
    return Member.objects.active().filter(doing | models.Q(pk=by.pk)).order_by("name")


def refuse_giving(to: Member | None, by: Member | None) -> None:
    """The house itself (`by` is None) and whoever keeps a task need no leave."""
    if to is None or by is None or to.pk == by.pk:
        return
    if words := _why_not(to, by):
        raise Refused(fields={"owner": words}, code="not_to_him")


def _why_not(to: Member, by: Member) -> str:
    if not to.is_active:
        return _("%(name)s здесь больше не работает: дайте задачу другому") % {"name": to}
    if not to.may("edit", "task"):
        return _("%(name)s задач не закрывает: такова роль «%(role)s»") % {"name": to, "role": to.role}
    scope = by.scope("edit", "task")
    if scope == Scope.ALL or scope == Scope.DEPARTMENT and to.pk in by.colleagues:
        return ""
    return (
        _("Вы даёте задачи себе и своему отделу: попросите руководителя")
        if scope == Scope.DEPARTMENT
        else _("Вы ставите задачи только себе: попросите руководителя")
    )
