from django.conf import settings
from django.db import models


class StageMove(models.Model):
    """One recorded step of a deal; its birth is a step from nowhere. `spent` is the time in the stage it left."""

    deal = models.ForeignKey("deals.Deal", models.CASCADE, related_name="moves")
    was = models.ForeignKey("deals.Stage", models.PROTECT, null=True, related_name="+")
    stage = models.ForeignKey("deals.Stage", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    spent = models.DurationField(null=True)
    reason = models.ForeignKey("deals.LossReason", models.PROTECT, null=True, related_name="+")
    origin = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["deal", "at"], name="move_of_deal"),
            models.Index(fields=["stage", "at"], name="move_to_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.was or '—'} → {self.stage}"
