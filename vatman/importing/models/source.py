from functools import cached_property
from typing import Any

from django.db import models

from ..shapes import ColumnGuess, Field


class ImportFile(models.Model):
    """One file that was read, whole: it stands here only once all its rows are stored."""

    load = models.ForeignKey("importing.Import", models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=500)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["load", "position"], name="import_file_once")]

    def __str__(self) -> str:
        return self.name


class ImportSheet(models.Model):
    """One sheet: how it was understood, and what became of its rows."""

    file = models.ForeignKey(ImportFile, models.CASCADE, related_name="sheets")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10)
    why = models.CharField(max_length=40, blank=True)
    header_row = models.PositiveIntegerField(null=True)
    guesses = models.JSONField(default=list)  # ColumnGuess by field names
    rows = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    joined = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    counted = models.BooleanField(default=False)

    class Meta:
        ordering = ["file__position", "position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(counted=False)
                | models.Q(rows=models.F("created") + models.F("joined") + models.F("skipped")),
                name="import_sheet_adds_up",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def columns(self) -> list[ColumnGuess]:
        return [ColumnGuess(**{**guess, "field": Field(guess["field"])}) for guess in self.guesses]

    def titled(self, field: Field) -> str:
        """The file's own title of the column taken for `field`."""
        return next((guess.title for guess in self.columns if guess.field == field), "")

    def set_guesses(self, guesses: list[ColumnGuess]) -> None:
        self.guesses = [_plain(guess) for guess in guesses]


def _plain(guess: ColumnGuess) -> dict[str, Any]:
    return {name: getattr(guess, name) for name in ColumnGuess.__slots__}
