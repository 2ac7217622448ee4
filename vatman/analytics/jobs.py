"""Background work of analytics. When it runs is written in `config/periodic.py`."""

from . import letters
from .found import letters as found


def planning_letters() -> None:
    letters.send_due()


def found_letters() -> None:
    found.send_all()
