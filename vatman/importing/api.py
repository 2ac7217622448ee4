"""`/imports`: files in, what became of them, and all of it taken back."""

from typing import Any

from django.http import HttpRequest
from ninja import File
from ninja.files import UploadedFile

from vatman.team.access import get_allowed, get_visible, require
from vatman.team.api import Person, person
from vatman.web.api import Key, Listed, Moment, Paging, Query, Router, Schema, Status, listed, local

from .models import Import
from .receiving import receive
from .report import report
from .views import report_totals

router = Router(tags=["imports"])


class Rows(Schema):
    read: int
    created: int
    joined: int
    skipped: int


class Made(Schema):
    contacts: int
    companies: int
    deals: int
    tasks: int
    notes: int


class ImportShape(Schema):
    """`per_cent` grows to 100 while the state is reading or running."""

    id: int
    title: str
    state: str
    per_cent: int
    owner: Person | None
    created_at: Moment
    finished_at: Moment | None
    rows: Rows
    created: Made
    review: int
    trouble: str


class ReportShape(Schema):
    files: list[dict[str, Any]]
    rows: Rows
    created: Made
    joined: dict[str, int]
    review: int
    problems: list[dict[str, Any]]


@router.get("/imports", response=Listed[ImportShape])
def imports(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    rows = Import.objects.visible_to(request.user).select_related("owner")
    return listed(rows, ["-id"], paging, lambda found: [_shape(one) for one in found])


@router.post("/imports", response={201: ImportShape})
def import_new(request: HttpRequest, files: File[list[UploadedFile]]) -> Status[dict[str, Any]]:
    """Tables, cards or a zip of them, in `files`; the work goes on in the background."""
    require(request.user, "create", "import")
    require(request.user, "create", "contact")
    return Status(201, _shape(receive([(file.name or "", file) for file in files], by=request.user)))


@router.get("/imports/{id}", response=ImportShape)
def import_one(request: HttpRequest, id: Key) -> dict[str, Any]:
    return _shape(get_visible(Import.objects.select_related("owner"), request.user, id))


@router.get("/imports/{id}/report", response=ReportShape)
def import_report(request: HttpRequest, id: Key) -> dict[str, Any]:
    """Every sheet, column and problem."""
    return report(get_visible(Import, request.user, id))


@router.post("/imports/{id}/undoing", response={201: ImportShape})
def import_undo(request: HttpRequest, id: Key) -> Status[dict[str, Any]]:
    """What it made goes; what people have touched since stays."""
    return Status(201, _shape(get_allowed(Import, request.user, id, "delete").undo(by=request.user)))


def _shape(one: Import) -> dict[str, Any]:
    return {
        "id": one.pk,
        "title": one.title,
        "state": one.state,
        "per_cent": one.per_cent,
        "owner": person(one.owner),
        "created_at": local(one.created_at),
        "finished_at": local(one.finished_at),
        "trouble": one.trouble,
        **report_totals(one),
    }
