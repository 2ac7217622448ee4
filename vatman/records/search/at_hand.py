"""What the search box offers before a word is typed: starred cards, and those opened last."""

from collections.abc import Iterable
from typing import Any

from vatman.events.models import Subject

from ..models.glance import Glance
from ..models.search import SearchDocument
from .asking import Hit

STARRED, RECENT = 8, 8


def at_hand(member: Any) -> tuple[list[Hit], list[Hit]]:
    """Favourites and recent ones, of those the member still sees. A query for either, and two a kind of card."""
    mine = Glance.objects.filter(member=member)
    starred = list(mine.filter(starred_at__isnull=False).order_by("-starred_at")[: STARRED * 2])
    recent = list(mine.filter(starred_at=None).order_by("-opened_at")[: RECENT * 2])
    hits = _hits([*starred, *recent], member)
    return _known(starred, hits)[:STARRED], _known(recent, hits)[:RECENT]


def _known(glances: Iterable[Glance], hits: dict[tuple[str, int], Hit]) -> list[Hit]:
    return [hits[key] for one in glances if (key := (one.thing, one.thing_id)) in hits]


def _hits(glances: list[Glance], member: Any) -> dict[tuple[str, int], Hit]:
    found: dict[tuple[str, int], Hit] = {}
    for thing in dict.fromkeys(one.thing for one in glances):
        model: Any = Subject.model_of(thing)
        named = model.named([one.thing_id for one in glances if one.thing == thing], member)
        lines = SearchDocument.objects.filter(thing=thing, thing_id__in=list(named))
        subtitles = dict(lines.values_list("thing_id", "subtitle"))
        found |= {(thing, pk): Hit(thing, pk, name, subtitles.get(pk, ""), url) for pk, (name, url) in named.items()}
    return found
