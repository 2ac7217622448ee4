"""Colleagues named in a text by @."""

from typing import Any

from vatman.team.models import Member


def mentioned(text: str, card: Any) -> tuple[list[Member], list[Member]]:
    """Who is named with @ in front, by full or first name where it is the only such: those who see the card, and those who do not."""
    if "@" not in text:
        return [], []
    low = text.lower()
    people = list(Member.objects.active().select_related("role"))
    firsts = [member.name.split()[0].lower() for member in people]
    named = [
        member
        for member, first in zip(people, firsts, strict=True)
        if f"@{member.name.lower()}" in low or (firsts.count(first) == 1 and _has_word(low, f"@{first}"))
    ]
    seeing = [member for member in named if member.may("view", card)]
    return seeing, [member for member in named if member not in seeing]


def newly_mentioned(was: str, text: str, card: Any) -> tuple[list[Member], list[Member]]:
    """As `mentioned`, without those whom the text named before it was changed."""
    known = {member.pk for group in mentioned(was, card) for member in group}
    seeing, blind = mentioned(text, card)
    return [one for one in seeing if one.pk not in known], [one for one in blind if one.pk not in known]


def _has_word(text: str, word: str) -> bool:
    start = text.find(word)
    while start >= 0:
        after = text[start + len(word) : start + len(word) + 1]
        if not after.isalnum():
            return True
        start = text.find(word, start + 1)
    return False
