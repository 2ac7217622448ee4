"""Which of the chosen cards will change, and why the others will not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from .verb import CHOOSERS, Verb


@dataclass
class Forecast:
    """`left`: why, and how many. `now`: what stands there today."""

    total: int
    changes: int
    left: list[tuple[str, int]] = field(default_factory=list)
    now: list[tuple[str, int]] = field(default_factory=list)


def chosen(thing: str, member: Any, query: Any, ids: Iterable[int] | None) -> QuerySet:
    """The rows a person means, of those he sees: these very ones, or (None) all that the filter of the list finds."""
    if ids is None:
        return CHOOSERS[thing](member, query)
    from vatman.events.models import Subject

    model: Any = Subject.model_of(thing)
    return model.objects.visible_to(member).filter(pk__in=list(ids))


def mine(verb: Verb, rows: QuerySet, by: Any) -> QuerySet:
    """Those of the visible rows over which he has the right."""
    return rows.reached_by(by, by.scope(verb.right, verb.thing))


def forecast(verb: Verb, rows: QuerySet, by: Any) -> Forecast:
    """Two or three queries, however many rows."""
    stops = [*verb.barred(by), (_("уже так"), verb.already())]
    reasons = [(why, where) for why, where in stops if where is not None]
    counted = {f"n{place}": Count("pk", filter=_alone(reasons, place)) for place in range(len(reasons))}
    total = rows.count()
    found = mine(verb, rows, by).order_by().aggregate(all=Count("pk"), **counted)
    left = [(_("менять не вам"), total - found["all"])]
    left += [(why, found[f"n{place}"]) for place, (why, _where) in enumerate(reasons)]
    left = [(why, count) for why, count in left if count]
    will = willing(verb, rows, by)
    return Forecast(total, total - sum(count for _why, count in left), left, verb.now(will)[:6])


def willing(verb: Verb, rows: QuerySet, by: Any) -> QuerySet:
    will = mine(verb, rows, by)
    for _why, where in [*verb.barred(by), ("", verb.already())]:
        will = will if where is None else will.exclude(where)
    return will


def sort_out(verb: Verb, ids: list[int], by: Any) -> tuple[list[int], list[tuple[str, list[int]]]]:
    """Those of these cards that can change now, and why each of the others cannot."""
    seen = verb.model.objects.visible_to(by).filter(pk__in=ids)
    there = _keys(seen)
    all_his = by.scope(verb.right, verb.thing) == by.scope("view", verb.thing)
    may = set(there) if all_his else _keys(mine(verb, seen, by))
    left = [(_("карточки уже нет"), _without(ids, there)), (_("менять не вам"), _without(ids, may, there))]
    for why, where in [*verb.barred(by), (_("уже так"), verb.already())]:
        if where is not None and may:
            met = _keys(verb.model.objects.filter(pk__in=may).filter(where))
            left.append((why, sorted(met)))
            may -= met
    return sorted(may), [(why, keys) for why, keys in left if keys]


def _alone(reasons: list[tuple[str, Q]], place: int) -> Q:
    """A card that two reasons stop is counted by the first."""
    where = reasons[place][1]
    for _why, before in reasons[:place]:
        where &= ~before
    return where


def _keys(rows: QuerySet) -> set[int]:
    return set(rows.order_by().values_list("pk", flat=True))


def _without(ids: Iterable[int], gone: set[int], among: set[int] | None = None) -> list[int]:
    return [pk for pk in ids if pk not in gone and (among is None or pk in among)]
