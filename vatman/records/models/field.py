import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vatman.events.models import Subject
from vatman.events.recording import record
from vatman.web.errors import Refused

from .keeping import Kept, Lining


class CustomFieldManager(Lining, models.Manager["CustomField"]):
    def of(self, thing: str) -> models.QuerySet["CustomField"]:
        return self.filter(for_thing=thing, archived_at__isnull=True)

    def get_for(self, thing: str, key: str) -> "CustomField":
        field = self.of(thing).filter(key=key).first()
        if field is None:
            raise Refused(fields={f"fields__{key}": _("Такого поля нет")})
        return field

    @transaction.atomic
    def add(
        self, thing: str, title: str, kind: str = "text", *, by: Any, choices: list[str] | None = None, origin: str = ""
    ) -> "CustomField":
        """A new field for every card of the kind; the one with the same title is given back instead of a second."""
        from ..events import FieldAdded

        title = title.strip()[:120]
        if not title:
            raise Refused(fields={"title": _("Назовите поле")})
        if known := self.of(thing).filter(title__iexact=title).first():
            return known
        field = self.create(
            for_thing=thing, title=title, kind=kind, choices=choices or [], position=self.of(thing).count()
        )
        field.key = f"f{field.pk}"
        field.save(update_fields=["key"])
        record(FieldAdded(title=title, of=thing, of_kind=kind), field, by=by, origin=origin)
        return field


class CustomField(Kept, Subject):
    """A field the company added itself. Its values stand in `Record.fields` under `key`."""

    class Kind(models.TextChoices):
        TEXT = "text", gettext_lazy("Текст")
        NUMBER = "number", gettext_lazy("Число")
        MONEY = "money", gettext_lazy("Деньги")
        DATE = "date", gettext_lazy("Дата")
        CHOICE = "choice", gettext_lazy("Один из списка")
        CHOICES = "choices", gettext_lazy("Несколько из списка")
        BOOL = "bool", gettext_lazy("Да или нет")
        LINK = "link", gettext_lazy("Ссылка")
        MEMBER = "member", gettext_lazy("Сотрудник")

    thing = "field"
    for_thing = models.CharField(max_length=20)
    key = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.TEXT)
    choices = models.JSONField(default=list, blank=True)
    former = models.JSONField(default=dict, db_default={}, blank=True)  # names no longer offered: see keeping.py
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)
    index = models.CharField(
        max_length=40, default="", db_default="", blank=True, editable=False
    )  # that is built: sorting.py

    objects = CustomFieldManager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                "for_thing",
                models.functions.Lower("title"),
                condition=models.Q(archived_at__isnull=True),
                name="field_title_once",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean_value(self, value: Any) -> Any:
        """The value as it is stored: plain JSON. Empty is None."""
        if value in (None, "", []):
            return None
        try:
            return getattr(self, f"_clean_{self.kind}")(value)
        except (ValueError, TypeError, InvalidOperation, ValidationError):
            raise Refused(
                fields={
                    f"fields__{self.key}": _("«%(value)s» не подходит для поля «%(title)s»")
                    % {"value": value, "title": self.title}
                }
            )

    def _clean_text(self, value: Any) -> str:
        return str(value).strip()

    def _clean_number(self, value: Any) -> str:
        return format(Decimal(re.sub(r"\s", "", str(value)).replace(",", ".")).normalize(), "f")

    def _clean_money(self, value: Any) -> str:
        return format(Decimal(re.sub(r"[\s₽]", "", str(value)).replace(",", ".")).quantize(Decimal("0.01")), "f")

    def _clean_date(self, value: Any) -> str:
        return (value if isinstance(value, date) else date.fromisoformat(str(value)[:10])).isoformat()[:10]

    def _clean_choice(self, value: Any) -> str:
        """Under its name of today; one taken off the list stays where it stands."""
        name = self.current(str(value))
        if name not in self.choices and name not in self.former:
            raise ValueError(value)
        return str(name)

    def _clean_choices(self, value: Any) -> list[str]:
        return list(dict.fromkeys(map(self._clean_choice, value if isinstance(value, list) else [value])))

    def _clean_bool(self, value: Any) -> bool:
        return value if isinstance(value, bool) else str(value).strip().lower() in ("1", "да", "yes", "true", "on", "+")

    def _clean_link(self, value: Any) -> str:
        text = str(value).strip()
        text = text if "://" in text else f"https://{text}"
        URLValidator(schemes=["http", "https"])(text)
        return text

    def _clean_member(self, value: Any) -> int:
        from vatman.team.models import Member

        return Member.objects.active().get(pk=int(value)).pk
