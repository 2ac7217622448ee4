"""What a command says while it works: short lines on stderr, in the language of whoever started it."""

import os
import sys

NAMED = ("VATMAN_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
NO_LANGUAGE = ("", "C", "POSIX")


def language() -> str:
    """ "ru" or "en": the first of the variables that names a language; Russian where none does."""
    values = (os.environ.get(name, "").partition(".")[0] for name in NAMED)
    named = next((value for value in values if value not in NO_LANGUAGE), "ru")
    return "ru" if named.lower().startswith("ru") else "en"


def pick(ru: str, en: str) -> str:
    return ru if language() == "ru" else en


def say(ru: str, en: str) -> None:
    sys.stderr.write(f"{pick(ru, en)}\n")
    sys.stderr.flush()
