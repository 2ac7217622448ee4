"""Which cards are searched, and what their words are: each room registers its own in its `search.py`."""

from dataclasses import dataclass, field

SOURCES: dict[str, "Source"] = {}


@dataclass(frozen=True)
class Source:
    """How the documents of one kind of card are made.

    `sql` selects `id, owner_id, department_id, title, subtitle, text, lexemes` of the living cards among `%(ids)s`; `text`
    is cut into words, `lexemes` (text[], no nulls) are words as they are. `prose` selects `id, text` of what is written in
    sentences; notes are added for every card by themselves. `follows` names the cards whose titles are among the
    words of this one: kind → SQL that selects the ids of this kind from theirs, `%(ids)s`.
    """

    thing: str
    sql: str
    prose: str = ""
    follows: dict[str, str] = field(default_factory=dict)


def source(thing: str, sql: str, *, prose: str = "", follows: dict[str, str] | None = None) -> Source:
    SOURCES[thing] = Source(thing, sql, prose, follows or {})
    return SOURCES[thing]


FIRM = """concat_ws(' ', nullif({0}.legal_form, ''),
    CASE WHEN {0}.legal_form IN ('', 'ИП') THEN {0}.name ELSE '«' || {0}.name || '»' END)"""

PIECES = """unnest(CASE
    WHEN channel IN ('phone', 'whatsapp', 'viber') THEN ARRAY[ltrim(value, '+'), right(value, 10), right(value, 7), right(value, 4)]
    WHEN channel = 'email' THEN ARRAY[value, split_part(value, '@', 1), split_part(value, '@', 2)]
    ELSE ARRAY[lower(value)] END)"""


def way_words(owner: str) -> str:
    """A lateral subquery `ways` with `lexemes` and `text` of the ways whose column `owner` is the card's id."""
    return f"""LATERAL (
        SELECT coalesce(array_agg(piece) FILTER (WHERE piece <> ''), '{{}}') AS lexemes,
            string_agg(DISTINCT CASE WHEN channel IN ('phone', 'whatsapp', 'viber') THEN note ELSE value || ' ' || note END, ' ') AS text
        FROM clients_way CROSS JOIN LATERAL {PIECES} AS piece WHERE {owner}
    ) AS ways"""  # noqa: S608
