"""Many different values into many rows at once: one UPDATE for each column, only where the old value still stands."""

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

Change = tuple[int, Any, Any]  # row, before, after


def fill_column(model: type[models.Model], column: str, changes: Iterable[Change]) -> set[int]:
    """Returns the rows whose value was still `before`; the others are left as people have made them since."""
    field: Any = model._meta.get_field(column)
    rows = list(changes)
    if not rows:
        return set()
    name, kind = connection.ops.quote_name(field.column), field.db_type(connection)
    read = _reader(field, str(kind))
    statement = f"""
        UPDATE {model._meta.db_table} AS kept SET {name} = {read("given.new")}
        FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS given(id, old, new)
        WHERE kept.id = given.id AND kept.{name} IS NOT DISTINCT FROM {read("given.old")} RETURNING kept.id
    """  # noqa: S608 - names come from the models
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            [
                [pk for pk, _b, _a in rows],
                [_text(field, b) for _p, b, _a in rows],
                [_text(field, a) for _p, _b, a in rows],
            ],
        )
        return {row[0] for row in cursor.fetchall()}


def set_columns(model: type[models.Model], columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Sets these columns of rows whose key comes first in each tuple, whatever stood there."""
    if not rows:
        return
    fields: list[Any] = [model._meta.get_field(column) for column in columns]
    wanted = ", ".join(_given(field, place) for place, field in enumerate(fields, start=1))
    statement = f"""
        UPDATE {model._meta.db_table} AS kept SET {wanted}
        FROM jsonb_array_elements(%s::jsonb) AS given(row) WHERE kept.id = (row->>0)::bigint
    """  # noqa: S608 - names come from the models
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(rows, ensure_ascii=False, default=str)])


def _given(field: models.Field, place: int) -> str:
    """One column set from its place in the row as JSON."""
    name, kind = connection.ops.quote_name(str(field.column)), str(field.db_type(connection))
    if isinstance(field, models.JSONField):
        return f"{name} = nullif(row->{place}, 'null')"
    return f"{name} = {_reader(field, kind)(f'(row->>{place})')}"


def _reader(field: models.Field, kind: str) -> Any:
    if isinstance(field, ArrayField):
        return lambda value: f"ARRAY(SELECT jsonb_array_elements_text({value}::jsonb))::{kind}"
    return lambda value: f"{value}::{kind}"


def _text(field: models.Field, value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(field, models.JSONField | ArrayField):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
