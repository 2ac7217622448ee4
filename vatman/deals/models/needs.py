"""What must be filled to enter a stage: set on the stage, asked of every deal that enters it, by whatever way it comes.

`Stage.needs` is {what: "hard" | "soft"}. Without what is hard nobody gets in; what is soft is asked for and may be put off.
Nothing is asked of a deal that goes back by an undo, or comes from a file: an import lists what is lacking instead.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vatman.records.models import CustomField
from vatman.web.errors import Refused

HARD, SOFT = "hard", "soft"
FREE = ("undo:", "import:")  # origins of what is not asked
OWN = {  # of the house: what it is called, and when it is filled
    "amount": (gettext_lazy("Сумма"), Q(amount__gt=0)),
    "company": (gettext_lazy("Компания"), Q(company__isnull=False)),
    "contact": (gettext_lazy("С кем говорить"), Q(contact__isnull=False)),
    "source": (gettext_lazy("Источник"), Q(source__isnull=False)),
    "expected_on": (gettext_lazy("Ждём к"), Q(expected_on__isnull=False)),
    "promised_on": (gettext_lazy("Обещали к"), Q(promised_on__isnull=False)),
    "paid": (gettext_lazy("Оплата"), Q(paid__gt=0)),
}


@dataclass(frozen=True)
class Need:
    """`field`: the company's own field, if it is one."""

    name: str
    title: str
    hard: bool = False
    field: CustomField | None = None

    @property
    def filled(self) -> Q:
        return Q(fields__has_key=self.name) if self.field else OWN[self.name][1]


def known() -> list[Need]:
    """Everything a stage may ask for."""
    own = [Need(name, str(title)) for name, (title, _filled) in OWN.items()]
    return [*own, *(Need(field.key, field.title, field=field) for field in CustomField.objects.of("deal"))]


def needs_of(stage: Any) -> list[Need]:
    """What this stage asks for; one query at most, none for a stage that asks nothing of the company's own."""
    asked: dict[str, str] = stage.needs
    own = [Need(name, str(OWN[name][0]), asked[name] == HARD) for name in OWN if name in asked]
    keys = [name for name in asked if name not in OWN]
    fields = CustomField.objects.of("deal").filter(key__in=keys) if keys else ()
    return [*own, *(Need(field.key, field.title, asked[field.key] == HARD, field) for field in fields)]


def lacking(stage: Any, deals: Iterable[int]) -> dict[int, list[Need]]:
    """Deal → what it lacks to stand in the stage; those that lack nothing are not named."""
    needs = needs_of(stage) if stage.needs else []
    if not needs:
        return {}
    columns = {f"has_{place}": ExpressionWrapper(need.filled, BooleanField()) for place, need in enumerate(needs)}
    rows = stage._meta.get_field("deals").related_model.objects.filter(pk__in=list(deals))
    found = {}
    for pk, *has in rows.annotate(**columns).values_list("pk", *columns):
        if lacks := [need for need, filled in zip(needs, has, strict=True) if not filled]:
            found[pk] = lacks
    return found


def refuse_lacking(stage: Any, deals: Iterable[int], *, skip: str = "", origin: str = "") -> None:
    """`skip`: «soft» passes what may be put off, «all» everything. Refused names what is lacking; `lacking` in it is the list."""
    if skip == "all" or not stage.needs or origin.startswith(FREE):
        return
    found = lacking(stage, deals)
    found = {pk: left for pk, needs in found.items() if (left := [one for one in needs if one.hard or not skip])}
    if not found:
        return
    needs = list(dict.fromkeys(need for lacks in found.values() for need in lacks))
    titles = {"stage": stage, "what": ", ".join(need.title for need in needs)}
    words = _("Для этапа «%(stage)s» не хватает: %(what)s") % titles
    if len(found) > 1:
        words = _("%(words)s (сделок: %(count)s)") % {"words": words, "count": len(found)}
    fields = {_field(need): _("Заполните: %(what)s") % {"what": need.title} for need in needs}
    hard = any(need.hard for need in needs)
    raise Lacking(words, fields=fields, code="lacking", needs=needs, deals=len(found), hard=hard)


class Lacking(Refused):
    """A stage asks for what is not there. `needs` lists it, `hard` says whether it can be put off."""

    def __init__(self, message: str, *, needs: list[Need], **kwargs: Any) -> None:
        super().__init__(message, **kwargs)
        self.needs = needs


def _field(need: Need) -> str:
    return f"fields__{need.name}" if need.field else need.name
