from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vatman.events.recording import record
from vatman.team.models import Owned, OwnedQuerySet
from vatman.web.errors import Conflict, Refused

from ..kept import folder_of

LIVE = ("reading", "running")


class ImportQuerySet(OwnedQuerySet):
    def unfinished(self) -> Self:
        return self.filter(state__in=LIVE)

    @transaction.atomic
    def begin(
        self,
        paths: Iterable[Path | str],
        *,
        by: Any,
        title: str = "",
        wishes: dict[str, Any] | None = None,
        kept: bool = False,
        later: bool = False,
    ) -> "Import":
        """A new import of these files and folders. `wishes` is the plan of a person: columns, statuses, managers told by hand.

        `kept` says that the files lie in this import's own folder; `later` leaves the work to the background.
        """
        from ..events import ImportBegun

        places = [str(Path(path).absolute()) for path in paths]
        if not places:
            raise Refused(fields={"files": _("Выберите файлы или папку")})
        load: Import = self.create(  # type: ignore[assignment]
            owner=by,
            department_id=by.department_id if by else None,
            title=(title or _named(places))[:200],
            paths=places,
            wishes=wishes or {},
            kept=kept,
        )
        record(ImportBegun(title=load.title), load, by=by)
        if later:
            load.run_later()
        return load


class Import(Owned):
    """One bringing-in of files: from dropped folders to rows of the base, and back again.

    The `owner` is who brought them. `today` never changes, so that an import broken off and resumed on another day
    understands «завтра» as it did before.
    """

    class State(models.TextChoices):
        READING = "reading", gettext_lazy("читаем файлы")
        RUNNING = "running", gettext_lazy("раскладываем по карточкам")
        DONE = "done", gettext_lazy("готово")
        FAILED = "failed", gettext_lazy("не вышло")
        UNDOING = "undoing", gettext_lazy("отменяем")
        UNDONE = "undone", gettext_lazy("отменена")

    thing = "import"
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=State.choices, default=State.READING)
    paths = models.JSONField(default=list)
    kept = models.BooleanField(default=False)
    wishes = models.JSONField(default=dict)
    plan = models.JSONField(default=dict)  # what was decided for all rows: see run/plan.py
    today = models.DateField(default=timezone.localdate)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    files_read = models.PositiveIntegerField(default=0)
    files_found = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    totals = models.JSONField(default=dict)  # made and joined things: see run/totals.py
    trouble = models.TextField(blank=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    stayed = models.JSONField(default=list)  # what an undo left, and why

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["owner", "-id"], name="import_of_owner")]
        constraints = [
            models.CheckConstraint(condition=models.Q(rows_done__lte=models.F("rows_total")), name="import_rows_done"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def origin(self) -> str:
        return f"import:{self.pk}"

    @property
    def language(self) -> str:
        """In which the cards it fills are worded."""
        return self.owner.language if self.owner else settings.LANGUAGE_CODE

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_busy(self) -> bool:
        """Something goes on with it in the background."""
        return self.is_live or self.state == self.State.UNDOING

    @property
    def folder(self) -> Path:
        return folder_of(self.pk)

    @property
    def per_cent(self) -> int:
        """How far it has come: reading is a third of the way."""
        if self.state == self.State.READING:
            return 33 * self.files_read // self.files_found if self.files_found else 0
        return 33 + 67 * self.rows_done // self.rows_total if self.rows_total else 100

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("import", args=[self.pk])

    def run_later(self) -> None:
        """A background job carries it on; its row is written in this very transaction."""
        from ..jobs import run_import

        run_import.defer(load=self.pk)

    def run(self, *, told: Any = None) -> "Import":
        """Carries the import on from wherever it stands to its end; may be called again after any break.

        `told` is called with this import as it advances.
        """
        from ..run.engine import run

        run(self, told)
        return self

    @transaction.atomic
    def go_on(self, *, by: Any) -> None:
        """One that was stopped by a trouble takes up where it stood."""
        from ..events import ImportResumed

        state = self.State.RUNNING if self.plan else self.State.READING
        if Import.objects.filter(pk=self.pk, state=self.State.FAILED).update(state=state, trouble=""):
            self.refresh_from_db()
            record(ImportResumed(title=self.title), self, by=by)
            self.run_later()

    @transaction.atomic
    def undo_later(self, *, by: Any) -> None:
        """A whole import may take minutes to take back: the background does it."""
        from ..jobs import undo_import

        self._refuse_undo()
        if not Import.objects.filter(pk=self.pk, state__in=(self.State.DONE, self.State.FAILED)).update(
            state=self.State.UNDOING
        ):
            raise Conflict(_("Эту загрузку уже отменяют"), code="already_undone")
        self.state = self.State.UNDOING
        undo_import.defer(load=self.pk, by=by.pk)

    def stay_done(self, error: Exception) -> None:
        """An undo that failed has changed nothing: the person may try again."""
        trouble = f"{type(error).__name__}: {error}"[:1000]
        Import.objects.filter(pk=self.pk, state=self.State.UNDOING).update(state=self.State.DONE, trouble=trouble)

    def _refuse_undo(self) -> None:
        if self.is_live:
            raise Conflict(_("Загрузка ещё идёт: дождитесь её конца"), code="import_runs")
        if self.state == self.State.UNDONE:
            raise Conflict(_("Эту загрузку уже отменили"), code="already_undone")

    def undo(self, *, by: Any) -> "Import":
        """What it made goes, what it changed gets its value back, what people have touched since stays (`stayed`)."""
        from ..run.undo import undo

        self._refuse_undo()
        undo(self, by=by)
        return self


def _named(paths: list[str]) -> str:
    first = Path(paths[0]).name or paths[0]
    return first if len(paths) == 1 else _("%(first)s и ещё %(more)s") % {"first": first, "more": len(paths) - 1}
