"""Who of ours is meant by a word in the manager's column."""

import re
from typing import Any

from rapidfuzz.distance import Levenshtein

from vatman.clients.models.client import sort_key
from vatman.team.models import Member


def word_key(word: str) -> str:
    """A word by which values of a column are equal: case, ё and spaces do not matter."""
    return " ".join(sort_key(word).split())


class Owners:
    """Our members by the ways people write them: full name, last name with initials, last name, first name, e-mail."""

    def __init__(self) -> None:
        self.members = list(Member.objects.active().select_related("department", "role").order_by("pk"))
        self.by_id = {member.pk: member for member in self.members}

    def find(self, word: str) -> Any:
        """The one member meant, None where nobody or several may be."""
        if "@" in word:
            return _only([member for member in self.members if member.email == word.strip().lower()])
        parts = re.findall(r"\w+", sort_key(word))
        for fits in (_same, _initialled, _starts, _slipped):
            if parts and (found := [member for member in self.members if fits(parts, _parts(member))]):
                return _only(found)
        return None

    def named_after(self, *names: str) -> Any:
        """The one member whose name, in any case of it, stands in the first of these names that has one."""
        for name in names:
            words = re.findall(r"\w+", sort_key(name))
            if found := [member for member in self.members if _is_in(_parts(member), words)]:
                return _only(found)
        return None


def _is_in(name: list[str], words: list[str]) -> bool:
    """The last name among other words, or the whole name, or a first name that stands alone."""
    if not name:
        return False
    if len(words) == 1 and words[0] in name:
        return True
    last = {form for part in name if len(part) > 3 for form in _forms(part) if part.endswith(LAST)}
    return bool(last & set(words))


LAST = ("ов", "ев", "ин", "ын", "ова", "ева", "ина", "ына", "ий", "ая", "ко", "ук", "юк", "ян", "ец", "их", "ых")


def _forms(part: str) -> set[str]:
    """A last name as it stands, and whose something is: Белов — Белова, Аистова — Аистовой."""
    if part.endswith("а"):
        return {part, part[:-1] + "ой"}
    if part.endswith("ий"):
        return {part, part[:-2] + "ого"}
    return {part, part + "а"}


def _only(found: list[Any]) -> Any:
    return found[0] if len(found) == 1 else None


def _parts(member: Any) -> list[str]:
    return re.findall(r"\w+", sort_key(member.name))


def _same(words: list[str], name: list[str]) -> bool:
    return sorted(words) == sorted(name)


def _initialled(words: list[str], name: list[str]) -> bool:
    """«Аистова А.», «А. Аистова», «Аистова Анна Павловна» of Анна Аистова."""
    long = [word for word in words if len(word) > 1]
    short = [word for word in words if len(word) == 1]
    if not long or len(words) < 2:
        return False
    known = [word for word in long if word in name]
    rest = [part for part in name if part not in long]
    if len(name) > 1 and len(known) >= 2:
        return True
    return len(known) == len(long) and bool(short) and any(part.startswith(short[0]) for part in rest)


def _starts(words: list[str], name: list[str]) -> bool:
    return len(words) == 1 and words[0] in name


def _slipped(words: list[str], name: list[str]) -> bool:
    """One slip of the pen in a long word, all other words right."""
    odd = [word for word in words if len(word) > 1 and word not in name]
    if len(odd) != 1 or len(odd[0]) < 5:
        return False
    return any(len(part) > 4 and Levenshtein.distance(odd[0], part, score_cutoff=1) <= 1 for part in name)
