"""`/members`, `/departments`, `/me`."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from vatman.web.api import Key, Listed, Paging, Query, Router, Schema, listed

from .models import Department, Member

router = Router(tags=["team"])


class Named(Schema):
    id: int
    name: str


class Person(Schema):
    """A colleague in charge."""

    id: int
    name: str
    email: str


class MemberShape(Person):
    role: str
    department: Named | None
    active: bool


class MeShape(MemberShape):
    language: str
    time_zone: str
    rights: dict[str, dict[str, str]]


class DepartmentShape(Named):
    parent: int | None
    head: Named | None


def person(member: Any) -> dict[str, Any] | None:
    return {"id": member.pk, "name": member.name, "email": member.email} if member else None


def named(thing: Any) -> dict[str, Any] | None:
    return {"id": thing.pk, "name": str(thing)} if thing else None


def member_shape(member: Member) -> dict[str, Any]:
    return {
        **(person(member) or {}),
        "role": member.role.key,
        "department": named(member.department),
        "active": member.is_active,
    }


@router.get("/me", response=MeShape)
def me(request: HttpRequest) -> dict[str, Any]:
    """Whose key this is, and what it may."""
    member: Any = request.user
    return member_shape(member) | {"language": member.language, "time_zone": member.zone, "rights": member.role.matrix}


@router.get("/members", response=Listed[MemberShape])
def members(request: HttpRequest, paging: Query[Paging], active: bool = True) -> dict[str, Any]:
    rows = Member.objects.visible_to(request.user).filter(is_active=active).select_related("role", "department")
    return listed(rows, ["name", "id"], paging, lambda found: [member_shape(one) for one in found])


@router.get("/members/{id}", response=MemberShape)
def member(request: HttpRequest, id: Key) -> dict[str, Any]:
    return member_shape(
        get_object_or_404(Member.objects.visible_to(request.user).select_related("role", "department"), pk=id)
    )


@router.get("/departments", response=Listed[DepartmentShape])
def departments(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    rows = Department.objects.select_related("head")
    return listed(rows, ["name", "id"], paging, lambda found: [_department(one) for one in found])


def _department(one: Department) -> dict[str, Any]:
    return {"id": one.pk, "name": one.name, "parent": one.parent_id, "head": named(one.head)}
