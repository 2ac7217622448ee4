"""Background work of records. When the periodic part runs is written in `config/periodic.py`."""

from procrastinate.contrib.django import app


def purge() -> None:
    """Every night the trash forgets what has lain there a month."""
    from .actions.purge import purge as forget

    forget()


@app.task(name="records.index_field")
def index_field(field: int) -> None:
    """An index for the field someone sorts by; harmless if it is there already."""
    from .models import CustomField
    from .sorting import build

    if found := CustomField.objects.filter(pk=field).first():
        build(found)
