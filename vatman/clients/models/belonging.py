"""What of higher rooms belongs to a client: the cards that point at it, met by their relation, for this room imports none."""

from functools import cache
from typing import Any

from django.db import models
from django.db.models.expressions import RawSQL

from vatman.records.models import Record


@cache
def belonging(client: Any) -> dict[Any, list[Any]]:
    """Kinds of cards with a timeline of their own that point at this kind of client (deals), with the relations by which they do."""
    found: dict[Any, list[Any]] = {}
    for relation in client._meta.related_objects:
        model = relation.related_model
        if issubclass(model, Record) and model.has_story and not hasattr(model, "merged_into"):
            found.setdefault(model, []).append(relation.field)
    return found


@cache
def belonging_ids(client: Any) -> dict[str, RawSQL]:
    """Their ids as columns of the client itself: an OR over two relations would read a whole table, a union does not."""
    merged = [f"SELECT id FROM {client._meta.db_table} AS one WHERE one.merged_into_id = {_own(client)}"]  # noqa: S608
    asked = {f"{client.thing}_ids": merged}
    for model, fields in belonging(client).items():
        asked[f"{model.thing}_ids"] = [_pointing(client, field) for field in fields]
    return {name: RawSQL(f"ARRAY({' UNION '.join(parts)})", []) for name, parts in asked.items()}  # noqa: S611


def _pointing(client: Any, field: Any) -> str:
    if isinstance(field, models.ManyToManyField):
        table, ours, theirs = field.m2m_db_table(), field.m2m_reverse_name(), field.m2m_column_name()
    else:
        table, ours, theirs = field.model._meta.db_table, field.column, "id"
    return f"SELECT {theirs} FROM {table} WHERE {table}.{ours} = {_own(client)}"  # noqa: S608


def _own(client: Any) -> str:
    return f"{client._meta.db_table}.id"
