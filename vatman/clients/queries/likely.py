"""Likely duplicates of a client that is being typed, each with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from vatman.clients.models import Company, Contact, Way
from vatman.clients.models.client import sort_key
from vatman.clients.models.way import normal
from vatman.web.errors import Refused

FEW = 5
PHONES = ("phone", "whatsapp", "viber")


@dataclass
class Likely:
    """`client` is None where it is a colleague's: then only `owner` is named, and nothing of the client."""

    reason: str
    client: Any = None
    owner: Any = None

    @property
    def is_hidden(self) -> bool:
        return self.client is None


def likely_duplicates(
    thing: str,
    member: Any,
    *,
    ways: Iterable[tuple[str, str]] = (),
    name: str = "",
    inn: str = "",
    company: str = "",
    but: int | None = None,
) -> list[Likely]:
    """Clients of a kind that share a phone, an address, an ИНН or a name with what is typed, the surest first.

    `ways` are (channel, as typed); `name` of a person in any order of words. Names alone are compared among visible clients only.
    """
    model: Any = Contact if thing == "contact" else Company
    reasons: dict[int, str] = {}
    for found, reason in _sure(model, ways, inn):
        for pk in found:
            reasons.setdefault(pk, reason)
    seen_by_name = _named(model, member, name, company)
    for pk in seen_by_name:
        reasons.setdefault(pk, _("то же имя") if model is Contact else _("то же название"))
    reasons.pop(but or 0, None)
    return _told(model, member, dict(list(reasons.items())[: FEW * 2]))[:FEW]


def _sure(model: Any, ways: Iterable[tuple[str, str]], inn: str) -> Iterable[tuple[Iterable[Any], str]]:
    if model is Company and len(inn) in (10, 12):
        yield Company.objects.alive().filter(inn=inn).values_list("pk", flat=True)[:FEW], _("тот же ИНН")
    for channel, typed in ways:
        try:
            value = normal(channel, typed)
        except Refused:
            continue
        channels = PHONES if channel in PHONES else (channel,)
        rows = Way.objects.filter(value=value, channel__in=channels).exclude(**{model.thing: None})
        rows = rows.filter(**{f"{model.thing}__trashed_at": None}).values_list(f"{model.thing}_id", flat=True)[:FEW]
        yield rows, _("тот же телефон") if channel in PHONES else _("та же почта")


def _named(model: Any, member: Any, name: str, company: str) -> list[int]:
    words = sort_key(name).split()
    rows: QuerySet = model.objects.visible_to(member)
    if model is Company:
        key = sort_key(name).strip("«»\"' ")
        return list(rows.filter(sort_key=key).values_list("pk", flat=True)[:FEW]) if len(key) > 1 else []
    if len(words) < 2:
        return []
    orders = [" ".join(words[:2]), " ".join(words[1::-1])]
    found: list[int] = []
    for key in dict.fromkeys(orders):
        found += rows.filter(sort_key__gte=key, sort_key__lt=f"{key}\U0010ffff").values_list("pk", flat=True)[:FEW]
    return found


def _told(model: Any, member: Any, reasons: dict[int, str]) -> list[Likely]:
    visible = model.objects.visible_to(member).select_related("owner").prefetch_related("ways").in_bulk(list(reasons))
    hidden = model.objects.filter(pk__in=set(reasons) - set(visible)).select_related("owner").in_bulk()
    return [
        Likely(reason, visible[pk], visible[pk].owner) if pk in visible else Likely(reason, owner=hidden[pk].owner)
        for pk, reason in reasons.items()
        if pk in visible or pk in hidden
    ]
