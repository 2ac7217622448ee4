"""Finding anything by whatever the person remembers of it."""

from django.db import models


def index(rows: models.QuerySet) -> None:
    """Writes the search documents of these cards anew."""
