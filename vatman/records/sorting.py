"""Lists in the order of the company's own fields: a typed key of each, and an index for the one that someone sorts by.

The index is built aside by a job once it is wished for; without it the order is the same, only slower. Its name holds a digest
of what it indexes: after a choice is renamed another is built and the old one goes.
"""

from collections.abc import Iterable
from hashlib import sha1
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Case, F, Func, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from procrastinate.exceptions import AlreadyEnqueued

from vatman.web.sparse import Sparse

from .models import CustomField
from .places import places

NUMBERS = ("number", "money")
SORTABLE = (
    "text",
    "link",
    "date",
    "choice",
    "bool",
    *NUMBERS,
)  # several choices and colleagues have no order of their own
LISTED = """SELECT relname, indisvalid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE indrelid = %s::regclass AND starts_with(relname, %s)"""


def sortable(field: CustomField) -> bool:
    return field.kind in SORTABLE


def own_field(thing: str, sort: str) -> CustomField | None:
    """The living field that «f7» or «-f7» names, if one can sort by it."""
    field = CustomField.objects.of(thing).filter(key=sort.removeprefix("-")).first() if is_own(sort) else None
    return field if field and sortable(field) else None


def is_own(sort: str) -> bool:
    key = sort.removeprefix("-")
    return key[:1] == "f" and key[1:].isascii() and key[1:].isdigit()


def sortable_fields(thing: str) -> list[CustomField]:
    return [field for field in CustomField.objects.of(thing) if sortable(field)]


def key_of(field: CustomField) -> Any:
    """What rows are ordered by: a number, or words as they are looked up; NULL for what is empty or is no such thing."""
    raw: Any = KeyTextTransform(field.key, "fields")
    if field.kind in NUMBERS:
        number: Any = models.DecimalField(max_digits=40, decimal_places=10)
        return Func(raw, function="vatman_number", output_field=number)
    if field.kind == "choice" and field.former:
        renamed = [When(**{"fields__" + field.key: old}, then=Value(new)) for old, new in _renamed(field)]
        raw = Case(*renamed, default=raw, output_field=TextField())
    return Func(raw, function="vatman_word", output_field=TextField())


def in_order(rows: models.QuerySet, field: CustomField, sort: str) -> Sparse:
    """The rows by this field, "-" in front of `sort` for from the greatest; the index is wished for."""
    wish(field)
    return Sparse(rows, key_of(field), sort.startswith("-"))


def wish(field: CustomField) -> None:
    from .jobs import index_field

    if field.index == index_name(field):
        return
    try:
        with transaction.atomic():
            index_field.configure(queueing_lock=f"index:{field.key}", lock=f"index:{field.key}").defer(field=field.pk)
    except AlreadyEnqueued:
        pass


def build(field: CustomField) -> None:
    """Builds the index while others read and write; a half-built one of a worker that died goes first. Outside a transaction."""
    model, name = places()[field.for_thing], index_name(field)
    there = _indexes(model, field)
    for old in [one for one, valid in there.items() if one != name or not valid]:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {connection.ops.quote_name(old)}")
    if not there.get(name):
        living = models.Q(trashed_at=None)
        index = models.Index(key_of(field), F("id"), condition=living, name=name)
        with connection.schema_editor(atomic=False) as editor:
            editor.add_index(model, index, concurrently=True)  # type: ignore[call-arg]
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
    CustomField.objects.filter(pk=field.pk).update(index=name)


def index_name(field: CustomField) -> str:
    said = f"{field.kind in NUMBERS}:{sorted(_renamed(field))}"
    return f"own_{field.key}_{sha1(said.encode(), usedforsecurity=False).hexdigest()[:8]}"


def _renamed(field: CustomField) -> Iterable[tuple[str, str]]:
    return [(old, new) for old, new in field.former.items() if new] if field.kind == "choice" else []


def _indexes(model: Any, field: CustomField) -> dict[str, bool]:
    with connection.cursor() as cursor:
        cursor.execute(LISTED, [model._meta.db_table, f"own_{field.key}_"])
        return dict(cursor.fetchall())
