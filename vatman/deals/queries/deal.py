"""What the page of one deal shows besides the parts every card has."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.clients.models import Company, Contact, Link, Way
from vatman.team.calendar import working_between
from vatman.ui import moments

from ..models import Deal, LossReason, Source, Stage, StageMove
from .board import in_order


@dataclass
class Tick:
    """A stage on the ruler. `tense`: past, now, ahead; `words` say when and how long, or what it aims at."""

    stage: Stage
    tense: str
    words: str


@dataclass
class Person:
    """One of the deal's people, or its company. `reachable`: the member may see how to reach them; else ways are dots."""

    client: Contact | Company
    name: str
    position: str = ""
    ways: list[Way] = field(default_factory=list)
    reachable: bool = False
    url: str = ""

    @property
    def phone(self) -> Way | None:
        """The one to call."""
        return (
            next((way for way in self.ways if way.channel == "phone" and not way.wrong), None)
            if self.reachable
            else None
        )


def whole(rows: QuerySet) -> QuerySet:
    """Deals with what their page says of them, in one query that is quick to plan: names of small tables are not joined.

    `way`: stage and moment of each move, in order; `source_name`, `loss_name`.
    """
    moves = StageMove.objects.filter(deal=OuterRef("pk")).order_by("at", "pk")
    return rows.select_related("owner", "company", "contact").annotate(
        way=ArraySubquery(moves.values(one=JSONObject(stage="stage_id", at="at"))),
        source_name=Subquery(Source.objects.filter(pk=OuterRef("source_id")).values("name")),
        loss_name=Subquery(LossReason.objects.filter(pk=OuterRef("loss_reason_id")).values("name")),
    )


def ruler(deal: Deal) -> list[Tick]:
    """Where it was and how long, where it stands, what comes. One query; the deal comes `whole` and learns its stage."""
    found = in_order(Stage.objects.living().filter(pipeline=deal.pipeline_id).select_related("pipeline"))
    for stage in found:
        if stage.pk == deal.stage_id:
            deal.stage, deal.pipeline = stage, stage.pipeline
    stages = [stage for stage in found if stage.kind != Stage.Kind.LOST or stage.pk == deal.stage_id]
    stays = _stays([(move["stage"], datetime.fromisoformat(move["at"])) for move in deal.way])
    here = next((place for place, stage in enumerate(stages) if stage.pk == deal.stage_id), len(stages))
    return [
        _tick(stage, stays.get(stage.pk), stage.pk == deal.stage_id, place < here) for place, stage in enumerate(stages)
    ]


def _stays(moves: list[tuple[int, datetime]]) -> dict[int, tuple[date, int]]:
    """Stage → the day it was first entered and the working days spent in it, all stays together."""
    days = [timezone.localdate(at) for _stage, at in moves] + [timezone.localdate()]
    found: dict[int, tuple[date, int]] = {}
    for place, (stage, _at) in enumerate(moves):
        first, spent = found.get(stage, (days[place], 0))
        found[stage] = first, spent + working_between(days[place], days[place + 1])
    return found


def _tick(stage: Stage, stay: tuple[date, int] | None, now: bool, before: bool) -> Tick:
    if now and stay:
        day = moments.short_date(stay[0])
        words = _("%(day)s · %(count)s-й день") % {"day": day, "count": stay[1] + 1} if stage.is_open else day
        return Tick(stage, "now", words)
    if stay:
        words = _("%(day)s · %(count)s дн") % {"day": moments.short_date(stay[0]), "count": stay[1]}
        return Tick(stage, "past" if before else "was", words)
    if before:
        return Tick(stage, "past", _("без остановки"))
    return Tick(stage, "now" if now else "ahead", _("цель: %(aim)s") % {"aim": stage.aim} if stage.aim else "")


def people(deal: Deal, member: Any) -> tuple[list[Person], Person | None]:
    """The people of a deal, the main one first, and its company. Two queries."""
    others = Deal.people.through.objects.filter(deal=deal).values("contact")
    main = Contact.objects.filter(pk=deal.contact_id).order_by().values("pk")
    rows: QuerySet = Contact.objects.filter(pk__in=main.union(others), trashed_at=None)
    work = Link.objects.filter(company=deal.company_id, contact=OuterRef("pk")).values("position")[:1]
    contacts = sorted(rows.annotate(position=Subquery(work)), key=lambda one: (one.pk != deal.contact_id, one.sort_key))
    ways = list(Way.objects.filter(Q(contact__in=contacts) | Q(company=deal.company_id, company__isnull=False)))
    found = [_person(one, [way for way in ways if way.contact_id == one.pk], member) for one in contacts]
    firm = _person(deal.company, [way for way in ways if way.company_id], member) if deal.company else None
    return found, firm


def _person(client: Any, ways: list[Way], member: Any) -> Person:
    """One the member does not see is a name only."""
    seen = member.may("view", client)
    reachable = seen and member.may("contacts", client)
    name = str(client) if client.full_name else ways[0].shown if ways and reachable else _("Без имени")
    position = getattr(client, "position", "") or ""
    return Person(client, name, position, ways if seen else [], reachable, client.get_absolute_url() if seen else "")


def past_of(client: Any, member: Any) -> dict[str, Any]:
    """What this client has bought: since when, how many deals, for how much."""
    rows = Deal.objects.visible_to(member).filter(**{client.thing: client})
    won = Q(state=Stage.Kind.WON)
    return rows.aggregate(
        since=Min("started_on"), count=Count("pk"), sold=Sum("amount", filter=won), won=Count("pk", filter=won)
    )
