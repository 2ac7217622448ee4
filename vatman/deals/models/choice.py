from django.conf import settings
from django.db import models


class ListChoice(models.Model):
    """The columns a member keeps in the list of deals, in their order. A taste, not a fact: no event tells of it."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="deal_list")
    columns = models.JSONField(default=list)
    sort = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return ", ".join(self.columns)
