"""A status word → what it means on the board, as experienced managers use it."""

import re
from functools import lru_cache

from rapidfuzz import fuzz, process

from ..shapes import Status
from .status_words import SHAPES, WORDS
from .text import fold, tidy

DOTS = re.compile(r"(?<=\w)[.!]+(?=\s|$)")
KEEP = frozenset(["?", "??", "-", "+", "++"])
SLEEP_ASKED = re.compile(r"\b(?:позже|не сейчас|после)\b")


def _table() -> dict[str, tuple[str, str]]:
    return {fold(word): meaning for meaning, words in WORDS.items() for word in words.split("|")}


TABLE = _table()
LONG = [word for word in TABLE if len(word) > 5]
SHAPED = [(re.compile(shape), meaning, reason) for shape, meaning, reason in SHAPES]


def key(text: str) -> str:
    """How two spellings of one status are equal: «Опл.» = «опл», «КП отпр.» = «кп отпр»."""
    low = " ".join(DOTS.sub("", fold(tidy(text))).split())
    return low if low in KEEP else low.strip(" .,;:!\"'«»()").rstrip("-–— ") or low


@lru_cache(16384)
def meaning(text: str) -> tuple[str, str]:
    """(meaning, reason of a loss); ("", "") for a word nobody knows: it becomes a stage of its own."""
    word = key(text)
    if word in TABLE:
        return TABLE[word]
    if word in ("–", "—"):
        return TABLE["-"]
    if len(word) > 90:
        return "", ""
    for shape, sense, reason in SHAPED:
        if shape.search(word):
            return sense, reason
    if len(word) > 5 and (near := process.extractOne(word, LONG, scorer=fuzz.ratio, score_cutoff=87)):
        return TABLE[near[0]]
    return "", ""


def read(text: str) -> Status:
    sense, reason = meaning(text)
    return Status(tidy(text), sense, reason)
