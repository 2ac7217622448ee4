"""Background work of records. When the periodic part runs is written in `config/periodic.py`."""

from procrastinate.contrib.django import app


def purge() -> None:
    """Every night the trash forgets what has lain there a month."""
    from .actions.purge import purge as forget
    from .models import BulkChange, Glance

    forget()
    BulkChange.objects.forget_old()
    Glance.objects.forget_old()


@app.task(name="records.index_field")
def index_field(field: int) -> None:
    """An index for the field someone sorts by; harmless if it is there already."""
    from .models import CustomField
    from .sorting import build

    if found := CustomField.objects.filter(pk=field).first():
        build(found)


@app.task(name="records.index_cards")
def index_cards(thing: str, ids: list[int]) -> None:
    """Search documents of cards that a change of many has touched."""
    from .search.writing import index_ids

    index_ids(thing, set(ids))


@app.task(name="records.run_bulk")
def run_bulk(bulk: int) -> None:
    """Carries a change of many cards on to its end; harmless if it is done."""
    from .models import BulkChange

    change = BulkChange.objects.select_related("owner").get(pk=bulk)
    try:
        change.run()
    except Exception as error:
        change.stop(error)
        raise


@app.task(name="records.undo_bulk")
def undo_bulk(bulk: int, origin: str) -> None:
    """Takes a change of many cards back; one that is taken back already is left alone."""
    from .models import BulkChange

    change = BulkChange.objects.select_related("owner").get(pk=bulk)
    try:
        change.take_back(origin=origin)
    except Exception as error:
        change.stop(error)
        raise
