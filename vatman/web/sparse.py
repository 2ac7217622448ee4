"""Keyset pages by a value that many rows lack: those with a value in order, then those without, by their key.

Asked in two parts, so that one plain index (value, key) serves both directions: a comparison of rows breaks on NULL, and
«NULLS LAST» the other way round would need an index of its own. The cursor says in which part it stands.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, F, Func, QuerySet, Value

from . import cursors

NAME = "sorted_by"  # of the annotation


@dataclass(frozen=True)
class Sparse:
    """`rows` in the order of the expression `value`; `down`: from the greatest, keys too."""

    rows: QuerySet
    value: Any
    down: bool = False

    def page(self, cursor: str = "", limit: int = 50) -> cursors.Page:
        lacks, value, pk = self._decoded(cursor) if cursor else (False, None, None)
        items: list[Any] = []
        if not lacks:
            items = list(self._full(value, pk)[: limit + 1])
            pk = None
        if len(items) <= limit:
            items += list(self._empty(pk)[: limit + 1 - len(items)])
        shown = items[:limit]
        return cursors.Page(shown, self.cursor_of(shown[-1]) if len(items) > limit else None)

    def ordered(self) -> QuerySet:
        """All of them in one query, for those who read to the end."""
        key = F(NAME).desc(nulls_last=True) if self.down else F(NAME).asc(nulls_last=True)
        return self._marked().order_by(key, "-pk" if self.down else "pk")

    def neighbour(self, pk: int, step: int) -> Any:
        """The row after (`step` 1) or before (-1) the one with this key; None at either end."""
        here = self._marked(all_rows=True).filter(pk=pk).first()
        if here is None:
            return None
        value = getattr(here, NAME)
        if step > 0:
            after = self.page(self.cursor_of(here), limit=1).items
            return after[0] if after else None
        back = Sparse(self.rows, self.value, not self.down)
        if value is None:
            return back._empty(pk).first() or back._full(None, None).first()
        return back._full(value, pk).first()

    def cursor_of(self, item: Any) -> str:
        value = getattr(item, NAME)
        return cursors.encode([int(value is None), value, item.pk])

    def _marked(self, *, all_rows: bool = False) -> QuerySet:
        rows = self.rows.model._default_manager.all() if all_rows else self.rows
        return rows.annotate(**{NAME: self.value})

    def _full(self, value: Any, pk: int | None) -> QuerySet:
        rows = self._marked().filter(**{f"{NAME}__isnull": False})
        if pk is not None:
            known = Value(value, output_field=self.value.output_field)
            rows = rows.filter(_Beyond(F(NAME), F("pk"), known, Value(pk), sign="<" if self.down else ">"))
        return rows.order_by(f"-{NAME}" if self.down else NAME, "-pk" if self.down else "pk")

    def _empty(self, pk: int | None) -> QuerySet:
        rows = self._marked().filter(**{f"{NAME}__isnull": True})
        if pk is not None:
            rows = rows.filter(pk__lt=pk) if self.down else rows.filter(pk__gt=pk)
        return rows.order_by("-pk" if self.down else "pk")

    def _decoded(self, cursor: str) -> tuple[bool, Any, int]:
        lacks, value, pk = cursors.decode(cursor, 3)
        if lacks not in (0, 1) or not isinstance(pk, int) or not 0 < pk < 2**63 or (value is None) != bool(lacks):
            raise cursors.spoiled()
        try:
            return bool(lacks), None if lacks else self.value.output_field.to_python(value), pk
        except (ValidationError, ValueError, TypeError):
            raise cursors.spoiled()


class _Beyond(Func):
    """`(value, key) > (that value, that key)` as one comparison, which an index of both answers at once."""

    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        parts = [compiler.compile(one) for one in self.get_source_expressions()]
        (value, key, given, given_key), params = [sql for sql, _ in parts], [one for _, part in parts for one in part]
        return f"({value}, {key}) {self.extra['sign']} ({given}, {given_key})", params
