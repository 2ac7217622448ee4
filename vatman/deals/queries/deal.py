"""What the page of one deal shows besides the parts every card has."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.clients.models import Company, Contact, Way
from vatman.team.calendar import working_between
from vatman.ui import moments

from ..models import Deal, Stage
from ..models.lines import line_sum
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


MOVES = RawSQL(
    "(SELECT coalesce(json_agg(json_build_array(stage_id, at) ORDER BY at, id), '[]') FROM deals_stagemove"
    " WHERE deal_id = deals_deal.id)",
    [],
)


OTHERS = RawSQL("ARRAY(SELECT contact_id FROM deals_deal_people WHERE deal_id = deals_deal.id)", [])
LINES = RawSQL(
    "(SELECT coalesce(json_agg(json_build_object('what', what, 'quantity', quantity::text, 'price', price::text)"
    " ORDER BY position), '[]') FROM deals_dealline WHERE deal_id = deals_deal.id)",
    [],
)
TEAM = RawSQL(
    "(SELECT coalesce(json_agg(json_build_object('member', member_id, 'name', team_member.name, 'role', role, 'share', share)"
    " ORDER BY deals_participant.id), '[]') FROM deals_participant JOIN team_member ON team_member.id = member_id"
    " WHERE deal_id = deals_deal.id)",
    [],
)
PAYMENTS = RawSQL(
    "(SELECT coalesce(json_agg(json_build_array(id, amount::text, paid_on, note) ORDER BY paid_on, id), '[]')"
    " FROM deals_payment WHERE deal_id = deals_deal.id)",
    [],
)
PAYER = RawSQL(
    "(SELECT json_build_object('id', id, 'legal_form', legal_form, 'name', name, 'owner_id', owner_id, 'department_id', department_id)"
    " FROM clients_company WHERE id = deals_deal.payer_id)",
    [],
)
SOURCE = RawSQL("(SELECT name FROM deals_source WHERE id = deals_deal.source_id)", [])
LOSS = RawSQL("(SELECT name FROM deals_lossreason WHERE id = deals_deal.loss_reason_id)", [])
POSITION = "(SELECT position FROM clients_link WHERE contact_id = clients_contact.id AND company_id = %s LIMIT 1)"


def whole(rows: QuerySet) -> QuerySet:
    """Deals with what their page says of them, in one query of few joins: every further one costs its plan more than its rows.

    `way`: stage and moment of each move, in order; `others`: ids of the people besides the main one; `source_name`, `loss_name`,
    `payments_said`, `payer_said`; and its `parts`.
    """
    names = {"source_name": SOURCE, "loss_name": LOSS}
    rows = rows.select_related("owner", "company")
    return parts(rows).annotate(way=MOVES, others=OTHERS, payments_said=PAYMENTS, payer_said=PAYER, **names)


def parts(rows: QuerySet) -> QuerySet:
    """Deals with what belongs to them alone, as subqueries of the one query: `ordered`, its lines, and `team`, its participants,
    as they are said."""
    return rows.annotate(ordered=LINES, team=TEAM)


def ruler(deal: Deal) -> list[Tick]:
    """Where it was and how long, where it stands, what comes. One query; the deal comes `whole` and learns its stage."""
    found = in_order(Stage.objects.living().filter(pipeline=deal.pipeline_id).select_related("pipeline"))
    for stage in found:
        if stage.pk == deal.stage_id:
            deal.stage, deal.pipeline = stage, stage.pipeline
    stages = [stage for stage in found if stage.kind != Stage.Kind.LOST or stage.pk == deal.stage_id]
    stays = _stays([(stage, datetime.fromisoformat(at)) for stage, at in deal.way])
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


def order(deal: Deal) -> list[tuple[str, Decimal, Decimal, Decimal]]:
    """Of a deal that came `whole`: what, how many, the price of one, the sum."""
    return [(line["what"], Decimal(line["quantity"]), Decimal(line["price"]), line_sum(line)) for line in deal.ordered]


def payments(deal: Deal) -> list[tuple[int, Decimal, date, str]]:
    """Of a deal that came `whole`: key, sum, day, note."""
    return [(pk, Decimal(sum_), date.fromisoformat(day), note) for pk, sum_, day, note in deal.payments_said]


def people(deal: Deal, member: Any) -> tuple[list[Person], Person | None]:
    """The people of a deal that came `whole`, the main one first, and its company. Two queries."""
    rows: QuerySet = Contact.objects.filter(pk__in=[deal.contact_id, *deal.others], trashed_at=None)
    position = RawSQL(POSITION, [deal.company_id])  # noqa: S611
    contacts = sorted(rows.annotate(position=position), key=lambda one: (one.pk != deal.contact_id, one.sort_key))
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


def payer(deal: Deal, member: Any) -> Person | None:
    """Of a deal that came `whole`: who pays where it is not its company; a name only for one who does not see it."""
    return _person(Company(**deal.payer_said), [], member) if deal.payer_said else None


def past_of(client: Any, member: Any) -> dict[str, Any]:
    """What this client has bought: since when, how many deals, for how much."""
    rows = Deal.objects.visible_to(member).filter(**{client.thing: client})
    won = Q(state=Stage.Kind.WON)
    return rows.aggregate(
        since=Min("started_on"), count=Count("pk"), sold=Sum("amount", filter=won), won=Count("pk", filter=won)
    )
