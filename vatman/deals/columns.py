"""Columns of the list and of the spreadsheet: what each is called, says, and can be ordered by."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vatman.records.models import CustomField
from vatman.records.sorting import NUMBERS, sortable
from vatman.records.wording import value_words
from vatman.team.calendar import working_between
from vatman.team.models import Member
from vatman.ui import moments, numbers

from .models import Deal

DEFAULT = ("title", "client", "amount", "stage", "next", "days", "owner")


@dataclass(frozen=True)
class Column:
    """`say` gives the words of a cell, `raw` the value for a spreadsheet where it differs; `order` the field sorted by."""

    key: str
    title: Any
    say: Callable[[Deal], str]
    order: str = ""
    kind: str = ""  # "num" for what stands on the right
    raw: Callable[[Deal], Any] | None = None
    down: bool = False  # the first press sorts from the greatest
    own: CustomField | None = None

    def value(self, deal: Deal) -> Any:
        return (self.raw or self.say)(deal)


def _day(name: str) -> Callable[[Deal], str]:
    return lambda deal: moments.short_date(day) if (day := getattr(deal, name)) else ""


def _plain(name: str) -> Callable[[Deal], Any]:
    return lambda deal: getattr(deal, name)


def _next(deal: Deal) -> str:
    if deal.is_asleep and deal.sleeps_until:
        return _("спит до %(day)s") % {"day": moments.short_date(deal.sleeps_until)}
    if deal.next_step_at is None:
        return _("нет следующего шага") if deal.is_open else ""
    when = moments.when(deal.next_step_at, deal.next_step_timed)
    return f"{when} · {deal.next_step_title}"


def _paid(deal: Deal) -> str:
    return numbers.money(deal.paid, deal.currency) if deal.paid else ""


def _left(deal: Deal) -> str:
    return numbers.money(deal.left, deal.currency) if deal.amount and deal.left else ""


def _days(deal: Deal) -> int | None:
    return working_between(timezone.localdate(deal.stage_since), timezone.localdate()) if deal.is_open else None


OWN = (
    Column("title", gettext_lazy("Сделка"), str),
    Column("client", gettext_lazy("Клиент"), lambda deal: str(deal.client or "")),
    Column(
        "amount",
        gettext_lazy("Сумма"),
        lambda deal: numbers.money(deal.amount, deal.currency),
        "amount",
        "num",
        _plain("amount"),
        down=True,
    ),
    Column("stage", gettext_lazy("Этап"), lambda deal: str(deal.stage)),
    Column("next", gettext_lazy("Следующий шаг"), _next, "attention_at"),
    Column(
        "days",
        gettext_lazy("Дней в этапе"),
        lambda deal: "" if (count := _days(deal)) is None else str(count),
        "stage_since",
        "num",
        _days,
    ),
    Column("owner", gettext_lazy("Ответственный"), lambda deal: str(deal.owner or "—")),
    Column("expected_on", gettext_lazy("Ждём к"), _day("expected_on"), "expected_on", raw=_plain("expected_on")),
    Column(
        "promised_on",
        gettext_lazy("Обещали к"),
        _day("promised_on"),
        raw=_plain("promised_on"),
    ),
    Column("paid", gettext_lazy("Оплачено"), _paid, kind="num", raw=_plain("paid")),
    Column(
        "left",
        gettext_lazy("Осталось оплатить"),
        _left,
        kind="num",
        raw=lambda deal: deal.left if deal.amount else None,
    ),
    Column("source", gettext_lazy("Источник"), lambda deal: str(deal.source or "")),
    Column("payer", gettext_lazy("Плательщик"), lambda deal: str(deal.payer or "")),
    Column("contact", gettext_lazy("Контакт"), lambda deal: str(deal.contact or "")),
    Column("tags", gettext_lazy("Теги"), lambda deal: ", ".join(deal.tags)),
    Column("started_on", gettext_lazy("Начата"), _day("started_on"), "started_on", raw=_plain("started_on"), down=True),
    Column("closed_on", gettext_lazy("Закрыта"), _day("closed_on"), raw=_plain("closed_on")),
    Column("loss_reason", gettext_lazy("Причина отказа"), lambda deal: str(deal.loss_reason or "")),
    Column("pipeline", gettext_lazy("Воронка"), lambda deal: str(deal.pipeline)),
)


def columns() -> dict[str, Column]:
    """Every column there is: the house's, then the company's own fields."""
    fields = list(CustomField.objects.of("deal"))
    people = dict(Member.objects.values_list("pk", "name")) if any(field.kind == "member" for field in fields) else {}
    return {column.key: column for column in (*OWN, *(_custom(field, people) for field in fields))}


def _custom(field: CustomField, people: dict[int, str]) -> Column:
    def say(deal: Deal) -> str:
        value = field.current(deal.fields.get(field.key))
        return "" if value in (None, "", []) else value_words(value, field.kind, people)

    number = field.kind in NUMBERS
    order = field.key if sortable(field) else ""
    return Column(field.key, field.title, say, order, kind="num" if number else "", down=number, own=field)
