"""`/views`: lists and boards as they are looked at, under a name."""

from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from pydantic import Field, StrictBool

from vatman.team.api import Person, person
from vatman.web.api import Body, Key, Listed, Paging, Query, Router, Schema, Status, listed

from .models import SavedView
from .models.view import PLACES

router = Router(tags=["views"])

Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\u0000]*\S[^\u0000]*$")]
Asked = Annotated[str, Field(max_length=2000, pattern=r"^[^\u0000]*$")]
Columns = Annotated[list[Annotated[str, Field(pattern=r"^[a-z_0-9]{1,40}$")]], Field(max_length=100)]


class ViewShape(Schema):
    """`url` is the address of the page that shows it."""

    id: int
    place: str
    name: str
    query: str
    columns: list[str]
    shared: bool
    owner: Person | None
    url: str


class ViewIn(Body):
    """`query` is the query string of the page; `columns` of the list of deals alone. One's own of this name looks so from now on."""

    place: Literal["deals", "board", "clients"]
    name: Name
    query: Asked = ""
    columns: Columns = []
    shared: StrictBool = False


class ViewChange(Body):
    name: Name | None = None
    query: Asked | None = None
    columns: Columns | None = None
    shared: StrictBool | None = None


@router.get("", response=Listed[ViewShape])
def views(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """One's own, and the shared ones."""
    rows = SavedView.objects.visible_to(request.user).select_related("owner")
    return listed(rows, ["pk"], paging, lambda found: [view_shape(one) for one in found])


@router.post("", response={201: ViewShape})
def keep(request: HttpRequest, payload: ViewIn) -> Status[dict[str, Any]]:
    if not request.user.may("view", PLACES[payload.place]):
        raise PermissionDenied
    return Status(201, view_shape(SavedView.objects.keep(by=request.user, **payload.dict())))


@router.patch("/{id}", response=ViewShape)
def change(request: HttpRequest, id: Key, payload: ViewChange) -> dict[str, Any]:
    from .models.view import tidy

    one = _kept(request, id)
    values = {name: value for name, value in payload.dict().items() if value is not None}
    if "query" in values:
        values["query"] = tidy(values["query"])
    one.change(by=request.user, **values)
    return view_shape(SavedView.objects.select_related("owner").get(pk=one.pk))


@router.delete("/{id}", response={204: None})
def drop(request: HttpRequest, id: Key) -> Status[None]:
    _kept(request, id).trash(by=request.user)
    return Status(204, None)


def view_shape(one: SavedView) -> dict[str, Any]:
    names = ("place", "name", "query", "columns", "shared")
    told = {name: getattr(one, name) for name in names}
    return {"id": one.pk, **told, "owner": person(one.owner), "url": one.get_absolute_url()}


def _kept(request: HttpRequest, pk: int) -> SavedView:
    one: SavedView = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    if not one.may_be_undone_by(request.user):
        raise PermissionDenied
    return one
