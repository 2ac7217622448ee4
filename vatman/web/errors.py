"""What stops a verb. A guard raises one of these; pages and the API turn it into words for a person."""

from collections.abc import Mapping
from typing import Any


class Refused(Exception):
    """A guard said no. `message` is a sentence for the person; `fields` maps a field's name to its own sentence."""

    status = 422

    def __init__(
        self, message: object = "", *, fields: Mapping[str, object] | None = None, code: str = "refused", **extra: Any
    ):
        self.message = str(message) or " ".join(str(text) for text in (fields or {}).values())
        self.fields = {name: str(text) for name, text in (fields or {}).items()}
        self.code = code
        self.extra = extra
        super().__init__(self.message)


class Conflict(Refused):
    """Someone was quicker: the thing no longer is as the caller believed it to be. `extra` says how it is now."""

    status = 409
