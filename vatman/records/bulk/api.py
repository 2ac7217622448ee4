"""`/bulk`: one change of many cards, looked at beforehand, and taken back as a whole."""

from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from pydantic import Field, StrictBool

from vatman.team.access import get_allowed
from vatman.team.api import Person, person
from vatman.team.sight import member_of
from vatman.web.api import Body, Id, Key, Line, Listed, Moment, Paging, Query, Router, Schema, Status, listed, local
from vatman.web.errors import Refused

from ..models import BulkChange
from ..models.bulk import MOST
from .sorting import chosen, forecast
from .verb import Verb, verb_named

router = Router(tags=["bulk"])

Number = Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False, strict=True)]
Told = StrictBool | Id | Number | Line | Annotated[list[Line], Field(max_length=100)] | None
Name = Annotated[str, Field(max_length=40, pattern=r"^[a-z_0-9]+$")]


class BulkIn(Body):
    """Which cards: `ids`, or all that the list finds by `query`, the query string of its page. `values` by the verb: owner
    `{to}` (null: nobody), stage `{stage, reason}`, tag `{tag, off}`, field `{field, value}`, task `{title, kind, day, hour, to}`,
    trash `{}`."""

    of: Literal["contact", "company", "deal"]
    verb: Literal["owner", "stage", "tag", "field", "task", "trash"]
    values: Annotated[dict[Name, Told], Field(max_length=20)] = {}
    ids: Annotated[list[Id], Field(min_length=1, max_length=100_000)] | None = None
    query: Annotated[str, Field(max_length=2000, pattern=r"^[^\u0000]*$")] | None = None


class HandingIn(Body):
    """`id` of a card or of a member, whose whole portfolio goes; `along`: which open things go with it."""

    of: Literal["contact", "company", "deal", "member"]
    id: Id
    to: Id
    along: Annotated[list[Literal["deal", "task"]], Field(max_length=2)] = []
    note: Annotated[str, Field(max_length=1000, pattern=r"^[^\u0000]*$")] = ""


class Left(Schema):
    why: str
    count: int


class ForecastShape(Schema):
    total: int
    changes: int
    left: list[Left]


class BulkShape(Schema):
    """`stayed`: how many an undo has left, for people have changed them since."""

    id: int
    of: str
    verb: str
    words: str
    state: str
    total: int
    passed: int
    changed: int
    left: list[Left]
    stayed: int
    owner: Person | None
    created_at: Moment
    finished_at: Moment | None
    undone_at: Moment | None


@router.get("", response=Listed[BulkShape])
def bulks(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """Newest first."""
    rows = BulkChange.objects.visible_to(request.user).select_related("owner")
    return listed(rows, ["-pk"], paging, lambda found: [bulk_shape(one) for one in found])


@router.post("", response={201: BulkShape})
def start(request: HttpRequest, payload: BulkIn) -> Status[dict[str, Any]]:
    """A few cards are changed when this answers; many go on in the background, `state` says when it is over."""
    verb = _verb(request, payload)
    ids = list(_rows(request, payload).order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    return Status(201, bulk_shape(BulkChange.objects.begin(verb, ids, by=request.user)))


@router.post("/handing", response={201: BulkShape})
def hand_over(request: HttpRequest, payload: HandingIn) -> Status[dict[str, Any]]:
    """A card with what is open on it, or all that a colleague has, goes to another; `undoing` takes all of it back."""
    from ..places import places
    from ..views.handing import givers
    from .handing import hand

    member = request.user
    if payload.of == "member":
        source = next((one for one in givers(member) if one.pk == payload.id), None)
        if source is None:
            raise PermissionDenied
    elif member.may("edit", payload.of):
        source = get_allowed(places()[payload.of], member, payload.id)
    else:
        raise PermissionDenied
    change = hand(source, member_of(payload.to, "to"), by=member, kinds=set(payload.along), note=payload.note)
    return Status(201, bulk_shape(change))


@router.post("/preview", response=ForecastShape)
def preview(request: HttpRequest, payload: BulkIn) -> dict[str, Any]:
    """How many would change, and why the others would not; nothing is changed."""
    found = forecast(_verb(request, payload), _rows(request, payload), request.user)
    return {"total": found.total, "changes": found.changes, "left": _left(found.left)}


@router.get("/{id}", response=BulkShape)
def bulk(request: HttpRequest, id: Key) -> dict[str, Any]:
    return bulk_shape(get_object_or_404(BulkChange.objects.visible_to(request.user), pk=id))


@router.post("/{id}/undoing", response=BulkShape)
def undo(request: HttpRequest, id: Key) -> dict[str, Any]:
    """All of it back, where nobody has changed it since."""
    change = get_object_or_404(BulkChange.objects.visible_to(request.user), pk=id)
    if not change.may_be_undone_by(request.user):
        raise PermissionDenied
    event = change.event
    return bulk_shape(change.undo(by=request.user, origin=f"undo:{event.id}" if event else ""))


def bulk_shape(change: BulkChange) -> dict[str, Any]:
    return {
        "id": change.pk, "of": change.of, "verb": change.verb, "words": change.words, "state": change.state, "total": change.total,
        "passed": change.passed, "changed": change.changed, "left": _left([(why, count) for why, count, _keys in change.left]),
        "stayed": change.stayed_count, "owner": person(change.owner), "created_at": local(change.created_at),
        "finished_at": local(change.finished_at), "undone_at": local(change.undone_at),
    }  # fmt: skip


def _left(pairs: list[tuple[str, int]]) -> list[dict[str, Any]]:
    return [{"why": why, "count": count} for why, count in pairs]


def _verb(request: HttpRequest, payload: BulkIn) -> Verb:
    kind = verb_named(payload.verb, payload.of)
    if not kind.offered(payload.of, request.user):
        raise PermissionDenied
    values = kind.read(payload.of, _form(payload.values), request.user)
    if values is None:
        raise Refused(fields={"values": _("Не сказано, что именно изменить")}, code="values_needed")
    return kind(payload.of, values)


def _rows(request: HttpRequest, payload: BulkIn) -> Any:
    if (payload.ids is None) == (payload.query is None):
        raise Refused(fields={"ids": _("Назовите карточки или отбор: что-то одно")}, code="ids_or_query")
    return chosen(payload.of, request.user, QueryDict(payload.query or ""), payload.ids)


def _form(values: dict[str, Any]) -> QueryDict:
    """As the page's own form would have sent it."""
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, [_text(one) for one in (value if isinstance(value, list) else [value])])
    if "field" in values:
        data["shown"] = str(data["field"])
        if values.get("value") is None:
            data["clear"] = "1"
    if "to" in values and values["to"] is None:
        data["to"] = "none" if "title" not in values else ""
    return data


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return "" if value is None else str(value)
