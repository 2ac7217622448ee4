"""How a view gets at a thing: invisible is 404, visible but forbidden is 403."""

from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

if TYPE_CHECKING:
    from .models import Member

T = TypeVar("T", bound=Model)


class MemberRequest(HttpRequest):
    """A request behind the door: whoever sends it is signed in. Only for annotations."""

    user: "Member"


def get_visible(source: Any, member: Any, pk: Any) -> Any:
    """The thing of a model or queryset, if the member may see it; otherwise it does not exist."""
    manager = getattr(source, "objects", source)
    return get_object_or_404(manager.visible_to(member), pk=pk)


def require(member: Any, action: str, thing: Any) -> None:
    if not member.may(action, thing):
        raise PermissionDenied


def get_allowed(source: Any, member: Any, pk: Any, action: str = "edit") -> Any:
    thing = get_visible(source, member, pk)
    require(member, action, thing)
    return thing
