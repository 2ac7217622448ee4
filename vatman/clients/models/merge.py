from django.conf import settings
from django.db import models


class Merge(models.Model):
    """Two cards made one: what moved and what was filled in, so that it can be taken apart again."""

    thing = models.CharField(max_length=20)
    heir_id = models.BigIntegerField()
    merged_id = models.BigIntegerField()
    moved = models.JSONField(default=dict)  # "app.Model.field" → ids
    filled = models.JSONField(default=dict)  # field of the heir → [before, after]
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
