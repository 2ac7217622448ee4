"""What counts as money found: habits of a sales floor, each of them the company's to change."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from vatman.events.models import Subject
from vatman.events.recording import record

YEARS = 3650


def _days(default: int, label: Any, least: int = 0) -> Any:
    return models.PositiveSmallIntegerField(
        label, default=default, validators=[MinValueValidator(least), MaxValueValidator(YEARS)]
    )


class FoundRules(Subject):
    """There is exactly one, with working defaults from the first minute. Days are of the calendar."""

    thing = "found_rules"
    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    forgotten_days = _days(3, _("Звонок забыт, если просрочен больше, дней"))
    offer_days = _days(7, _("КП без ответа, если молчат, дней"), 1)
    offer_stages = ArrayField(models.BigIntegerField(), default=list, blank=True)  # empty: by the stages' own keys
    big_from = models.DecimalField(
        _("Крупная сделка — от, в валюте компании"),
        max_digits=14, decimal_places=2, default=100_000, validators=[MinValueValidator(0)],
    )  # fmt: skip
    silent_days = _days(14, _("Крупная молчит, если ничего не было, дней"), 1)
    orders = models.PositiveSmallIntegerField(
        _("Постоянный — от скольких покупок"), default=3, validators=[MinValueValidator(3), MaxValueValidator(100)]
    )
    grace = models.PositiveSmallIntegerField(
        _("Запас к обычному сроку, %"), default=20, validators=[MaxValueValidator(500)]
    )
    gone_days = _days(180, _("Постоянный потерян, если опоздал больше, дней"), 30)
    dose = models.PositiveSmallIntegerField(
        _("Раздавать в день каждому"), default=15, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="found_rules_are_one")]

    def __str__(self) -> str:
        return str(_("Что считать найденными деньгами"))

    @classmethod
    def get(cls) -> "FoundRules":
        return cls.objects.filter(pk=1).first() or cls()

    @transaction.atomic
    def change(self, *, by: Any, origin: str = "", **values: Any) -> Any:
        """Returns the event, None where nothing has changed."""
        from ..found.events import FoundRulesChanged

        FoundRules.objects.get_or_create(pk=1)
        current = FoundRules.objects.select_for_update().get(pk=1)
        before = {name: getattr(current, name) for name in values}
        changed = {name: value for name, value in values.items() if value != before[name]}
        if not changed:
            return None
        for name, value in changed.items():
            setattr(current, name, value)
        current.full_clean()
        current.save(update_fields=list(changed))
        kind = FoundRulesChanged(
            before={name: str(before[name]) for name in changed}, after={k: str(v) for k, v in changed.items()}
        )
        return record(kind, current, by=by, origin=origin)
