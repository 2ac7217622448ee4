from django.db import models


class TagManager(models.Manager["Tag"]):
    def known(self, names: list[str]) -> list[str]:
        """These tags in their known spelling, new ones added, doubles dropped."""
        wanted = list({name.strip().lower(): name.strip()[:60] for name in names if name.strip()}.values())
        spelling = {tag.name.lower(): tag.name for tag in self.filter(name__in=wanted)}
        spelling |= {
            tag.name.lower(): tag.name
            for tag in self.annotate(low=models.functions.Lower("name")).filter(low__in=[n.lower() for n in wanted])
        }
        self.bulk_create([Tag(name=name) for name in wanted if name.lower() not in spelling], ignore_conflicts=True)
        return [spelling.get(name.lower(), name) for name in wanted]


class Tag(models.Model):
    """A known tag; records hold tags by name."""

    name = models.CharField(max_length=60, unique=True)
    tone = models.CharField(max_length=10, blank=True)

    objects = TagManager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
