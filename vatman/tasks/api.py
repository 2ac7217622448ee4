"""`/tasks`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Literal

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from pydantic import Field

from vatman.clients.models import Company, Contact
from vatman.deals.models import Deal
from vatman.records.api import born, common_routes, patch_card
from vatman.team.access import get_allowed, get_visible
from vatman.team.api import Person, person
from vatman.team.sight import member_of, reference, seen_ids
from vatman.web.api import (
    Body,
    Day,
    Id,
    Key,
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
from vatman.web.errors import Refused

from .api_call_lists import router as call_lists
from .api_calls import router as calls
from .models import Task

router = Router(tags=["tasks"])
router.add_router("", calls)
router.add_router("", call_lists)

CARDS: dict[str, Any] = {"contact": Contact, "company": Company, "deal": Deal}
Title = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\u0000]*\S[^\u0000]*$")]
Kind = Literal["call", "meeting", "letter", "other"]


class Card(Schema):
    """Without an id if the card is not for the caller."""

    id: int | None
    name: str


class TaskShape(Schema):
    id: int
    title: str
    kind: str
    due_at: Moment | None
    due_on: Day
    assignee: Person | None
    contact: Card | None
    company: Card | None
    deal: Card | None
    done_at: Moment | None
    result: str
    created_at: Moment


class TaskChange(Body):
    """`due_at` is a moment, `due_on` a day without an hour; the one given last leads."""

    title: Title = ""
    kind: Kind = "other"
    due_at: Moment | None = None
    due_on: Day | None = None
    assignee: Id | None = None
    contact: Id | None = None
    company: Id | None = None
    deal: Id | None = None


class TaskIn(TaskChange):
    """Without a day: today."""

    title: Title


class DoneIn(Body):
    result: Text = ""


class Wanted(Schema):
    assignee: Key | None = None
    deal: Key | None = None
    contact: Key | None = None
    company: Key | None = None
    done: bool | None = None
    overdue: bool | None = None


@router.get("/tasks", response=Listed[TaskShape])
def tasks(request: HttpRequest, paging: Query[Paging], wanted: Query[Wanted]) -> dict[str, Any]:
    """Due first; open ones unless `done` is asked for."""
    rows = Task.objects.visible_to(request.user)
    rows = rows.filter(done_at__isnull=not wanted.done)
    if wanted.overdue:
        rows = rows.overdue()
    asked = {"owner": wanted.assignee, "deal": wanted.deal, "contact": wanted.contact, "company": wanted.company}
    rows = rows.filter(**{name: value for name, value in asked.items() if value is not None})
    return listed(rows, ["due_on", "id"], paging, lambda found: shapes(found, request.user))


@router.post("/tasks", response={201: TaskShape})
@transaction.atomic
def task_new(request: HttpRequest, payload: TaskIn) -> Status[dict[str, Any]]:
    values = born(payload, "task", by=request.user)
    owner = member_of(values.pop("assignee", None), "assignee") or values.pop("owner")
    values.pop("owner", None)
    due = {"at": values.pop("due_at", None), "on": values.pop("due_on", None)}
    values = _cards(values, request.user)
    with _owner_is_assignee():
        task = Task.objects.plan(by=request.user, owner=owner, **due, **values)
    return Status(201, _one(task, request.user))


@router.get("/tasks/{id}", response=TaskShape)
def task(request: HttpRequest, id: Key) -> dict[str, Any]:
    return _one(get_visible(Task, request.user, id), request.user)


@router.patch("/tasks/{id}", response=TaskShape)
@transaction.atomic
def task_change(request: HttpRequest, id: Key, payload: TaskChange) -> dict[str, Any]:
    found = get_allowed(Task, request.user, id)
    values = _cards(payload.dict(exclude_unset=True), request.user)
    if "assignee" in values:
        values["owner"] = values.pop("assignee")
    if values.get("due_on", True) is None:
        values["due_on"] = timezone.localdate()
    with _owner_is_assignee():
        patch_card(found, values, by=request.user)
    return _one(found, request.user)


@router.post("/tasks/{id}/completion", response={201: TaskShape})
def done(request: HttpRequest, id: Key, payload: DoneIn) -> Status[dict[str, Any]]:
    found = get_allowed(Task, request.user, id)
    found.complete(payload.result, by=request.user)
    return Status(201, _one(found, request.user))


@router.delete("/tasks/{id}/completion", response={204: None})
def not_done(request: HttpRequest, id: Key) -> Status[None]:
    """It was not done after all."""
    get_allowed(Task, request.user, id).resume(by=request.user)
    return Status(204, None)


common_routes(router, Task, "tasks")


def shapes(tasks: list[Task], member: Any) -> list[dict[str, Any]]:
    prefetch_related_objects(tasks, "owner", "company", "deal", "contact__ways")
    seen = {
        name: seen_ids(model, member, [getattr(task, f"{name}_id") for task in tasks]) for name, model in CARDS.items()
    }
    return [_shape(task, seen) for task in tasks]


def _shape(task: Task, seen: dict[str, set[int]]) -> dict[str, Any]:
    cards = {name: _card(getattr(task, name), seen[name]) for name in CARDS}
    return {
        "id": task.pk,
        "title": task.title,
        "kind": task.kind,
        "due_at": local(task.due_at),
        "due_on": task.due_on,
        "assignee": person(task.owner),
        **cards,
        "done_at": local(task.done_at),
        "result": task.result,
        "created_at": local(task.created_at),
    }


@contextmanager
def _owner_is_assignee() -> Iterator[None]:
    """What a verb says of the owner is told of the field as it is called here."""
    try:
        yield
    except Refused as error:
        error.fields = {"assignee" if name == "owner" else name: words for name, words in error.fields.items()}
        raise


def _card(card: Any, seen: set[int]) -> dict[str, Any] | None:
    return (
        {"id": card.pk if card.pk in seen else None, "name": getattr(card, "name", "") or str(card)} if card else None
    )


def _cards(values: dict[str, Any], member: Any) -> dict[str, Any]:
    return values | {
        name: reference(model, member, values[name], name) for name, model in CARDS.items() if name in values
    }


def _one(task: Task, member: Any) -> dict[str, Any]:
    return shapes([Task.objects.get(pk=task.pk)], member)[0]
