"""A person's name typed in one line, last name first or first name first, as people say it."""

from vatman.records.search.words import dictionary

LONGEST = 100  # letters of one part
Parts = tuple[str, str, str]


def name_parts(text: str) -> dict[str, str]:
    """«Лунина Кира», «Кира Лунина», «Пётр Сергеевич Иванов», «П.С. Иванов» → fields of a contact; empty ones are left out."""
    words = text.replace(".", ". ").split()
    if not words:
        return {}
    parts = _one(words[0]) if len(words) == 1 else _two(*words) if len(words) == 2 else _many(words)
    fields = zip(("last_name", "first_name", "middle_name"), parts, strict=True)
    return {field: part[:LONGEST] for field, part in fields if part}


def _one(word: str) -> Parts:
    return (word, "", "") if _given(word) < 0 else ("", word, "")


def _two(a: str, b: str) -> Parts:
    if _is_patronymic(b) and _given(a) > 0:
        return "", a, b
    return (b, a, "") if _first_leads(a, b) else (a, b, "")


def _many(words: list[str]) -> Parts:
    a, b, *rest = words
    if _is_patronymic(b) or _is_initial(a) and _is_initial(b):
        return " ".join(rest), a, b
    if not _is_patronymic(rest[0]) and not _is_initial(rest[0]) and _first_leads(a, b) and len(words) == 3:
        return " ".join([b, *rest]), a, ""
    return a, b, " ".join(rest)


def _first_leads(a: str, b: str) -> bool:
    return not _is_initial(b) and (_is_initial(a) or a.isascii() or _given(a) > _given(b))


def _given(word: str) -> float:
    """Above zero: rather a first name; below: rather a last one; zero where the dictionary does not say."""
    return dictionary(word, "Name") - dictionary(word, "Surn")


def _is_patronymic(word: str) -> bool:
    return dictionary(word, "Patr") > dictionary(word, "Surn")


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1
