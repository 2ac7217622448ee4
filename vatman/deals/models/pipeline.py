from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vatman.events.models import Subject
from vatman.events.recording import record
from vatman.web.errors import Refused


class PipelineManager(models.Manager):
    def default(self) -> "Pipeline":
        """The pipeline a deal falls into when nobody says otherwise: the first one."""
        return self.filter(archived_at__isnull=True).order_by("position", "pk").first()


class Pipeline(Subject):
    thing = "pipeline"
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = PipelineManager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def first_stage(self) -> "Stage":
        return self.stages.living().filter(kind=Stage.Kind.OPEN).first()

    def stage_of(self, kind: str) -> "Stage":
        return self.stages.living().filter(kind=kind).first()

    @transaction.atomic
    def add_stage(self, name: str, *, by: Any, after: "Stage | None" = None, origin: str = "", **values: Any) -> "Stage":
        """A new open stage, by default the last one before the sale."""
        from ..events import StageAdded

        opened = self.stages.living().filter(kind=Stage.Kind.OPEN)
        position = (after or opened.last()).position + 1
        self.stages.filter(position__gte=position).update(position=models.F("position") + 1)
        stage = self.stages.create(name=name.strip()[:60], position=position, **{"kind": Stage.Kind.OPEN, "probability": 50, **values})
        record(StageAdded(title=stage.name), stage, place=self, by=by, origin=origin)
        return stage


class StageQuerySet(models.QuerySet):
    def living(self) -> "StageQuerySet":
        return self.filter(archived_at__isnull=True)


class Stage(Subject):
    """A step of a pipeline. `probability` in per cent; `rots_after` in working days, empty if a card never rots here."""

    class Kind(models.TextChoices):
        OPEN = "open", gettext_lazy("в работе")
        WON = "won", gettext_lazy("продажа")
        LOST = "lost", gettext_lazy("отказ")

    thing = "stage"
    pipeline = models.ForeignKey(Pipeline, models.PROTECT, related_name="stages")
    key = models.CharField(max_length=30, blank=True)  # of the default stages: request, first_call, send_quote, meeting, won, lost
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.OPEN)
    position = models.PositiveSmallIntegerField(default=0)
    colour = models.CharField(max_length=9, blank=True)
    aim = models.CharField(max_length=160, blank=True)
    probability = models.PositiveSmallIntegerField(default=0)
    rots_after = models.PositiveSmallIntegerField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = StageQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=models.Q(probability__lte=100), name="stage_probability")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.kind == self.Kind.OPEN

    @transaction.atomic
    def change(self, *, by: Any, **values: Any) -> None:
        from ..events import StageChanged

        before = {name: getattr(self, name) for name in values}
        for name, value in values.items():
            setattr(self, name, value)
        self.full_clean()
        self.save(update_fields=list(values))
        record(StageChanged(before=before, after=values), self, place=self.pipeline, by=by)
        if "rots_after" in values and values["rots_after"] != before["rots_after"]:
            from .deal import Deal

            Deal.objects.filter(stage=self, state=Stage.Kind.OPEN).recount_rot()

    @transaction.atomic
    def remove(self, *, move_to: "Stage | None" = None, by: Any) -> None:
        """The stage leaves the board; its deals go to `move_to`, which must be told if there are any."""
        from ..events import StageRemoved
        from .deal import Deal

        deals = Deal.objects.filter(stage=self)
        if deals.exists() and (move_to is None or move_to.pk == self.pk):
            raise Refused(_("Скажите, куда перенести сделки этого этапа"), code="deals_need_stage")
        if self.pipeline.stages.living().filter(kind=self.kind).count() == 1:
            raise Refused(_("Это последний такой этап воронки, без него нельзя"), code="last_stage")
        if move_to:
            Deal.objects.move_all(deals, move_to, by=by, check=False)
        self.archived_at = models.functions.Now()
        self.save(update_fields=["archived_at"])
        record(StageRemoved(title=self.name), self, place=self.pipeline, by=by)


class LossReason(models.Model):
    key = models.CharField(max_length=20, blank=True)  # of the default ones: price, competitor, silent, …
    name = models.CharField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    """Where clients come from."""

    name = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
