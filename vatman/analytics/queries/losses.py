"""Where deals are given up, and why."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import models

from vatman.deals.models import Stage

from .cohort import Cohort


@dataclass
class Loss:
    """One stage (None: it is not known which) with its reasons, the commonest first: {reason, name, deals}."""

    stage: Stage | None
    deals: int = 0
    amount: Decimal = Decimal(0)
    reasons: list[dict[str, Any]] = field(default_factory=list)

    @property
    def key(self) -> int:
        return self.stage.pk if self.stage else 0


def losses(cohort: Cohort) -> list[Loss]:
    """By stages in the order of the pipeline; two queries whatever the size."""
    grouped = cohort.lost().order_by().values("lost_in", "loss_reason", "loss_reason__name")
    rows = list(grouped.annotate(deals=models.Count("pk"), lost_sum=models.Sum("amount")))
    stages = Stage.objects.in_bulk({row["lost_in"] for row in rows if row["lost_in"]})
    found: dict[int, Loss] = {}
    for row in sorted(rows, key=lambda row: (-row["deals"], row["loss_reason__name"] or "")):
        loss = found.setdefault(row["lost_in"] or 0, Loss(stages.get(row["lost_in"])))
        loss.deals += row["deals"]
        loss.amount += row["lost_sum"] or 0
        loss.reasons.append(
            {"reason": row["loss_reason"] or 0, "name": row["loss_reason__name"], "deals": row["deals"]}
        )
    return sorted(found.values(), key=lambda loss: loss.stage.position if loss.stage else 999)
