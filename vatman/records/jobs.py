"""Background work of records. When it runs is written in `config/periodic.py`."""


def purge() -> None:
    """Every night the trash forgets what has lain there a month."""
    from .actions.purge import purge as forget

    forget()
