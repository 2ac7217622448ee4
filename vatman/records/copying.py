"""Many rows at once: how the set forms of the verbs write."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from vatman.events.recording import as_json
from vatman.team.models import Member

T = TypeVar("T", bound=models.Model)
Reader = Callable[[Any], Any]


def copy_in(model: type[T], instances: Iterable[T], chunk: int = 10_000) -> list[T]:
    """Writes unsaved instances by COPY, `chunk` rows a statement, and gives each its key. Nothing is validated here."""
    written: list[T] = []
    for part in chunks(instances, chunk):
        give_keys(model, part)
        _copy(model, part)
        written += part
    return written


def give_keys(model: type[T], instances: Iterable[T]) -> None:
    """Keys for instances that have none yet, before they are written."""
    keyless = [instance for instance in instances if instance.pk is None]
    for instance, key in zip(keyless, _next_keys(model, len(keyless)) if keyless else (), strict=True):
        instance.pk = key


def chunks(things: Iterable[T], size: int) -> Iterator[list[T]]:
    source = iter(things)
    while part := list(islice(source, size)):
        yield part


def write_back(model: Any, column: str, values: Mapping[int, Any], key: str = "") -> None:
    """One UPDATE that gives each row its own value of a column, plain JSON; with `key`, of one own field (None: none)."""
    write_rows(model, {pk: {key or column: value} for pk, value in values.items()}, [column], key)


def write_rows(model: Any, rows: Mapping[int, dict[str, Any]], columns: Sequence[str], key: str = "") -> None:
    """One UPDATE of several columns, each row with its own values: key → {column's attribute: plain JSON}."""
    if not rows:
        return
    quote = connection.ops.quote_name
    table, fields = quote(model._meta.db_table), [model._meta.get_field(name) for name in columns]
    if key:
        held = quote(fields[0].column)
        sets = f"{held} = (card.{held} - %(key)s) || jsonb_strip_nulls(given.row)"
    else:
        sets = ", ".join(f"{quote(field.column)} = was.{quote(field.column)}" for field in fields)
    by_column = {field.name: field.column for field in fields} | {field.attname: field.column for field in fields}
    named = [{name if key else by_column[name]: value for name, value in row.items()} for row in rows.values()]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} AS card SET {sets} FROM unnest(%(keys)s::bigint[], %(rows)s::text[]::jsonb[]) AS given(id, row)"  # noqa: S608
            f" CROSS JOIN LATERAL jsonb_populate_record(NULL::{table}, given.row) AS was WHERE card.id = given.id",
            {"keys": list(rows), "rows": [as_json(row) for row in named], "key": key},
        )


def stamp_all(things: Sequence[Any], *, by: Any, origin: str) -> None:
    """Who made these unsaved records and by which way; the department follows the owner. No owner stays no owner."""
    owners = {thing.owner_id for thing in things if thing.owner_id and "owner" not in thing._state.fields_cache}
    departments = dict(Member.objects.filter(pk__in=owners).values_list("pk", "department_id")) if owners else {}
    for thing in things:
        known = thing._state.fields_cache.get("owner")
        of_owner = known.department_id if known else departments.get(thing.owner_id)
        thing.department_id = of_owner or thing.department_id
        thing.created_by, thing.origin = by, origin


def _next_keys(model: type[models.Model], count: int) -> list[int]:
    name = model._meta.pk
    with connection.cursor() as cursor:
        sequence = [connection.ops.quote_name(model._meta.db_table), name.column]
        keys = "SELECT nextval(named) FROM (SELECT pg_get_serial_sequence(%s, %s)::regclass AS named OFFSET 0) AS one, generate_series(1, %s)"
        cursor.execute(keys, [*sequence, count])
        return [row[0] for row in cursor.fetchall()]


def _copy(model: type[models.Model], instances: Sequence[models.Model]) -> None:
    fields = model._meta.concrete_fields
    read = _reader(fields)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN") as copy,
    ):
        alias, write_row = connection.alias, copy.write_row
        for instance in instances:
            state = instance._state
            if state.fields_cache:
                _learn_keys(instance)
            write_row(read(instance))
            state.adding, state.db = False, alias


def _learn_keys(instance: models.Model) -> None:
    """What it points to may have been written, and got its key, after it was pointed to."""
    for name, other in instance._state.fields_cache.items():
        if other is not None and getattr(instance, f"{name}_id", other) is None:
            setattr(instance, name, other)


def _reader(fields: Sequence[models.Field]) -> Reader:
    """The row of an instance: plain attributes at once, only the columns that need it one by one."""
    plain = itemgetter(*(field.attname for field in fields))
    special = [(place, _special(field)) for place, field in enumerate(fields)]
    special = [(place, make) for place, make in special if make]

    def read(instance: models.Model) -> list[Any]:
        row = list(plain(instance.__dict__))
        for place, make in special:
            row[place] = make(instance)  # type: ignore[misc]
        return row

    return read


def _special(field: models.Field) -> Reader | None:
    name = field.attname
    if isinstance(field, models.JSONField):
        return lambda instance: _json(instance.__dict__[name])
    if isinstance(field, ArrayField) and isinstance(field.base_field, models.CharField):
        return lambda instance: _array(instance.__dict__[name])
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return lambda instance: field.pre_save(instance, add=True)
    return None


def _json(value: Any) -> str | None:
    if not value:
        return None if value is None else "{}" if value == {} else as_json(value)
    return as_json(value)


def _array(texts: list[str] | None) -> str | None:
    """As PostgreSQL writes an array: most are empty, and asking the driver costs more than all the rest of a row."""
    if not texts:
        return None if texts is None else "{}"
    quoted = (text.replace("\\", "\\\\").replace('"', '\\"') for text in texts)
    return "{" + ",".join(f'"{text}"' for text in quoted) + "}"
