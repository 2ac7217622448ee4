"""Short lists the company keeps itself: reasons of a loss, sources."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.events.models import Subject
from vatman.events.recording import record
from vatman.web.errors import Refused


class ListedQuerySet(models.QuerySet[Any]):
    def living(self) -> "ListedQuerySet":
        return self.filter(archived_at__isnull=True)

    @transaction.atomic
    def add(self, name: str, *, by: Any) -> Any:
        """A new word; one that was removed comes back, one that is there is given back."""
        from ..events import WordAdded

        name = _named(name)
        known = self.filter(name__iexact=name).first()
        if known and known.archived_at is None:
            return known
        if known:
            known.archived_at = None
            known.save(update_fields=["archived_at"])
        word = known or self.create(name=name)
        record(WordAdded(title=word.name), word, by=by)
        return word


class Listed(Subject):
    """A word of such a list. Removed, it stays with what it already stands on."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def rename(self, name: str, *, by: Any) -> None:
        from ..events import WordRenamed

        name, was = _named(name), self.name
        if type(self).objects.filter(name__iexact=name).exclude(pk=self.pk).exists():
            raise Refused(fields={"name": _("Такое уже есть: %(name)s") % {"name": name}})
        if name == was:
            return
        self.name = name
        self.save(update_fields=["name"])  # type: ignore[misc]
        record(WordRenamed(was=was, title=name), self, by=by)

    @transaction.atomic
    def remove(self, *, by: Any) -> None:
        from ..events import WordRemoved

        if type(self).objects.living().exclude(pk=self.pk).count() == 0:
            raise Refused(_("Последнее в списке не убирают"), code="last_word")
        if type(self).objects.filter(pk=self.pk, archived_at=None).update(archived_at=timezone.now()):
            record(WordRemoved(title=self.name), self, by=by)


def _named(name: str) -> str:
    if not (name := " ".join(name.split())[:80]):
        raise Refused(fields={"name": _("Как назвать?")})
    return name
