from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..run.cells import shown


class ImportRow(models.Model):
    """One row of data: where each card's values came from, what the row did, and how to take it back.

    `cells` are the row's values by column (see run/cells.py). `made` lists [thing, id]; `changed` lists
    [thing, id, {field: [before, after]}].
    """

    class Outcome(models.TextChoices):
        CREATED = "created", _("новый клиент")
        JOINED = "joined", _("клиент уже был")
        SKIPPED = "skipped", _("пропущена")

    load = models.ForeignKey("importing.Import", models.CASCADE, related_name="rows", db_index=False)
    sheet = models.ForeignKey("importing.ImportSheet", models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    section = models.CharField(max_length=200, blank=True)
    cells = models.JSONField()
    digest = models.UUIDField()
    outcome = models.CharField(max_length=7, choices=Outcome.choices, blank=True)
    reason = models.CharField(max_length=30, blank=True)  # why it was joined or skipped: see reasons.py
    contact = models.ForeignKey("clients.Contact", models.SET_NULL, null=True, related_name="+")
    company = models.ForeignKey("clients.Company", models.SET_NULL, null=True, related_name="+")
    deal = models.ForeignKey("deals.Deal", models.SET_NULL, null=True, related_name="+")
    made = models.JSONField(null=True)
    changed = models.JSONField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["load", "id"], name="import_row_in_order"),
            models.Index(fields=["digest"], name="import_row_alike"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} · {self.number}"

    @property
    def told(self) -> str:
        from ..reasons import words

        return words(self.reason)

    def original(self) -> list[tuple[str, str]]:
        """The row as it stood in the file: (title of the column or its letter, value)."""
        titles = {guess.index: guess.title for guess in self.sheet.columns}
        cells = ((titles.get(index) or letter(index), shown(value)) for index, value in enumerate(self.cells))
        return [(title, value) for title, value in cells if value]


class ImportProblem(models.Model):
    """One thing that could not be read or had to be decided; the whole list stands in the report."""

    load = models.ForeignKey("importing.Import", models.CASCADE, related_name="problems")
    line = models.ForeignKey(ImportRow, models.CASCADE, null=True, related_name="problems")
    file = models.CharField(max_length=500, blank=True)
    sheet = models.CharField(max_length=200, blank=True)
    row = models.PositiveIntegerField(null=True)
    column = models.CharField(max_length=300, blank=True)
    value = models.CharField(max_length=500, blank=True)
    code = models.CharField(max_length=40)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.message

    @property
    def message(self) -> str:
        from ..problems import message

        return message(self.code, value=self.value)

    def as_dict(self) -> dict[str, Any]:
        place = {name: getattr(self, name) for name in ("file", "sheet", "row", "column", "value", "code")}
        return {**place, "message": self.message}


def letter(index: int) -> str:
    """The letter over a column, as Excel has it: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
