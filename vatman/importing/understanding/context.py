from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about a row from outside of it. `today` is the member's day."""

    today: date
    file_name: str = ""
    sheet_name: str = ""
