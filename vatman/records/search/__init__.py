"""Finding anything by whatever the person remembers of it.

Each card has one document: the words it is found by. A room says in its own `search.py` what its card's words are
(`source`); verbs keep documents true by `index`; `find` answers in the words of a person.
"""

from .asking import Hit, find
from .sources import FIRM, SOURCES, Source, source, way_words
from .writing import index, index_all, index_ids, later, owing, pay

__all__ = [
    "FIRM",
    "SOURCES",
    "Hit",
    "Source",
    "find",
    "index",
    "index_all",
    "index_ids",
    "later",
    "owing",
    "pay",
    "source",
    "way_words",
]
