"""What is done to many deals at once besides what is done to any card: another stage."""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vatman.records.bulk.handing import opens
from vatman.records.bulk.verb import Before, Values, Verb, chooser
from vatman.web.forms import is_key

from .actions.move_back import move_back, standing
from .filters import BoardFilter
from .models import Deal, LossReason, Pipeline, Stage
from .models.needs import needs_of
from .queries.listing import rows_of


@chooser("deal")
def chosen(member: Any, query: QueryDict) -> QuerySet:
    return rows_of(member, BoardFilter.of(query))


@opens("deal")
def in_hand(rows: QuerySet) -> QuerySet:
    return rows.filter(state=Stage.Kind.OPEN, trashed_at=None)


class Move(Verb, icon="arrow-right"):
    name, title, order, of = "stage", gettext_lazy("Этап"), 20, ("deal",)
    template = "deals/bulk_stage.html"

    @classmethod
    def choices(cls, thing: str, by: Any) -> dict[str, Any]:
        living = Prefetch("stages", Stage.objects.living())
        return {
            "pipelines": Pipeline.objects.filter(archived_at=None).prefetch_related(living),
            "reasons": LossReason.objects.living(),
        }

    @classmethod
    def read(cls, thing: str, data: QueryDict, by: Any) -> Values | None:
        key, why = data.get("stage", ""), data.get("reason", "")
        stage = Stage.objects.living().filter(pk=int(key)).first() if is_key(key) else None
        if stage is None:
            return None
        values = {"stage": stage.pk, "name": stage.name, "reason": None, "because": ""}
        if stage.kind == Stage.Kind.LOST:
            reason = LossReason.objects.living().filter(pk=int(why)).first() if is_key(why) else None
            if reason is None:
                return None
            values |= {"reason": reason.pk, "because": reason.name}
        return values

    @property
    def words(self) -> str:
        if self.values["because"]:
            return _("Отказ: %(reason)s") % {"reason": self.values["because"]}
        return _("Этап: %(name)s") % {"name": self.values["name"]}

    def barred(self, by: Any) -> list[tuple[str, Q]]:
        """What the stage cannot do without; what it asks for softly may be filled later."""
        needs = needs_of(Stage.objects.get(pk=self.values["stage"]))
        return [(_("не заполнено: %(name)s") % {"name": need.title}, ~need.filled) for need in needs if need.hard]

    def already(self) -> Q:
        return Q(stage=self.values["stage"])

    def now(self, rows: QuerySet) -> list[tuple[str, int]]:
        counted = rows.order_by().values_list("stage").annotate(n=Count("pk")).order_by("-n")
        names = dict(Stage.objects.values_list("pk", "name"))
        return [(names[pk], count) for pk, count in counted]

    def carry(self, rows: QuerySet, *, by: Any, origin: str) -> Before:
        stage = Stage.objects.get(pk=self.values["stage"])
        ready = rows.filter(pk__in=Deal.objects.filter(pk__in=rows.values("pk")).ready_for(stage))
        before = standing(list(ready.order_by("pk").select_for_update(of=("self",)).only(*STOOD)))
        reason = LossReason.objects.filter(pk=self.values["reason"]).first()
        moving = Deal.objects.filter(pk__in=before)
        Deal.objects.move_all(moving, stage, by=by, reason=reason, skip="soft", origin=origin)
        return before

    def give_back(self, before: Before, *, by: Any, origin: str) -> set[int]:
        return move_back(before, made=origin.removeprefix("undo:"), by=by, origin=origin)


STOOD = ("pk", "stage", "stage_since", "rots_on", "closed_on", "loss_reason")
