"""The list of clients: a page of rows with all that a row shows, whatever the size of the base."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects

from vatman.clients.models import Company, Contact, Link, Way
from vatman.records.search import find
from vatman.records.sorting import in_order, own_field
from vatman.records.wording import value_words
from vatman.web import cursors
from vatman.web.forms import is_key

SORTS = {"name": ("sort_key", "id"), "created": ("-created_at", "-id")}
FOUND = 100  # cards a search in the list brings at most


@dataclass
class Wanted:
    """The filters of the list as the address holds them. `owner` is an id, "none" or ""; `deals` "yes", "no" or ""."""

    owner: str = ""
    tag: str = ""
    city: str = ""
    deals: str = ""
    q: str = ""
    sort: str = "name"

    def named(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value and name != "sort"}


def filtered(model: Any, member: Any, wanted: Wanted) -> QuerySet:
    rows = model.objects.visible_to(member)
    if wanted.q:
        hits = find(member, wanted.q, limit=FOUND, things=[model.thing])
        rows = rows.filter(pk__in=[hit.id for hit in hits])
    if wanted.owner == "none":
        rows = rows.filter(owner__isnull=True)
    elif is_key(wanted.owner):
        rows = rows.filter(owner=int(wanted.owner))
    if wanted.tag:
        rows = rows.filter(tags__contains=[wanted.tag])
    if wanted.city:
        rows = _in_city(rows, wanted.city, member)
    if wanted.deals in ("yes", "no"):
        found = Exists(_deals_of(model, member))
        rows = rows.filter(found if wanted.deals == "yes" else ~found)
    return rows


def client_page(model: Any, member: Any, wanted: Wanted, cursor: str = "") -> cursors.Page:
    """Sorted by one of the company's own fields, each row has its words in `own_words`."""
    rows = filtered(model, member, wanted).select_related("owner")
    if own := own_field(model.thing, wanted.sort):
        found = in_order(rows, own, wanted.sort).page(cursor)
        for one in found.items:
            value = own.current(one.fields.get(own.key))
            one.own_words = "" if value in (None, "") else value_words(value, own.kind)
    else:
        found = cursors.page(rows, SORTS.get(wanted.sort, SORTS["name"]), cursor=cursor)
    make_whole(found.items, member)
    return found


def make_whole(clients: list[Any], member: Any) -> None:
    """Ways, links with the companies behind them, and `reachable`: whether the member may see how to reach each."""
    ways = Prefetch("ways", Way.objects.filter(wrong=False))
    if clients and isinstance(clients[0], Contact):
        prefetch_related_objects(clients, ways, Prefetch("links", links_with()))
        see_links((link for one in clients for link in one.links.all()), member)
    else:
        prefetch_related_objects(clients, ways)
    for one in clients:
        one.reachable = member.may("contacts", one)


def links_with(other: Any = Company) -> QuerySet:
    """Links with the card at the other end, those in the trash left out."""
    return Link.objects.filter(**{f"{other.thing}__trashed_at": None}).select_related(other.thing).order_by("pk")


def see_links(links: Iterable[Any], member: Any, other: Any = Company) -> list[Any]:
    """The cards at the other end; of one that is not `seen` only the name is for the member. Asks the database nothing."""
    linked = [getattr(link, other.thing) for link in links]
    for one in linked:
        one.seen = member.may("view", one)
    return linked


def mark_visible(clients: Iterable[Any], member: Any) -> None:
    """Sets `seen` on linked cards at hand, as `see_links` does."""
    linked = list(clients)
    if not linked:
        return
    model = type(linked[0])
    seen = set(model.objects.visible_to(member).filter(pk__in={one.pk for one in linked}).values_list("pk", flat=True))
    for one in linked:
        one.seen = one.pk in seen


def cities(member: Any) -> list[str]:
    """Cities of the companies one sees, the usual ones, for the filter."""
    rows = Company.objects.visible_to(member).exclude(city="").order_by("city").values_list("city", flat=True)
    return list(rows.distinct()[:200])


def _in_city(rows: QuerySet, city: str, member: Any) -> QuerySet:
    """People by the cities of those of their companies that the member may see."""
    if rows.model is Company:
        return rows.filter(city__iexact=city)
    there = Company.objects.visible_to(member).filter(city__iexact=city)
    return rows.filter(Exists(Link.objects.filter(contact=OuterRef("pk"), company__in=there)))


def _deals_of(model: Any, member: Any) -> QuerySet:
    """Deals are a higher room: they are known here by their relation."""
    deals = model._meta.get_field("deals").related_model
    return deals.objects.visible_to(member).filter(**{model.thing: OuterRef("pk")})
