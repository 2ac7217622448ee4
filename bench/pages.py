"""Pages, moves and search as a manager and as the owner, each beside its bare SQL and a blank page."""

from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from vatman.analytics.periods import Period
from vatman.analytics.queries import funnel
from vatman.analytics.queries.cohort import Cohort
from vatman.analytics.workdays import last_working, span_of
from vatman.deals.models import Deal, Pipeline
from vatman.records.search import find
from vatman.records.search.asking import _scope
from vatman.records.search.question import Question
from vatman.team.models import Member

from .measuring import GOALS, RUNS, Result, at_most, bare, in_turn, queries_of, within

TYPED = ("ив", "иванов", "иванов пе", "9215", "client77", "календ")
PAGES: tuple[tuple[str, list[str]], ...] = (
    ("board", []), ("deal", ["deal"]), ("contact", ["contact"]), ("my_day", []), ("deals", []), ("planning", []),
)  # fmt: skip
STAGES = ("first_call", "send_quote")
BACKEND = "vatman.team.backend.Backend"
HTMX = {"HTTP_HX_REQUEST": "true"}


class Visitor:
    """One member at a browser, and what the limits' SQL has to know of him."""

    def __init__(self, member: Member) -> None:
        self.member, self.browser = member, Client()
        self.browser.force_login(member, backend=BACKEND)
        pipeline = Pipeline.objects.default()
        open_ones = Deal.objects.visible_to(member).filter(owner__role__key="manager", stage__key__in=STAGES)
        self.deals = list(open_ones.select_related("stage").order_by("pk")[:40])
        deal, span = self.deals[0], span_of(last_working(timezone.localdate()))
        self.values: dict[str, Any] = {
            "member": member.pk, "everything": member.may_all("view", "deal"), "pipeline": pipeline.pk, "deal": deal.pk, "contact": deal.contact_id,
            "since": span.start, "until": span.end,
        }  # fmt: skip

    def get(self, path: str, **headers: str) -> Callable[[], HttpResponse]:
        def ask() -> HttpResponse:
            response = self.browser.get(path, **headers)  # type: ignore[arg-type]
            if response.status_code != 200:
                raise RuntimeError(f"{path} answered {response.status_code}")
            return response

        return ask

    def visits(self) -> Iterator[tuple[str, Callable[[], HttpResponse], dict[str, Any]]]:
        """Name in goals.toml, the visit, the values of its SQL."""
        for name, args in (*PAGES, ("bench_blank", [])):
            yield name, self.get(reverse(name, args=[self.values[key] for key in args])), self.values
        yield "move", self._moving(), self.values
        yield "search", self._typing(), self.values | {"asked": self._asked("иванов")}

    def _moving(self) -> Callable[[], HttpResponse]:
        """A card goes to the stage beside; when it comes round again, back."""
        stages = {stage.key: stage for stage in Pipeline.objects.default().stages.filter(key__in=STAGES)}
        deals = cycle(self.deals)

        def move() -> HttpResponse:
            deal = next(deals)
            was, stage = deal.stage, stages[STAGES[1 - STAGES.index(deal.stage.key)]]
            path = reverse("deal_moves", args=[deal.pk])
            response = self.browser.post(path, {"stage": stage.pk, "was": was.pk, "board": "1"}, **HTMX)  # type: ignore[arg-type]
            if response.status_code != 200:
                raise RuntimeError(f"{path} answered {response.status_code}")
            deal.stage = stage
            return response

        return move

    def _typing(self) -> Callable[[], HttpResponse]:
        asked = cycle([self.get(reverse("search") + f"?q={text}", **HTMX) for text in TYPED])
        return lambda: next(asked)()

    def _asked(self, text: str) -> str:
        scope = _scope(self.member, "contact")
        return " & ".join(f"({part})" for part in [*Question(text).prefix, *([scope] if scope else [])])


def pages(member: Member, role: str) -> Iterator[Result]:
    visitor = Visitor(member)
    blank = visitor.get(reverse("bench_blank"))
    for name, visit, values in visitor.visits():
        goal = GOALS["pages"][name]
        told = {"title": goal["title"], "n": RUNS}
        if name == "bench_blank":
            [value] = in_turn(visit)
            yield Result(f"blank ({role})", "ms", value, None, None, None, sql=queries_of(visit), **told)
            continue
        value, sql, layout = in_turn(visit, bare(goal["sql"], values), blank)
        result = within(f"{name} ({role})", "ms", value, sql + layout, goal["goal"], sql=queries_of(visit), **told)
        result.met = bool(result.met and result.sql <= goal["queries"])  # type: ignore[operator]
        yield result
        if most := goal.get("kilobytes"):
            yield at_most(f"{name} html ({role})", "KB", len(visit().content) / 1000, most, title=goal["title"])


def search(member: Member, role: str) -> Iterator[Result]:
    """Every text by itself: the median of the slowest one is what counts."""
    goal = GOALS["find"]
    sql = GOALS["pages"]["search"]["sql"]
    visitor = Visitor(member)
    for text in TYPED:
        value, limit = in_turn(lambda text=text: find(member, text), bare(sql, {"asked": visitor._asked(text)}))
        yield at_most(f"find «{text}» ({role})", "ms", value, goal["most"], limit, title=goal["title"], n=RUNS)


def report(member: Member, role: str) -> Iterator[Result]:
    from datetime import timedelta

    from django.utils import timezone

    goal, today = GOALS["funnel"], timezone.localdate()
    cohort = Cohort(member, Pipeline.objects.default(), Period(today - timedelta(days=364), today))
    values = {"member": member.pk, "everything": member.may_all("view", "deal"), "pipeline": cohort.pipeline.pk}
    value, limit = in_turn(lambda: funnel(cohort, compare=False), bare(goal["sql"], values), runs=10)
    yield within(
        f"funnel ({role})",
        "ms",
        value,
        limit,
        goal["goal"],
        sql=queries_of(lambda: funnel(cohort, compare=False)),
        title=goal["title"],
        n=10,
    )
