"""The planner's knowledge of tables that an import has just filled: without it a chunk's queries go quadratic."""

from django.db import connection, transaction

from vatman.clients.models import Company, Contact, Link, Way
from vatman.deals.models import Deal, StageMove
from vatman.records.models import Note
from vatman.records.models.search import SearchDocument
from vatman.tasks.models import Task

from ..models import ImportRow

TABLES = (Contact, Company, Link, Way, Deal, StageMove, Task, Note, SearchDocument, ImportRow)


def refresh(chunk: int) -> None:
    """After chunks 1, 2, 4, 8…: each time the tables may have doubled. A rough count is enough: who are many, who are few."""
    if chunk & (chunk - 1) == 0:
        names = ", ".join(model._meta.db_table for model in TABLES)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL default_statistics_target = 10")
            cursor.execute(f"ANALYZE {names}")
