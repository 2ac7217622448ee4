"""What the page of one deal shows besides the parts every card has."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.clients.models import Contact, Link, Way
from vatman.events.privacy import mask
from vatman.team.calendar import working_between
from vatman.ui import moments

from ..models import Deal, Stage, StageMove
from .board import stages_of

CHANNELS = {  # how a person is reached → the icon, and the address a press opens
    "phone": {"icon": "phone", "to": "tel:{0}"},
    "email": {"icon": "mail", "to": "mailto:{0}"},
    "telegram": {"icon": "brand-telegram", "to": "https://t.me/{1}"},
    "whatsapp": {"icon": "brand-whatsapp", "to": "https://wa.me/{1}"},
    "vk": {"icon": "brand-vk", "to": "https://vk.com/{1}"},
    "viber": {"icon": "phone", "to": "viber://chat?number={0}"},
}


@dataclass
class Tick:
    """A stage on the ruler. `tense`: past, now, ahead; `words` say when and how long, or what it aims at."""

    stage: Stage
    tense: str
    words: str


@dataclass
class Reach:
    """A way to reach somebody, as the member may see it; `to` is empty where it is hidden."""

    icon: str
    shown: str
    to: str
    wrong: bool


@dataclass
class Person:
    contact: Contact
    name: str
    position: str
    ways: list[Reach]
    url: str
    main: bool

    @property
    def phone(self) -> Reach | None:
        return next((way for way in self.ways if way.icon == "phone" and way.to and not way.wrong), None)


def with_moves(rows: QuerySet) -> QuerySet:
    """Deals with their way (`way`: stage and moment of each move, in order), in the same query."""
    moves = StageMove.objects.filter(deal=OuterRef("pk")).order_by("at", "pk")
    return rows.annotate(way=ArraySubquery(moves.values(one=JSONObject(stage="stage_id", at="at"))))


def ruler(deal: Deal) -> list[Tick]:
    """Where it was and how long, where it stands, what comes. One query; the deal comes `with_moves`."""
    stages = [stage for stage in stages_of(deal.pipeline) if stage.kind != Stage.Kind.LOST or stage.pk == deal.stage_id]
    stays = _stays([(move["stage"], datetime.fromisoformat(move["at"])) for move in deal.way])
    here = next((place for place, stage in enumerate(stages) if stage.pk == deal.stage_id), len(stages))
    return [_tick(stage, stays.get(stage.pk), stage.pk == deal.stage_id, place < here) for place, stage in enumerate(stages)]


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


def people(deal: Deal, member: Any) -> tuple[list[Person], list[Reach]]:
    """The people of a deal, the main one first, and the company's own ways. Two queries."""
    rows: QuerySet = Contact.objects.filter(Q(pk=deal.contact_id) | Q(other_deals=deal), trashed_at=None).distinct()
    work = Link.objects.filter(company=deal.company_id, contact=OuterRef("pk")).values("position")[:1]
    rows = rows.annotate(position=Subquery(work))
    contacts = sorted(rows, key=lambda one: (one.pk != deal.contact_id, one.sort_key))
    ways = list(Way.objects.filter(Q(contact__in=contacts) | Q(company=deal.company_id, company__isnull=False)))
    found = [_person(one, ways, member, deal) for one in contacts]
    firm = [way for way in ways if way.company_id] if deal.company and member.may("view", deal.company) else []
    return found, [_reach(way, member.may("contacts", deal.company)) for way in firm]


def _person(contact: Contact, ways: list[Way], member: Any, deal: Deal) -> Person:
    """One the member does not see is a name only."""
    seen = member.may("view", contact)
    open_ = seen and member.may("contacts", contact)
    own = [way for way in ways if way.contact_id == contact.pk] if seen else []
    name = contact.full_name or (own[0].shown if own and open_ else _("Без имени"))
    url = contact.get_absolute_url() if seen else ""
    return Person(contact, name, contact.position or "", [_reach(way, open_) for way in own], url, contact.pk == deal.contact_id)


def _reach(way: Way, open_: bool) -> Reach:
    look = CHANNELS.get(way.channel, {"icon": "world", "to": ""})
    to = look["to"].format(way.value, way.value.lstrip("+@")) if open_ else ""
    return Reach(look["icon"], way.shown if open_ else mask(way.shown), to, way.wrong)


def past_of(client: Any, member: Any) -> dict[str, Any]:
    """What this client has bought: since when, how many deals, for how much."""
    rows = Deal.objects.visible_to(member).filter(**{client.thing: client})
    won = Q(state=Stage.Kind.WON)
    return rows.aggregate(since=Min("started_on"), count=Count("pk"), sold=Sum("amount", filter=won), won=Count("pk", filter=won))
