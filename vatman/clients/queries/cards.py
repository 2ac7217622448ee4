from typing import Any

from django.db.models import Prefetch, Q

from vatman.clients.models import Company, Contact, Way

from .lists import links_with, see_links


def card_of(model: Any, member: Any, pk: int) -> Any:
    """A client with its ways and links, in three queries; None if there is none for the member.

    Linked cards have `seen`; of one that the member may not see only the name is for him. A company's people have their ways too.
    """
    other = Company if model is Contact else Contact
    found = model.objects.visible_to(member).select_related("owner").with_belongings()
    card = found.prefetch_related(Prefetch("links", links_with(other))).filter(pk=pk).first()
    if card is None:
        return None
    linked = see_links(card.links.all(), member, other)
    for one in linked:
        one.reachable = one.seen and member.may("contacts", one)
    card.reachable = member.may("contacts", card)
    _give_ways(card, [one for one in linked if one.thing == "contact"])
    return card


def signpost(model: Any, member: Any, pk: int) -> Any:
    """Where a merged card leads to, if the member may see that; None if this is no signpost."""
    merged = model.objects.filter(pk=pk, merged_into__isnull=False).first()
    heir = merged.heir if merged else None
    return model.objects.visible_to(member).filter(pk=heir.pk).first() if heir else None


def _give_ways(card: Any, people: list[Contact]) -> None:
    """The ways of a card and of its people, in their order, by one query."""
    found: dict[Any, list[Way]] = {("contact", one.pk): [] for one in people} | {(card.thing, card.pk): []}
    seen = [one.pk for one in people if one.seen or not one.full_name]
    for way in Way.objects.filter(Q(**{card.thing: card}) | Q(contact__in=seen, wrong=False)):
        found["contact" if way.contact_id else "company", way.contact_id or way.company_id].append(way)
    for one in (card, *people):
        cache = one.__dict__.setdefault("_prefetched_objects_cache", {})
        cache["ways"] = _given(found[one.thing, one.pk])


def _given(ways: list[Way]) -> Any:
    rows = Way.objects.none()
    rows._result_cache = ways
    rows._prefetch_done = True
    return rows
