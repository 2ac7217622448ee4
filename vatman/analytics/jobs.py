"""Background work of analytics. When it runs is written in `config/periodic.py`."""

from . import letters


def planning_letters() -> None:
    letters.send_due()
