"""One field of a card as it is shown and edited in place: its kind, its words, what a form sends back."""

import json
import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from vatman.team.models import Member

from .models import CustomField
from .models.changeable import plain
from .wording import TITLES, value_words

Choices = list[tuple[str, str]]
KINDS = {
    models.DateTimeField: "moment",
    models.DateField: "date",
    models.DecimalField: "money",
    models.BooleanField: "bool",
    models.TextField: "long",
}


@dataclass
class Cell:
    """`value` is plain JSON as the database has it; `shown` its words; `typed` what the person sent, where it was not taken."""

    thing: Any
    name: str
    title: str
    kind: str
    value: Any
    shown: str
    choices: Choices = field(default_factory=list)
    editable: bool = True
    placeholder: str = ""
    error: str = ""
    typed: Any = None
    clash: bool = False
    saved: bool = False

    @property
    def id(self) -> str:
        return f"cell-{self.thing.thing}-{self.thing.pk}-{self.name}"

    @property
    def was(self) -> str:
        """What the form sends beside the new value, so that a colleague's change is not overwritten."""
        return json.dumps({"was": json.dumps(self.value)})

    @property
    def mine(self) -> str:
        """What «записать моё» sends: the typed value over the present one."""
        return json.dumps({"was": json.dumps(self.value), "value": self.typed})

    @property
    def text(self) -> Any:
        """What stands in the input."""
        if self.error and self.typed is not None:
            return self.typed
        if self.value in (None, "", []):
            return ""
        return self.shown if self.kind in ("money", "number") else self.value

    def but(self, **changes: Any) -> "Cell":
        return replace(self, **changes)


def cell_of(
    thing: Any,
    name: str,
    *,
    kind: str = "",
    editable: bool = True,
    choices: Choices | None = None,
    custom: CustomField | None = None,
) -> Cell:
    """The cell of a model's own field, or of a custom one (`fields__key`)."""
    if name.startswith("fields__"):
        return _custom_cell(
            thing, custom or CustomField.objects.get_for(thing.thing, name.partition("__")[2]), editable
        )
    source = thing._meta.get_field(name)
    kind = kind or _kind(source)
    value = plain(getattr(thing, name))
    shown = value_words(value, kind) if value not in (None, "", []) else ""
    if isinstance(value, dict):
        value = value["id"]
    if source.choices and kind == "choice":
        shown = str(dict(source.flatchoices).get(value, value))
    title = str(TITLES.get(name, source.verbose_name))
    found = choices if choices is not None else _choices(source, kind) if editable else []
    return Cell(thing, name, title[:1].upper() + title[1:], kind, value, shown, found, editable)


def custom_cells(thing: Any, *, editable: bool = True) -> list[Cell]:
    """All the company's own fields of this card, in two queries."""
    return [_custom_cell(thing, one, editable) for one in CustomField.objects.of(thing.thing)]


def parse(kind: str, data: QueryDict) -> Any:
    """The value a cell's form has sent, as a verb takes it: "" and absence are None."""
    if kind == "bool":
        return data.get("value", "") not in ("", "0", "false")
    if kind == "choices":
        return [one for one in data.getlist("value") if one] or None
    text = data.get("value", "").strip()
    if kind in ("money", "number"):
        text = re.sub(r"[\s\u202f₽$€]", "", text).replace(",", ".")
    if kind == "moment" and text:
        moment = parse_datetime(text)
        return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment
    return text or None


def seen(data: QueryDict) -> Any:
    """What the person saw before he began to type."""
    try:
        value = json.loads(data.get("was", "null"))
    except ValueError:
        return None
    return None if value in ("", []) else value


def _kind(source: Any) -> str:
    if isinstance(source, models.ForeignKey):
        return "member" if source.related_model is Member else "choice"
    if source.choices:
        return "choice"
    return next((kind for base, kind in KINDS.items() if isinstance(source, base)), "text")


def _choices(source: Any, kind: str) -> Choices:
    if source.choices:
        return [(str(value), str(title)) for value, title in source.flatchoices]
    if kind == "member":
        return members()
    if isinstance(source, models.ForeignKey):
        return [(str(one.pk), str(one)) for one in source.related_model._default_manager.all()[:200]]
    return []


def members() -> Choices:
    return [(str(pk), name) for pk, name in Member.objects.active().values_list("pk", "name")]


def _custom_cell(thing: Any, source: CustomField, editable: bool) -> Cell:
    value = source.current(thing.fields.get(source.key))
    held = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    gone = [one for one in held if source.choices and one not in source.choices]  # taken off the list, not off the card
    choices: Choices = [(one, one) for one in [*source.choices, *gone]]
    if source.kind == "member":
        choices = members()
    shown = (
        value_words(value, source.kind, {int(pk): name for pk, name in choices} if source.kind == "member" else None)
        if value not in (None, "", [])
        else ""
    )
    return Cell(thing, f"fields__{source.key}", source.title, source.kind, value, shown, choices, editable)


def clash_words(value: Any) -> str:
    if isinstance(value, datetime | Decimal):
        return str(value)
    return value_words(value) if value not in (None, "", []) else _("пусто")
