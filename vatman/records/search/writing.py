"""Keeping documents true: one statement for any number of cards."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, models

from .sources import SOURCES, Source
from .words import PUNCTUATION, lemmas

CHUNK = 4000
ENDLESS = re.compile(r"\S{255,}")
Waiting = dict[str, set[int]]
_waiting: ContextVar[Waiting | None] = ContextVar("search_waiting", default=None)

NOTES = """SELECT place_id, string_agg(text, ' ') FROM records_note
WHERE place_type = %(thing)s AND place_id = ANY(%(ids)s) AND trashed_at IS NULL GROUP BY place_id"""
TITLES = "SELECT thing_id, title FROM records_searchdocument WHERE thing = %(thing)s AND thing_id = ANY(%(ids)s)"
WRITE = """
INSERT INTO records_searchdocument AS document (thing, thing_id, title, subtitle, words)
SELECT %(thing)s, card.id, left(card.title, 200), left(coalesce(card.subtitle, ''), 200),
    strip(to_tsvector('simple', translate(concat_ws(' ', {card_text}, prose.text), %(punctuation)s, %(spaces)s)))
    || array_to_tsvector(card.lexemes || coalesce(prose.lemmas, '{{}}')
        || CASE WHEN card.owner_id IS NULL THEN '#' || coalesce(card.department_id, 0) ELSE '@' || card.owner_id END)
FROM ({sql}) AS card
LEFT JOIN (SELECT id, text, string_to_array(lemmas, ' ') AS lemmas
    FROM unnest(%(told)s::bigint[], %(texts)s::text[], %(lemmas)s::text[]) AS told(id, text, lemmas)) AS prose USING (id)
ON CONFLICT (thing, thing_id) DO UPDATE SET title = excluded.title, subtitle = excluded.subtitle, words = excluded.words
RETURNING thing_id, title
"""
# PostgreSQL refuses a word of more than 2046 bytes; nobody looks for one of more than LONGEST letters.
LONGEST = 255
CARD_TEXT = rf"CASE WHEN octet_length(card.text) > 2000 THEN regexp_replace(card.text, '\S{{{LONGEST},}}', ' ', 'g') ELSE card.text END"
FORGET = "DELETE FROM records_searchdocument WHERE thing = %(thing)s AND thing_id = ANY(%(ids)s)"
LEARN = """
INSERT INTO records_word (text)
SELECT DISTINCT word FROM records_searchdocument, unnest(tsvector_to_array(words)) AS word
WHERE thing = %(thing)s AND thing_id = ANY(%(ids)s) AND word ~ '^[[:alpha:]]{3,40}$'
    AND NOT EXISTS (SELECT FROM records_word WHERE text = word)
"""


def index(rows: models.QuerySet) -> None:
    """Writes the search documents of these cards anew; cards no longer there lose theirs."""
    index_ids(rows.model.thing, set(rows.order_by().values_list("pk", flat=True)))


def index_all(model: Any) -> None:
    """All the documents of one kind of card, a chunk of keys at a time: after a restore, or for a filled base."""
    last = 0
    while ids := list(model.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        _write(SOURCES[model.thing], ids)
        last = ids[-1]


def index_ids(thing: str, ids: set[int]) -> None:
    waiting = _waiting.get()
    if thing not in SOURCES:
        return
    if waiting is not None:
        waiting.setdefault(thing, set()).update(ids)
        return
    ordered = sorted(ids)
    for start in range(0, len(ordered), CHUNK):
        _write(SOURCES[thing], ordered[start : start + CHUNK])


@contextmanager
def later() -> Iterator[None]:
    """Verbs inside leave their documents to the end, where each is written once. Stand it inside the transaction."""
    if _waiting.get() is not None:
        yield
        return
    with owing() as owed:
        yield
    pay(owed)


@contextmanager
def owing() -> Iterator[Waiting]:
    """Verbs inside only say which documents they owe, kind → ids; who asked pays, in this transaction or after it."""
    owed: Waiting = {}
    token = _waiting.set(owed)
    try:
        yield owed
    finally:
        _waiting.reset(token)


def pay(owed: Waiting) -> None:
    for thing in [name for name in SOURCES if name in owed]:
        index_ids(thing, owed[thing])


def _write(source: Source, ids: list[int]) -> None:
    values: dict[str, Any] = {
        "thing": source.thing,
        "ids": ids,
        "punctuation": PUNCTUATION + "Ёё",
        "spaces": " " * len(PUNCTUATION) + "Ее",
    }
    with connection.cursor() as cursor:
        cursor.execute(TITLES, values)
        before = dict(cursor.fetchall())
        cursor.execute(WRITE.format(sql=source.sql, card_text=CARD_TEXT), values | _prose(source, values, cursor))
        now = dict(cursor.fetchall())
        cursor.execute(LEARN, values)
        if gone := [pk for pk in before if pk not in now]:
            cursor.execute(FORGET, values | {"ids": gone})
    renamed = [pk for pk, title in before.items() if now.get(pk, title) != title]
    _write_followers(source, renamed)


def _prose(source: Source, values: dict[str, Any], cursor: Any) -> dict[str, list[Any]]:
    """What is written in sentences, with the normal forms of its words."""
    texts: dict[int, str] = {}
    for sql in filter(None, (source.prose, NOTES)):
        cursor.execute(sql, values)
        for pk, text in cursor.fetchall():
            texts[pk] = f"{texts.get(pk, '')} {ENDLESS.sub(' ', text)}"
    forms = [" ".join(lemmas(text)) or None for text in texts.values()]
    return {"told": list(texts), "texts": [text[:100_000] for text in texts.values()], "lemmas": forms}


def _write_followers(source: Source, ids: list[int]) -> None:
    followers = [other for other in SOURCES.values() if source.thing in other.follows] if ids else []
    for other in followers:
        with connection.cursor() as cursor:
            cursor.execute(other.follows[source.thing], {"ids": ids})
            index_ids(other.thing, {row[0] for row in cursor.fetchall()})
