"""`/deals`, `/pipelines`, `/sources`, `/loss-reasons`."""

from typing import Annotated, Any, Literal

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from pydantic import Field, StrictBool

from vatman.clients.models import Company, Contact
from vatman.records.api import Fields, Tags, born, common_routes, patch_card
from vatman.records.search import find
from vatman.team.access import get_allowed, get_visible
from vatman.team.api import Named, named
from vatman.team.sight import reference, seen_ids
from vatman.web.api import (
    Body,
    Day,
    Id,
    Key,
    Line,
    Listed,
    Moment,
    Money,
    Paging,
    Query,
    Router,
    Schema,
    Status,
    listed,
    local,
)
from vatman.web.errors import Refused

from .api_order import router as order
from .filters import NARROW
from .models import Deal, LossReason, Pipeline, Source, Stage, StageMove
from .queries.deal import parts
from .shapes import DealShape, LineIn, PartIn, StageShape, shapes, told

router = Router(tags=["deals"])

FOUND = 500
Title = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\u0000]*\S[^\u0000]*$")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class PipelineStage(StageShape):
    """`needs`: what must be filled to enter it, and whether it can be put off."""

    probability: int
    needs: dict[str, Literal["hard", "soft"]]


class PipelineShape(Schema):
    id: int
    name: str
    stages: list[PipelineStage]


class DealChange(Body):
    """`payer`: another company of the client, where not `company` pays. `lines` are the whole order anew; while a deal has any, its `amount` is theirs and cannot be given."""

    title: Title = ""
    amount: Money | None = None
    currency: Currency = ""
    company: Id | None = None
    payer: Id | None = None
    contacts: Annotated[list[Id], Field(max_length=50)] = []
    owner: Id | None = None
    source: Line | None = None
    expected_on: Day | None = None
    promised_on: Day | None = None
    lines: Annotated[list[LineIn], Field(max_length=200)] = []
    participants: Annotated[list[PartIn], Field(max_length=20)] = []
    tags: Tags = []
    fields: Fields = {}


class DealIn(DealChange):
    """Without a pipeline and a stage: the first open stage of the default pipeline."""

    pipeline: Id | None = None
    stage: Id | None = None


class MoveIn(Body):
    """`reason` (of /loss-reasons) is needed for a stage of the kind lost; `was`, if given, guards against a move made meanwhile.

    A stage may need fields filled: 422 with code `lacking` names them; `skip_soft` enters without those that can be put off.
    """

    stage: Id
    reason: Id | None = None
    was: Id | None = None
    skip_soft: StrictBool = False


class MoveShape(Schema):
    id: int
    at: Moment
    was: Named | None
    stage: Named
    by: Named | None
    reason: Named | None
    seconds_in_was: int | None


class SleepIn(Body):
    until: Day


class Wanted(Schema):
    q: Line | None = None
    owner: Key | None = None
    pipeline: Key | None = None
    stage: Key | None = None
    state: Literal["open", "won", "lost"] | None = None
    company: Key | None = None
    contact: Key | None = None
    tag: Line | None = None
    unpaid: bool = False


@router.get("/pipelines", response=Listed[PipelineShape])
def pipelines(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    rows = Pipeline.objects.filter(archived_at__isnull=True).prefetch_related(
        Prefetch("stages", Stage.objects.living())
    )
    return listed(rows, ["position", "id"], paging, lambda found: [_pipeline(one) for one in found])


@router.get("/pipelines/{id}", response=PipelineShape)
def pipeline(request: HttpRequest, id: Key) -> dict[str, Any]:
    return _pipeline(
        get_object_or_404(Pipeline.objects.prefetch_related(Prefetch("stages", Stage.objects.living())), pk=id)
    )


@router.get("/loss-reasons", response=list[Named])
def loss_reasons(request: HttpRequest) -> list[Any]:
    return [named(one) for one in LossReason.objects.filter(archived_at__isnull=True)]


@router.get("/sources", response=list[Named])
def sources(request: HttpRequest) -> list[Any]:
    return [named(one) for one in Source.objects.all()[:2000]]


@router.get("/deals", response=Listed[DealShape])
def deals(request: HttpRequest, paging: Query[Paging], wanted: Query[Wanted]) -> dict[str, Any]:
    """Newest first."""
    rows: QuerySet = Deal.objects.visible_to(request.user)
    if wanted.q is not None:
        rows = rows.filter(pk__in=[hit.id for hit in find(request.user, wanted.q, limit=FOUND, things=["deal"])])
    if wanted.tag is not None:
        rows = rows.filter(tags__contains=[wanted.tag])
    if wanted.unpaid:
        rows = NARROW["unpaid"](rows, True)
    asked = {name: getattr(wanted, name) for name in ("owner", "pipeline", "stage", "state", "company", "contact")}
    rows = rows.filter(**{name: value for name, value in asked.items() if value is not None})
    return listed(parts(rows), ["-created_at", "-id"], paging, lambda found: shapes(found, request.user))


@router.post("/deals", response={201: DealShape})
@transaction.atomic
def deal_new(request: HttpRequest, payload: DealIn) -> Status[dict[str, Any]]:
    values = born(payload, "deal", by=request.user) | {"stage": _first_stage(payload)}
    values.pop("pipeline", None)
    _find_clients(values, request.user)
    _find_source(values)
    people, lines, parts_ = (values.pop(name, []) for name in ("contacts", "lines", "participants"))
    if lines and values.get("amount") is not None:
        raise Refused(fields={"amount": _("Сумма складывается из строк заказа: её не называют отдельно")})
    values |= {"contact": people[0]} if people else {}
    deal = Deal.objects.start(by=request.user, people=people[1:], lines=lines, **{"title": "", **values})
    if parts_:
        deal.share_out(parts_, by=request.user)
    return Status(201, told(deal, request.user))


@router.get("/deals/{id}", response=DealShape)
def deal(request: HttpRequest, id: Key) -> dict[str, Any]:
    return told(get_visible(Deal, request.user, id), request.user)


@router.patch("/deals/{id}", response=DealShape)
@transaction.atomic
def deal_change(request: HttpRequest, id: Key, payload: DealChange) -> dict[str, Any]:
    """Everything but the stage: that is a move."""
    found = get_allowed(Deal, request.user, id)
    values = payload.dict(exclude_unset=True)
    _find_clients(values, request.user)
    _find_source(values)
    people = values.pop("contacts", None)
    if "lines" in values:
        found.set_lines(values.pop("lines"), by=request.user)
    if "participants" in values:
        found.share_out(values.pop("participants"), by=request.user)
    patch_card(found, values, by=request.user)
    if people is not None:
        _set_people(found, people, by=request.user)
    return told(found, request.user)


@router.get("/deals/{id}/moves", response=Listed[MoveShape])
def moves(request: HttpRequest, id: Key, paging: Query[Paging]) -> dict[str, Any]:
    """The way the deal went, from its birth."""
    rows = get_visible(Deal, request.user, id).passed
    return listed(rows, ["at", "id"], paging, lambda found: [_move(one) for one in found])


@router.post("/deals/{id}/moves", response={201: DealShape})
def move(request: HttpRequest, id: Key, payload: MoveIn) -> Status[dict[str, Any]]:
    found = get_allowed(Deal, request.user, id)
    stage, was = reference(Stage, None, payload.stage, "stage"), reference(Stage, None, payload.was, "was")
    reason, skip = reference(LossReason, None, payload.reason, "reason"), "soft" if payload.skip_soft else ""
    found.move_to(stage, was=was, reason=reason, skip=skip, by=request.user)
    return Status(201, told(found, request.user))


@router.post("/deals/{id}/sleep", response={201: DealShape})
def sleep(request: HttpRequest, id: Key, payload: SleepIn) -> Status[dict[str, Any]]:
    """Off the board until a day."""
    found = get_allowed(Deal, request.user, id)
    found.sleep_until(payload.until, by=request.user)
    return Status(201, told(found, request.user))


@router.delete("/deals/{id}/sleep", response={204: None})
def wake(request: HttpRequest, id: Key) -> Status[None]:
    get_allowed(Deal, request.user, id).sleep_until(None, by=request.user)
    return Status(204, None)


common_routes(router, Deal, "deals")
router.add_router("", order)


def _pipeline(found: Pipeline) -> dict[str, Any]:
    stages = [
        {"id": stage.pk, "name": stage.name, "kind": stage.kind, "probability": stage.probability, "needs": stage.needs}
        for stage in found.stages.all()
    ]
    return {"id": found.pk, "name": found.name, "stages": stages}


def _move(one: StageMove) -> dict[str, Any]:
    spent = int(one.spent.total_seconds()) if one.spent is not None else None
    return {
        "id": one.pk,
        "at": local(one.at),
        "was": named(one.was),
        "stage": named(one.stage),
        "by": named(one.by),
        "reason": named(one.reason),
        "seconds_in_was": spent,
    }


def _first_stage(payload: DealIn) -> Stage | None:
    stage = reference(Stage.objects.living(), None, payload.stage, "stage")
    pipeline = reference(Pipeline.objects.filter(archived_at__isnull=True), None, payload.pipeline, "pipeline")
    if stage and pipeline and stage.pipeline_id != pipeline.pk:
        raise Refused(fields={"stage": _("Этот этап из другой воронки")})
    return stage or (pipeline.first_stage() if pipeline else None)


def _find_clients(values: dict[str, Any], member: Any) -> None:
    for name in {"company", "payer"} & values.keys():
        values[name] = reference(Company, member, values[name], name)
    if "contacts" in values:
        values["contacts"] = [reference(Contact, member, pk, "contacts") for pk in dict.fromkeys(values["contacts"])]


def _find_source(values: dict[str, Any]) -> None:
    """By its name; a new one becomes known."""
    if "source" in values:
        name = (values["source"] or "").strip()[:120]
        values["source"] = (
            (Source.objects.filter(name__iexact=name).first() or Source.objects.create(name=name)) if name else None
        )


def _set_people(deal: Deal, people: list[Contact], *, by: Any) -> None:
    """Exactly these, the first one the main; whom the caller does not see stays."""
    visible = seen_ids(Contact, by, [one.pk for one in deal.all_people()])
    for one in deal.all_people():
        if one.pk in visible and one not in people:
            deal.remove_person(one, by=by)
    if people and deal.contact_id != people[0].pk:
        deal.remove_person(people[0], by=by)
        deal.change(by=by, contact=people[0])
    for one in people[1:]:
        deal.add_person(one, by=by)
