"""The answer to a person's question, within what the person may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from rapidfuzz.distance import OSA

from vatman.events.models import Subject
from vatman.team.models import Organisation
from vatman.team.rights import Scope

from .looking import Look, Met, look
from .question import Question
from .reach import found_by_reach
from .sources import SOURCES
from .words import one_slip, tokens

FEWEST = 24  # candidates of one kind that are put in order
NEAREST = """(SELECT text FROM records_word WHERE text %% %s ORDER BY similarity(text, %s) DESC LIMIT 20)
UNION SELECT text FROM records_word WHERE text = ANY(%s)"""


@dataclass(frozen=True, slots=True)
class Hit:
    thing: str
    id: int
    title: str
    subtitle: str
    url: str


def find(member: Any, text: str, limit: int = 8, things: Iterable[str] | None = None) -> list[Hit]:
    """Up to `limit` cards of each kind that the member may see: kinds together, the best one first."""
    wanted = SOURCES if things is None else set(things)
    asked = [thing for thing in SOURCES if thing in wanted]
    scopes = {thing: scope for thing in asked if (scope := _scope(member, thing)) is not None}
    question = Question(text)
    if not question.prefix or not scopes or len(text.strip()) < 2:
        return []
    depth, asked_for = max(FEWEST, limit + limit // 2), question.prefix
    met = _ask([question.exact, asked_for], scopes, depth)
    if not met and question.words:
        nearest = {word: _nearest(word) for word in question.words}
        asked_for = question.near(nearest)
        met = _ask([asked_for], scopes, depth) if any(nearest.values()) else []
    return _shown(member, _ordered(met, text), limit, " & ".join(f"({part})" for part in asked_for))


def _scope(member: Any, thing: str) -> str | None:
    """The words that only documents this member may see have; "" for all of them, None for none at all.

    The same rule as `OwnedQuerySet.visible_to`, which has the last word in `_shown`.
    """
    scope = member.scope("view", thing)
    if scope in (Scope.ALL, Scope.NONE):
        return "" if scope == Scope.ALL else None
    seen = [f"@{pk}" for pk in ([member.pk] if scope == Scope.OWN else member.colleagues)]
    unowned = member.organisation.unowned_seen_by
    if unowned == Organisation.Unowned.ALL:
        return " | ".join([*map(repr, seen), "'#':*"])
    if scope == Scope.DEPARTMENT or unowned == Organisation.Unowned.DEPARTMENT:
        seen += [f"#{pk}" for pk in member.departments]
    return " | ".join(map(repr, seen))


def _ask(questions: list[list[str]], scopes: dict[str, str], depth: int) -> list[Met]:
    asked = [(rank, thing) for rank in range(len(questions)) for thing in scopes]
    return look(
        [Look(thing, rank, tuple(filter(None, (*questions[rank], scopes[thing]))), depth) for rank, thing in asked]
    )


def _nearest(word: str) -> list[str]:
    """The words of the lexicon that are a slip of the finger away from this one, two slips in a long word."""
    slips = 1 if len(word) < 5 else 2
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, [word, word, list(one_slip(word))])
        found = ((OSA.distance(text, word, score_cutoff=slips), text) for (text,) in cursor.fetchall())
        return [text for distance, text in sorted(found) if distance <= slips][:12]


def _ordered(met: list[Met], text: str) -> list[Met]:
    """Whole words before beginnings, what stands in the title before what is found in phones and notes."""
    asked = set(tokens(text))
    best: dict[tuple[str, int], Met] = {}
    for one in met:
        best.setdefault((one.thing, one.id), one)

    def key(one: Met) -> tuple[Any, ...]:
        named = tokens(one.title)
        begun = sum(any(word.startswith(part) for word in named) for part in asked)
        return one.rank, -len(asked.intersection(named)), -begun, len(named), one.title

    return sorted(best.values(), key=key)


def _shown(member: Any, met: list[Met], limit: int, asked: str) -> list[Hit]:
    hits = []
    for thing in dict.fromkeys(one.thing for one in met):
        model: Any = Subject.model_of(thing)
        candidates = [one for one in met if one.thing == thing][: limit * 2]
        seen = set(
            model.objects.visible_to(member).filter(pk__in=[one.id for one in candidates]).values_list("pk", flat=True)
        )
        seen -= found_by_reach(member, model, seen, asked)
        kept = [one for one in candidates if one.id in seen][:limit]
        names = _nameless(model, [one.id for one in kept if _lacks_name(one)], member)
        hits += [
            Hit(thing, one.id, names.get(one.id, one.title), one.subtitle, reverse(thing, args=[one.id]))
            for one in kept
        ]
    return hits


def _lacks_name(one: Met) -> bool:
    """Documents of older versions call a nameless person «··34»."""
    return not one.title or one.title.startswith("··")


def _nameless(model: Any, ids: list[int], member: Any) -> dict[int, str]:
    """How those without a name are called, in the member's language and without their phone."""
    called = {pk: name for pk, (name, _url) in model.named(ids, member).items()} if ids else {}
    return {pk: called.get(pk) or _("Без имени") for pk in ids}
