"""The columns of the planning table: how each is called, and where its number leads."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vatman.ui.numbers import grouped, short

from .queries.planning import Line, Planning


@dataclass(frozen=True)
class Column:
    key: str
    title: Any
    hint: Any
    burns: bool = False
    minor: bool = False  # not on a phone
    is_sum: bool = False
    opens: str = ""  # whose rows stand behind it, if another's


DAY = (
    Column("calls", _("звонки"), _("Записанные звонки")),
    Column("reached", _("дозвон"), _("Звонки, на которых поговорили"), minor=True),
    Column("meetings", _("встречи"), _("Закрытые задачи «Встреча»"), minor=True),
    Column("done", _("дела"), _("Закрытые задачи"), minor=True),
    Column("requests", _("заявки"), _("Сделки, начатые в этот день")),
    Column("moved", _("сдвинул"), _("Сделки, сменившие этап"), minor=True),
    Column("quotes", _("КП"), _("Сделки, ушедшие дальше этапа «Отправить КП»"), minor=True),
    Column("won", _("продал"), _("Сделки, проданные в этот день")),
    Column("won_sum", _("на сумму"), _("Сколько стоят проданные"), is_sum=True, opens="won"),
    Column("paid", _("оплачено"), _("Сделки, по которым пришли деньги"), is_sum=True, minor=True),
    Column("lost", _("отказы"), _("Сделки, закрытые отказом"), minor=True),
)
NOW = (
    Column("late", _("горит"), _("Просроченные задачи, сейчас"), burns=True),
    Column("stepless", _("без шага"), _("Сделки в работе без следующего шага, сейчас"), burns=True),
    Column("silent", _("молчат"), _("Сделки в работе, которых неделю никто не трогал")),
)
COLUMNS = {column.key: column for column in (*DAY, *NOW)}


@dataclass(frozen=True)
class Cell:
    column: Column
    value: Any
    url: str

    @property
    def shown(self) -> str:
        if not self.value:
            return ""
        return short(self.value) if self.column.is_sum else grouped(self.value)


def cells(line: Line, planning: Planning, columns: tuple[Column, ...], total: bool = False) -> list[Cell]:
    """A total opens nothing: its parts do."""
    found = ((column, line.numbers[column.key]) for column in columns)
    return [
        Cell(column, value, "" if total or not value else _url(column.opens or column.key, line, planning))
        for column, value in found
    ]


def _url(key: str, line: Line, planning: Planning) -> str:
    """The list that shows the same rows: where its own filter can say so, else the page of this number."""
    span, owner = planning.span, line.member.pk if line.member else "none"
    if key == "late" and line.member:
        return f"{reverse('tasks')}?{urlencode({'when': 'late', 'owner': owner})}"
    asked: dict[str, Any] = {"number": key, "owner": owner, "day": span.since}
    if key == "stepless":
        return f"{reverse('deals')}?{urlencode({'step': 'none', 'owner': owner})}"
    if key == "requests":
        asked = {"state": "all", "owner": owner, "created_from": span.since, "created_to": span.until}
        return f"{reverse('deals')}?{urlencode(asked)}"
    return f"{reverse('planning_rows')}?{urlencode(asked)}"
