"""Which deals are shown. One filter serves the board, the list and the way from one open card to the next.

It lives in the query string alone, with ids instead of «me», so that a link shows a colleague the same deals.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import BooleanField, F, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.clients.models import Company, Contact
from vatman.records.models import SearchDocument
from vatman.records.search.question import Question
from vatman.team.models import Department, Member
from vatman.ui import moments, numbers

from .models import Source, Stage

STEPS = ("late", "today", "none")
STATES = ("won", "lost", "all")
PROMISED = ("late", "today", "week", "none")
FOUND: dict[
    str, tuple[Any, Callable[[QuerySet], QuerySet]]
] = {}  # higher rooms' own: key → what it is called, how it narrows


@dataclass(frozen=True)
class BoardFilter:
    """What a person asked for; what makes no sense in a link is left out in silence."""

    pipeline: int | None = None
    found: str = ""  # a key of FOUND; the first to narrow, so that it counts all one sees
    owner: int | None = None  # 0: nobody's
    department: int | None = None
    source: int | None = None
    company: int | None = None
    contact: int | None = None
    stage: int | None = None
    state: str = ""  # of the list: "" is in hand as on the board, won, lost, all
    tag: str = ""
    amount_from: Decimal | None = None
    amount_to: Decimal | None = None
    created_from: date | None = None
    created_to: date | None = None
    step: str = ""  # late, today, none
    rotting: bool = False
    asleep: bool = False
    unpaid: bool = False  # more is asked than has come
    promised: str = ""  # late, today, week, none: when it was promised to the client
    q: str = ""

    @classmethod
    def of(cls, asked: QueryDict | dict[str, str]) -> Self:
        return cls(**{field.name: READ[field.name](asked.get(field.name, "").strip()) for field in fields(cls)})

    @property
    def chosen(self) -> dict[str, Any]:
        """Field → value of what is set, the pipeline aside."""
        pairs = ((field.name, getattr(self, field.name)) for field in fields(self) if field.name != "pipeline")
        return {name: value for name, value in pairs if value is not None and value is not False and value != ""}

    @property
    def query(self) -> str:
        """The query string of a link that shows the same."""
        return self.without()

    def without(self, *names: str, **more: Any) -> str:
        kept = ({"pipeline": self.pipeline} if self.pipeline else {}) | self.chosen
        kept = {name: value for name, value in kept.items() if name not in names} | more
        return urlencode({name: _written(value) for name, value in kept.items() if value not in (None, "")})

    def narrow(self, rows: QuerySet) -> QuerySet:
        """Only the deals asked for, in any state."""
        for name, value in self.chosen.items():
            rows = NARROW[name](rows, value)
        return rows

    def awake(self, rows: QuerySet) -> QuerySet:
        """The board's open deals: those asleep leave it until their day, unless they are what is asked for."""
        today = timezone.localdate()
        if self.asleep:
            return rows.filter(state="open", sleeps_until__gt=today)
        return rows.filter(awake(today), state="open")

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What a search form carries along besides its own words."""
        kept = ({"pipeline": self.pipeline} if self.pipeline else {}) | self.chosen
        return [(name, _written(value)) for name, value in kept.items() if name not in ("q", "state")]

    def chips(self, member: Any) -> Iterator[tuple[str, str]]:
        """What is set, in words, each with the query string without it. «Мои» and the words have places of their own."""
        for name, value in self.chosen.items():
            if name not in ("q", "state") and (name, value) != ("owner", member.pk):
                words = NAMED[name](value, member) if name in ("company", "contact") else NAMED[name](value)
                yield words, self.without(name)


def awake(today: date) -> Q:
    return Q(sleeps_until=None) | Q(sleeps_until__lte=today)


def late(now: datetime) -> Q:
    """«Горит»: by the minute where an hour was named, by the day where not."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return Q(next_step_timed=True, next_step_at__lt=now) | Q(next_step_timed=False, next_step_at__lt=midnight)


def _by_step(rows: QuerySet, step: str) -> QuerySet:
    now = timezone.now()
    rows = rows.filter(state="open")
    if step == "none":
        return rows.filter(next_step_at=None)
    if step == "late":
        return rows.filter(late(now))
    return rows.filter(next_step_at__date=timezone.localdate(now))


def _by_promise(rows: QuerySet, when: str) -> QuerySet:
    today = timezone.localdate()
    if when == "none":
        return rows.filter(promised_on=None)
    if when == "late":
        return rows.filter(promised_on__lt=today)
    return rows.filter(promised_on__range=(today, today + timedelta(days=0 if when == "today" else 6)))


def _by_words(rows: QuerySet, text: str) -> QuerySet:
    """By what search knows the deal by: its title, client, tags, fields and notes."""
    asked = " & ".join(Question(text).prefix)
    met = SearchDocument.objects.filter(RawSQL("words @@ %s::tsquery", [asked], BooleanField()), thing="deal")
    return rows.filter(pk__in=met.values("thing_id")) if asked else rows


def _by_department(rows: QuerySet, pk: int) -> QuerySet:
    return rows.filter(owner__department__in=Department.objects.subtree([pk]))


def _by_contact(rows: QuerySet, pk: int) -> QuerySet:
    besides = rows.model.people.through.objects.filter(contact=pk).values("deal")
    return rows.filter(Q(contact=pk) | Q(pk__in=besides))


NARROW: dict[str, Callable[[QuerySet, Any], QuerySet]] = {
    "found": lambda rows, key: FOUND[key][1](rows),
    "owner": lambda rows, pk: rows.filter(owner=pk or None),
    "department": _by_department,
    "source": lambda rows, pk: rows.filter(source=pk),
    "company": lambda rows, pk: rows.filter(company=pk),
    "contact": _by_contact,
    "stage": lambda rows, pk: rows.filter(stage=pk),
    "state": lambda rows, state: rows if state == "all" else rows.filter(state=state),
    "tag": lambda rows, tag: rows.filter(tags__contains=[tag]),
    "amount_from": lambda rows, sum_: rows.filter(amount__gte=sum_),
    "amount_to": lambda rows, sum_: rows.filter(amount__lte=sum_),
    "created_from": lambda rows, day: rows.filter(started_on__gte=day),
    "created_to": lambda rows, day: rows.filter(started_on__lte=day),
    "step": _by_step,
    "rotting": lambda rows, _yes: rows.filter(state="open", rots_on__lte=timezone.localdate()),
    "asleep": lambda rows, _yes: rows.filter(state="open", sleeps_until__gt=timezone.localdate()),
    "unpaid": lambda rows, _yes: rows.exclude(state="lost").filter(amount__gt=F("paid")),
    "promised": _by_promise,
    "q": _by_words,
}


def _name(model: Any, pk: int) -> str:
    return str(model.objects.filter(pk=pk).first() or "—")


def _client(model: Any, pk: int, member: Any) -> str:
    """A client the member does not see is not named by a guessed number."""
    return _("Клиент: %(name)s") % {"name": model.objects.visible_to(member).filter(pk=pk).first() or "—"}


NAMED: dict[str, Callable[..., str]] = {
    "found": lambda key: str(FOUND[key][0]),
    "owner": lambda pk: _name(Member, pk) if pk else _("Без ответственного"),
    "department": lambda pk: _("Отдел: %(name)s") % {"name": _name(Department, pk)},
    "source": lambda pk: _("Источник: %(name)s") % {"name": _name(Source, pk)},
    "company": lambda pk, member: _client(Company, pk, member),
    "contact": lambda pk, member: _client(Contact, pk, member),
    "stage": lambda pk: _("Этап: %(name)s") % {"name": _name(Stage, pk)},
    "tag": lambda tag: f"#{tag}",
    "amount_from": lambda sum_: _("Сумма от %(sum)s") % {"sum": numbers.grouped(sum_)},
    "amount_to": lambda sum_: _("Сумма до %(sum)s") % {"sum": numbers.grouped(sum_)},
    "created_from": lambda day: _("Начаты с %(day)s") % {"day": moments.short_date(day)},
    "created_to": lambda day: _("Начаты по %(day)s") % {"day": moments.short_date(day)},
    "step": lambda step: {"late": _("Горит"), "today": _("Шаг сегодня"), "none": _("Без шага")}[step],
    "rotting": lambda _yes: _("Застряли"),
    "asleep": lambda _yes: _("Спят"),
    "unpaid": lambda _yes: _("Не оплачены"),
    "promised": lambda when: {
        "late": _("Обещанный день прошёл"),
        "today": _("Обещали сегодня"),
        "week": _("Обещали на неделе"),
        "none": _("Дня не обещали"),
    }[when],
}


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _owner(text: str) -> int | None:
    return 0 if text == "none" else _number(text)


def _sum(text: str) -> Decimal | None:
    try:
        value = Decimal("".join(text.split()).replace("\u202f", "").replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < 10**12 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


READ = {
    "pipeline": _number,
    "found": lambda text: text if text in FOUND else "",
    "owner": _owner,
    "department": _number,
    "source": _number,
    "company": _number,
    "contact": _number,
    "stage": _number,
    "state": lambda text: text if text in STATES else "",
    "tag": lambda text: text[:60],
    "amount_from": _sum,
    "amount_to": _sum,
    "created_from": _day,
    "created_to": _day,
    "step": lambda text: text if text in STEPS else "",
    "rotting": lambda text: text == "1",
    "asleep": lambda text: text == "1",
    "unpaid": lambda text: text == "1",
    "promised": lambda text: text if text in PROMISED else "",
    "q": lambda text: text.replace("\x00", "")[:100],
}


def _written(value: Any) -> str:
    if value is True:
        return "1"
    return "none" if value == 0 and not isinstance(value, Decimal) else str(value)
