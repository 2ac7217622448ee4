"""What of a linked card may be told to one who sees the card it is linked from."""

from collections.abc import Iterable
from typing import Any

from vatman.web.errors import Refused

from .rights import Scope


class Missing(Refused):
    """A thing named in a request that is not there for the member."""

    status = 404


def seen_ids(model: Any, member: Any, ids: Iterable[int | None]) -> set[int]:
    """Which of these cards the member may open; one query at most."""
    wanted = {one for one in ids if one}
    if not wanted or member.scope("view", model.thing) == Scope.NONE:
        return set()
    return set(model.objects.visible_to(member).filter(pk__in=wanted).values_list("pk", flat=True))


def reference(source: Any, member: Any, pk: int | None, field: str) -> Any:
    """The thing a request names by its id, if it is there for the member; None for no id."""
    if pk is None:
        return None
    from django.utils.translation import gettext as _

    rows = getattr(source, "objects", source)
    rows = rows.visible_to(member) if hasattr(rows, "visible_to") else rows
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Missing(fields={field: _("Такого нет, или оно не для вас")}, code="not_found")
    return found


def member_of(pk: int | None, field: str = "owner") -> Any:
    """A working colleague by id."""
    from .models import Member

    return reference(Member.objects.active(), None, pk, field)
