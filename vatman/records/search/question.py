"""A person's words as a tsquery: any order, beginnings of words, parts of phones, the other keyboard layout."""

import re
from collections.abc import Callable

from .words import STOP, lemma, plain, switch_layout, tokens

Term = Callable[[str], str]
PHONE = re.compile(r"[+(]?\d[\d\s().\-–]*\d")


class Question:
    """`exact` asks for whole words, `prefix` also for their beginnings, `near(…)` for the words nearest to misspelt ones.

    Each is a list of tsqueries, all of which a document must match.
    """

    def __init__(self, text: str) -> None:
        rest = text[:100].replace("\0", " ").strip()
        self.numbers = [run for run in PHONE.findall(rest) if len(_digits(run)) > 2]
        for run in self.numbers:
            rest = rest.replace(run, " ", 1)
        chunks = rest.split()
        self.chunks = [chunk for chunk in chunks if plain(chunk) not in STOP] or chunks

    @property
    def exact(self) -> list[str]:
        return self._asked(_whole)

    @property
    def prefix(self) -> list[str]:
        return self._asked(_begun)

    def near(self, nearest: dict[str, list[str]]) -> list[str]:
        return self._asked(lambda word: _either([_begun(word), *map(_quoted, nearest.get(word, []))]))

    @property
    def words(self) -> set[str]:
        """Every word that could be misspelt, in both layouts."""
        typed = {word for chunk in self.chunks for variant in _layouts(chunk) for word in tokens(variant)}
        return {word for word in typed if word.isalpha() and len(word) > 2}

    def _asked(self, term: Term) -> list[str]:
        groups = [_number(run, term) for run in self.numbers] + [_chunk(chunk, term) for chunk in self.chunks]
        return [group for group in groups if group]


def _chunk(chunk: str, term: Term) -> str:
    ways = [" & ".join(map(term, words)) for variant in _layouts(chunk) if (words := tokens(variant))]
    whole = plain(chunk).strip("@.,;:<>()«»\"'")
    if re.search(r"[\w-]+[@.][\w-]+", whole):
        ways.append(_quoted(whole, begun=True))
    return _either(ways)


def _number(run: str, term: Term) -> str:
    digits = _digits(run)
    ways = [_quoted(digits, begun=True), " & ".join(map(term, tokens(run)))]
    if digits[0] in "78" and 4 <= len(digits) <= 11:
        ways.append(_quoted(digits[1:], begun=True))
    return _either(ways)


def _layouts(chunk: str) -> list[str]:
    return list(dict.fromkeys((chunk, switch_layout(chunk))))


def _whole(word: str) -> str:
    return _quoted(word)


def _begun(word: str) -> str:
    """One letter is an initial, one or two digits a number: only longer ones are beginnings."""
    if len(word) == 1 or (word.isdigit() and len(word) == 2):
        return _quoted(word)
    return _either([_quoted(word, begun=True), *([_quoted(form)] if (form := lemma(word)) != word else [])])


def _quoted(word: str, *, begun: bool = False) -> str:
    inside = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{inside}'" + (":*" if begun else "")


def _either(ways: list[str]) -> str:
    kept = list(dict.fromkeys(way for way in ways if way))
    return f"({' | '.join(f'({way})' for way in kept)})" if len(kept) > 1 else "".join(kept)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
