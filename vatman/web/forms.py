"""Between a person's form and a verb's guards."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .errors import Refused


def is_key(text: str) -> bool:
    """Whether a link or a form names a thing by this: «²», letters and a number of a thousand digits name none."""
    return text.isascii() and text.isdigit() and len(text) < 19


@contextmanager
def refusals(form: Any) -> Iterator[None]:
    """A guard that says no inside is written beside the fields it speaks of; the page then draws the form again."""
    try:
        yield
    except Refused as error:
        for name, words in (error.fields or {"": error.message}).items():
            form.add_error(name if name in form.fields else None, words)
