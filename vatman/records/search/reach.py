"""Who may not see how a client is reached does not find him by it: else a phone is guessed digit by digit."""

from typing import Any

from django.db import connection

from .sources import PIECES
from .words import PUNCTUATION

# The document without the words of the client's ways, those of its title aside, asked the same once more.
BY_OTHER_WORDS = f"""
SELECT thing_id FROM records_searchdocument AS document WHERE thing = %(thing)s AND thing_id = ANY(%(ids)s)
AND ts_delete(words, ARRAY(
    SELECT piece FROM clients_way CROSS JOIN LATERAL (
        SELECT {PIECES} AS piece
        UNION SELECT unnest(tsvector_to_array(to_tsvector('simple', translate(value || ' ' || note, %(punctuation)s, %(spaces)s))))
    ) AS pieces WHERE {{thing}}_id = document.thing_id AND piece <> ''
    EXCEPT SELECT unnest(tsvector_to_array(to_tsvector('simple', translate(title, %(punctuation)s, %(spaces)s))))
)) @@ %(asked)s::tsquery
"""  # noqa: S608


def found_by_reach(member: Any, model: Any, ids: set[int], asked: str) -> set[int]:
    """Those of the cards that answer to the tsquery `asked` by a phone or an address alone, which are not for the member."""
    scope = member.scope("contacts", model.thing)
    if not ids or not hasattr(model, "ways") or scope == member.scope("view", model.thing):
        return set()
    open_ = model.objects.reached_by(member, scope).filter(pk__in=ids).values_list("pk", flat=True)
    hidden = ids - set(open_)
    values = {
        "thing": model.thing, "ids": list(hidden), "asked": asked,
        "punctuation": PUNCTUATION + "Ёё", "spaces": " " * len(PUNCTUATION) + "Ее",
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(BY_OTHER_WORDS.format(thing=model.thing), values)
        return hidden - {pk for (pk,) in cursor.fetchall()}
