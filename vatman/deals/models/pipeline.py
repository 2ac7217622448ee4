from typing import Any, cast

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vatman.events.models import Subject
from vatman.events.recording import record
from vatman.web.errors import Refused

from .listed import Listed, ListedQuerySet


class PipelineManager(models.Manager["Pipeline"]):
    def default(self) -> "Pipeline":
        """The pipeline a deal falls into when nobody says otherwise: the first one."""
        return cast(Pipeline, self.filter(archived_at__isnull=True).order_by("position", "pk").first())

    @transaction.atomic
    def open(self, name: str, *, by: Any) -> "Pipeline":
        """A new pipeline with the least a way needs: where it begins, how it ends well or badly."""
        from ..events import PipelineOpened

        if not (name := name.strip()[:80]):
            raise Refused(fields={"name": _("Назовите воронку")})
        last = self.aggregate(last=models.Max("position"))["last"]
        pipeline = self.create(name=name, position=0 if last is None else last + 1)
        first = {"name": _("Начало"), "kind": Stage.Kind.OPEN, "colour": "#6c93c2", "probability": 20, "rots_after": 5}
        won = {"name": _("Готово"), "kind": Stage.Kind.WON, "colour": "#2c7a4b", "probability": 100}
        lost = {"name": _("Отказ"), "kind": Stage.Kind.LOST, "colour": "#8c8f94", "probability": 0}
        for position, values in enumerate((first, won, lost)):
            pipeline.stages.create(position=position, **values)
        record(PipelineOpened(title=name), pipeline, by=by)
        return pipeline


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
        return cast(Stage, self.stages.living().filter(kind=Stage.Kind.OPEN).first())

    def stage_of(self, kind: str) -> "Stage":
        return cast(Stage, self.stages.living().filter(kind=kind).first())

    @transaction.atomic
    def rename(self, name: str, *, by: Any) -> None:
        from ..events import PipelineChanged

        if not (name := name.strip()[:80]):
            raise Refused(fields={"name": _("Назовите воронку")})
        was, self.name = self.name, name
        self.save(update_fields=["name"])
        record(PipelineChanged(before={"name": was}, after={"name": name}), self, by=by)

    @transaction.atomic
    def close(self, *, by: Any) -> None:
        """The pipeline leaves the board; one with deals in hand, or the last one, stays."""
        from ..events import PipelineClosed

        if not type(self).objects.filter(archived_at__isnull=True).exclude(pk=self.pk).exists():
            raise Refused(_("Это единственная воронка, без неё сделкам негде быть"), code="last_pipeline")
        if self.deals.filter(state=Stage.Kind.OPEN, trashed_at__isnull=True).exists():
            raise Refused(
                _("В воронке есть открытые сделки: сначала закройте их или переведите в другую"), code="deals_in_hand"
            )
        self.archived_at = timezone.now()
        self.save(update_fields=["archived_at"])
        record(PipelineClosed(title=self.name), self, by=by)

    @transaction.atomic
    def line_up(self, order: list[int], *, by: Any) -> None:
        """The stages in a new order of keys; those not named keep theirs behind."""
        from ..events import PipelineChanged

        stages = {stage.pk: stage for stage in self.stages.living().select_for_update()}
        was = list(stages.values())
        wanted = [stages[pk] for pk in dict.fromkeys(order) if pk in stages]
        now = wanted + [stage for stage in was if stage not in wanted]
        if now == was:
            return
        for position, stage in enumerate(now):
            stage.position = position
        Stage.objects.bulk_update(now, ["position"])
        names = {"before": {"stages": [str(one) for one in was]}, "after": {"stages": [str(one) for one in now]}}
        record(PipelineChanged(**names), self, by=by)

    @transaction.atomic
    def add_stage(
        self, name: str, *, by: Any, after: "Stage | None" = None, origin: str = "", **values: Any
    ) -> "Stage":
        """A new open stage, by default the last one before the sale."""
        from ..events import StageAdded

        opened = self.stages.living().filter(kind=Stage.Kind.OPEN)
        position = (after or opened.last()).position + 1
        self.stages.filter(position__gte=position).update(position=models.F("position") + 1)
        stage = self.stages.create(
            name=name.strip()[:60], position=position, **{"kind": Stage.Kind.OPEN, "probability": 50, **values}
        )
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
    # of the default stages: request, first_call, send_quote, meeting, won, lost
    key = models.CharField(max_length=30, blank=True)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.OPEN)
    position = models.PositiveSmallIntegerField(default=0)
    colour = models.CharField(max_length=9, blank=True)
    aim = models.CharField(max_length=160, blank=True)
    probability = models.PositiveSmallIntegerField(default=0)
    rots_after = models.PositiveSmallIntegerField(null=True, blank=True)
    needs = models.JSONField(default=dict, db_default={}, blank=True)  # what must be filled to enter: needs.py
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

        values = {name: value for name, value in values.items() if value != getattr(self, name)}
        before = {name: getattr(self, name) for name in values}
        if not values:
            return
        if "kind" in values:
            self._refuse_kind()
        for name, value in values.items():
            setattr(self, name, value)
        self.full_clean()
        self.save(update_fields=list(values))
        record(StageChanged(before=before, after=values), self, place=self.pipeline, by=by)
        if "rots_after" in values:
            from .deal import Deal

            Deal.objects.filter(stage=self, state=Stage.Kind.OPEN).recount_rot()

    def _refuse_kind(self) -> None:
        """A deal's state follows its stage's kind: what has deals keeps its kind, and each kind keeps a stage."""
        from .deal import Deal

        if Deal.objects.filter(stage=self).exists():
            raise Refused(fields={"kind": _("В этапе есть сделки: сначала переведите их, потом меняйте его смысл")})
        self._refuse_last()

    def _refuse_last(self) -> None:
        if self.pipeline.stages.living().filter(kind=self.kind).count() == 1:
            raise Refused(_("Это последний такой этап воронки, без него нельзя"), code="last_stage")

    @transaction.atomic
    def remove(self, *, move_to: "Stage | None" = None, by: Any) -> None:
        """The stage leaves the board; its deals go to `move_to`, which must be told if there are any."""
        from ..events import StageRemoved
        from .deal import Deal

        deals = Deal.objects.filter(stage=self)
        if deals.exists() and (move_to is None or move_to.pk == self.pk):
            raise Refused(_("Скажите, куда перенести сделки этого этапа"), code="deals_need_stage")
        self._refuse_last()
        if move_to:
            Deal.objects.move_all(deals, move_to, by=by, check=False, skip="all")
        self.archived_at = models.functions.Now()
        self.save(update_fields=["archived_at"])
        record(StageRemoved(title=self.name), self, place=self.pipeline, by=by)


class LossReason(Listed):
    thing = "loss_reason"
    key = models.CharField(max_length=20, blank=True)  # of the default ones: price, competitor, silent, …
    name = models.CharField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = ListedQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]


class Source(Listed):
    """Where clients come from."""

    thing = "source"
    name = models.CharField(max_length=120, unique=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = ListedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
