"""What counts as a word, in documents and in questions alike."""

import re
from functools import lru_cache

from pymorphy3 import MorphAnalyzer

LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`" + 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>~'
CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё" + "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ"
SWITCHED = str.maketrans(LATIN + CYRILLIC, CYRILLIC + LATIN)
STOP = frozenset(re.findall(r"\w+", "и в во на с со по для от до к ко у о об не за из при the of and"))
PUNCTUATION = ".,;:/\\|()[]{}<>«»„“”\"'`-–—_@#№+&*!?=~%$^…"
PROSE_LIMIT = 20_000  # letters of one card's notes that are looked at


def plain(text: str) -> str:
    return text.lower().replace("ё", "е")


def tokens(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", plain(text))


def switch_layout(text: str) -> str:
    """What the same keys type in the other layout: «bdfyjd» is «иванов»."""
    return text.translate(SWITCHED)


@lru_cache(maxsize=1)
def _morphology() -> MorphAnalyzer:
    return MorphAnalyzer(lang="ru")


def dictionary(word: str, kind: str) -> float:
    """How surely, 0…1, the word as it stands is of the kind: Name, Surn or Patr of OpenCorpora."""
    return sum(one.score for one in _morphology().parse(word.lower()) if kind in one.tag and "nomn" in one.tag)


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The word's normal form: «календарей» → «календарь»."""
    if not re.fullmatch(r"[а-я]{4,40}", word):
        return word
    return plain(_morphology().parse(word)[0].normal_form)


def one_slip(word: str) -> set[str]:
    """All words one slip away: a letter lost, doubled neighbours swapped and, in short words, where trigrams see little,
    a letter wrong or too few."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    made = {left + right[1:] for left, right in cuts if right}
    made |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    if len(word) < 7:
        letters = CYRILLIC[:33].replace("ё", "") if word[0] > "z" else LATIN.lower()
        made |= {left + letter + right[cut:] for left, right in cuts for letter in letters for cut in (0, 1)}
    return made


def lemmas(text: str) -> set[str]:
    return {lemma(word) for word in tokens(text[:PROSE_LIMIT]) if word not in STOP}
