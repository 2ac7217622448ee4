from django.db import models


class Link(models.Model):
    """Who works where, and as what."""

    contact = models.ForeignKey("clients.Contact", models.CASCADE, related_name="links")
    company = models.ForeignKey("clients.Company", models.CASCADE, related_name="links")
    position = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "company"], name="link_once")]

    def __str__(self) -> str:
        return f"{self.contact} — {self.company}"
