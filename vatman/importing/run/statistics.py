"""The planner's knowledge of tables that an import has just filled: without it a chunk's queries go quadratic."""

from django.db import connection

from vatman.clients.models import Company, Contact, Link, Way
from vatman.deals.models import Deal, StageMove
from vatman.records.models import Note
from vatman.records.models.search import SearchDocument
from vatman.tasks.models import Task

from ..models import ImportRow

TABLES = (Contact, Company, Link, Way, Deal, StageMove, Task, Note, SearchDocument, ImportRow)


def refresh(chunk: int) -> None:
    """After chunks 1, 2, 4, 8…: each time the tables may have doubled."""
    if chunk & (chunk - 1) == 0:
        names = ", ".join(model._meta.db_table for model in TABLES)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {names}")
