from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from vatman.events.models import Subject
from vatman.events.recording import record


class Organisation(Subject):
    """The company this installation serves. There is exactly one, with working defaults from the first minute."""

    class Unowned(models.TextChoices):
        HEADS = "heads", _("только руководителям")
        DEPARTMENT = "department", _("отделу")
        ALL = "all", _("всем")

    thing = "organisation"
    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=200, blank=True)
    currency = models.CharField(max_length=3, default="RUB")
    time_zone = models.CharField(max_length=60, default="Europe/Moscow")
    work_from = models.TimeField(default="09:00")
    work_to = models.TimeField(default="18:00")
    unowned_seen_by = models.CharField(max_length=12, choices=Unowned.choices, default=Unowned.DEPARTMENT)
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="organisation_is_one")]

    def __str__(self) -> str:
        return self.name or str(_("Наша компания"))

    @classmethod
    def get(cls) -> "Organisation":
        return cls.objects.get_or_create(pk=1)[0]

    @transaction.atomic
    def change(self, *, by: Any, **values: Any) -> None:
        from ..events import OrganisationChanged

        current = Organisation.objects.select_for_update().get(pk=1)
        before = {name: str(getattr(current, name)) for name in values}
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))
        record(
            OrganisationChanged(before=before, after={name: str(value) for name, value in values.items()}), self, by=by
        )
