"""`/search`, `/tags`, `/fields`, and what every card has: notes, tags, the company's own fields, an owner."""

from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Path
from pydantic import Field, StrictBool

from vatman.team.access import get_allowed, get_visible
from vatman.team.api import Person, person
from vatman.team.sight import member_of
from vatman.web.api import (
    Body,
    Id,
    Key,
    Line,
    Listed,
    Moment,
    Paging,
    Query,
    Router,
    Schema,
    Status,
    Text,
    listed,
    local,
)
from vatman.web.api.types import NO_NUL
from vatman.web.errors import Refused

from .api_views import router as views
from .bulk.api import router as bulk
from .models import CustomField, Glance, Note, Tag
from .search import find
from .views.common import may_change_note, may_note
from .views.custom import may_add_field

router = Router(tags=["records"])
router.add_router("/bulk", bulk)
router.add_router("/views", views)

Thing = Literal["contact", "company", "deal", "task"]
Searched = Literal["contact", "company", "deal"]
TagName = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\u0000]*\S[^\u0000]*$")]
Tags = Annotated[list[TagName], Field(max_length=50)]
Number = Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False, strict=True)]
Value = StrictBool | Number | Text | Annotated[list[Line], Field(max_length=100)] | None
Fields = Annotated[dict[Annotated[str, Field(pattern=r"^f\d{1,9}$")], Value], Field(max_length=200)]


class Found(Schema):
    type: str
    id: int
    title: str
    subtitle: str


class Hits(Schema):
    items: list[Found]


class AtHand(Schema):
    starred: list[Found]
    recent: list[Found]


class FieldShape(Schema):
    """`former`: names of choices that cards may still hold, each with its name of today, null if it was taken off the list."""

    key: str
    title: str
    kind: str
    choices: list[str]
    former: dict[str, str | None]
    of: str
    position: int
    archived: bool


class FieldIn(Body):
    of: Thing
    title: Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\u0000]*\S[^\u0000]*$")]
    kind: Literal["text", "number", "money", "date", "choice", "choices", "bool", "link", "member"] = "text"
    choices: Annotated[list[TagName], Field(max_length=200)] = []


class FieldChange(Body):
    """`choices` is the whole list in its order; `renamed` says which of the old ones are known under new names."""

    title: Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\u0000]*\S[^\u0000]*$")] | None = None
    choices: Annotated[list[TagName], Field(max_length=200)] | None = None
    renamed: Annotated[dict[TagName, TagName], Field(max_length=200)] = {}
    position: Annotated[int, Field(ge=0, le=1000, strict=True)] | None = None
    archived: StrictBool | None = None


class NoteShape(Schema):
    id: int
    text: str
    author: Person | None
    created_at: Moment
    changed_at: Moment | None


class NoteIn(Body):
    text: Annotated[str, Field(min_length=1, max_length=20_000, pattern=r"^[^\u0000]*\S[^\u0000]*$")]
    mentions: Annotated[list[Id], Field(max_length=50)] = []


class NoteChange(NoteIn):
    """`was`, if given, guards against a change made meanwhile; `mentions` are told of the change."""

    was: Annotated[str, Field(max_length=20_000, pattern=NO_NUL)] | None = None


@router.get("/search", response=Hits)
def search(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=200, pattern=r"^[^\u0000]*$")],
    type: Searched | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> dict[str, Any]:
    """By whatever one remembers: names with slips, parts of a phone, ИНН, words of a note; `limit` of each type."""
    hits = find(request.user, q, limit=limit, things=[type] if type else None)
    return {"items": [{"type": hit.thing, "id": hit.id, "title": hit.title, "subtitle": hit.subtitle} for hit in hits]}


@router.get("/favourites", response=AtHand)
def favourites(request: HttpRequest) -> dict[str, Any]:
    """What one has starred, and opened last."""
    from .search.at_hand import at_hand

    starred, recent = at_hand(request.user)
    return {"starred": [_found(hit) for hit in starred], "recent": [_found(hit) for hit in recent]}


def _found(hit: Any) -> dict[str, Any]:
    return {"type": hit.thing, "id": hit.id, "title": hit.title, "subtitle": hit.subtitle}


@router.get("/tags", response=list[str])
def tags(request: HttpRequest) -> list[str]:
    return list(Tag.objects.order_by("name").values_list("name", flat=True)[:2000])


@router.get("/fields", response=list[FieldShape])
def fields(request: HttpRequest, of: Thing | None = None, archived: bool = False) -> list[dict[str, Any]]:
    """The company's own fields: their keys stand in `fields` of the cards."""
    rows = CustomField.objects.filter(archived_at__isnull=not archived)
    return [field_shape(field) for field in (rows.filter(for_thing=of) if of else rows)]


@router.post("/fields", response={201: FieldShape})
def add_field(request: HttpRequest, payload: FieldIn) -> Status[dict[str, Any]]:
    """A field for every card of its kind; one with this title is given back instead of a second."""
    if not may_add_field(request.user, payload.of):
        raise PermissionDenied
    return Status(
        201,
        field_shape(
            CustomField.objects.add(payload.of, payload.title, payload.kind, choices=payload.choices, by=request.user)
        ),
    )


@router.patch("/fields/{key}", response=FieldShape)
@transaction.atomic
def change_field(
    request: HttpRequest, key: Annotated[str, Path(pattern=r"^f\d{1,9}$")], payload: FieldChange
) -> dict[str, Any]:
    """Renamed, moved, its choices edited, put away (`archived`) or brought back. Cards keep what was written in it."""
    field = get_object_or_404(CustomField, key=key)
    if not may_add_field(request.user, field.for_thing):
        raise PermissionDenied
    by = request.user
    if payload.archived is not None:
        field.archive(by=by) if payload.archived else field.bring_back(by=by)
    field.change(title=payload.title, choices=payload.choices, renamed=payload.renamed, by=by)
    if payload.position is not None:
        field.stand_at(payload.position, by=by)
    return field_shape(CustomField.objects.get(pk=field.pk))


@router.patch("/notes/{id}", response=NoteShape)
def change_note(request: HttpRequest, id: Key, payload: NoteChange) -> dict[str, Any]:
    """Other words of a note: for its author, and whoever may change the card it stands on."""
    note = get_visible(Note, request.user, id)
    card = note.place
    if not may_change_note(request.user, note, card):
        raise PermissionDenied
    told = _mentioned(payload.mentions, card)
    note.change(text=payload.text, was=payload.was, mentions=told, by=request.user)
    return note_shape(note)


def field_shape(field: CustomField) -> dict[str, Any]:
    return {
        "key": field.key, "title": field.title, "kind": field.kind, "choices": field.choices, "of": field.for_thing,
        "former": {old: name or None for old, name in field.former.items()}, "position": field.position,
        "archived": field.archived_at is not None,
    }  # fmt: skip


def note_shape(note: Note) -> dict[str, Any]:
    moments = {"created_at": local(note.created_at), "changed_at": local(note.changed_at)}
    return {"id": note.pk, "text": note.text, "author": person(note.author), **moments}


def _mentioned(ids: list[int], card: Any) -> list[int]:
    """Keys of the members to be told; Refused if one of them does not see the card."""
    people = [member_of(one, "mentions") for one in ids]
    if blind := [one for one in people if not one.may("view", card)]:
        words = _("Не увидят эту карточку: %(names)s") % {"names": ", ".join(one.name for one in blind)}
        raise Refused(fields={"mentions": words}, code="blind")
    return [one.pk for one in people]


def cleaned_fields(thing: str, values: dict[str, Any]) -> dict[str, Any]:
    """Values of a new card's own fields as they are stored."""
    known = {field.key: field for field in CustomField.objects.of(thing)} if values else {}
    for key in values:
        if key not in known:
            CustomField.objects.get_for(thing, key)
    found = {key: known[key].clean_value(value) for key, value in values.items()}
    return {key: value for key, value in found.items() if value is not None}


def card_shape(card: Any) -> dict[str, Any]:
    """What the shapes of all cards share."""
    return {"owner": person(card.owner), "tags": card.tags, "fields": card.fields, "created_at": local(card.created_at)}


@transaction.atomic
def patch_card(card: Any, values: dict[str, Any], *, by: Any) -> None:
    """Only what was given changes: one event for the fields, one for a new owner."""
    own = {f"fields__{key}": value for key, value in values.pop("fields", {}).items()}
    given_owner = "owner" in values
    owner = member_of(values.pop("owner", None))
    if "tags" in values:
        values["tags"] = Tag.objects.known(values["tags"])
    if values or own:
        card.change(by=by, **values, **own)
    if given_owner:
        card.assign(owner, by=by)


def born(payload: Any, thing: str, *, by: Any) -> dict[str, Any]:
    """Values of a new card from its body: tags known, own fields clean, an owner found (by default the caller)."""
    if not by.may("create", thing):
        raise PermissionDenied
    values = payload.dict(exclude_unset=True)
    values["owner"] = member_of(values.get("owner")) or by
    values["tags"] = Tag.objects.known(values.get("tags", []))
    values["fields"] = cleaned_fields(thing, values.get("fields", {}))
    return values


def _star_routes(router: Router, model: Any, plural: str) -> None:
    """One's own favourites: `/favourites` lists them."""
    where = f"/{plural}/{{id}}/star"

    @router.post(where, response={204: None}, operation_id=f"{plural}_star", summary="Keep at hand")
    def star(request: HttpRequest, id: Key) -> Status[None]:
        Glance.objects.star(request.user, get_visible(model, request.user, id), on=True)
        return Status(204, None)

    @router.delete(where, response={204: None}, operation_id=f"{plural}_unstar", summary="No longer keep at hand")
    def unstar(request: HttpRequest, id: Key) -> Status[None]:
        Glance.objects.star(request.user, get_visible(model, request.user, id), on=False)
        return Status(204, None)


def common_routes(router: Router, model: Any, plural: str) -> None:
    """Trash and notes of a card: the same for every kind."""

    @router.delete(
        f"/{plural}/{{id}}", response={204: None}, operation_id=f"{plural}_trash", summary="To the trash, for 30 days"
    )
    def trash(request: HttpRequest, id: Key) -> Status[None]:
        get_allowed(model, request.user, id, "delete").trash(by=request.user)
        return Status(204, None)

    if plural != "tasks":
        _star_routes(router, model, plural)

    @router.get(
        f"/{plural}/{{id}}/notes",
        response=Listed[NoteShape],
        operation_id=f"{plural}_notes",
        summary="Notes, newest first",
    )
    def notes(request: HttpRequest, id: Key, paging: Query[Paging]) -> dict[str, Any]:
        rows = Note.objects.on(get_visible(model, request.user, id)).select_related("author")
        return listed(rows, ["-created_at", "-id"], paging, lambda found: [note_shape(note) for note in found])

    @router.post(
        f"/{plural}/{{id}}/notes", response={201: NoteShape}, operation_id=f"{plural}_note", summary="Write a note"
    )
    def note(request: HttpRequest, id: Key, payload: NoteIn) -> Status[dict[str, Any]]:
        card = get_visible(model, request.user, id)
        if not may_note(request.user, card):
            raise PermissionDenied
        mentions = _mentioned(payload.mentions, card)
        return Status(201, note_shape(card.add_note(payload.text, mentions=mentions, by=request.user)))
