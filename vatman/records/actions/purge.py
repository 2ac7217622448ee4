"""The trash is emptied of what has lain there a month: the only verb that forgets, and it says what it forgot."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from vatman.events.models import Event
from vatman.events.recording import record
from vatman.records.events import Purged
from vatman.records.models import File
from vatman.records.models.note import Placed
from vatman.records.queries import DAYS, trashable
from vatman.team.models import Organisation

AT_ONCE = 500  # of one kind in one go, so that no transaction is long


def purge(now: datetime | None = None) -> Counter[str]:
    """Deletes what was trashed more than `DAYS` days ago, with all that stood on it; returns how many of each kind.

    A card that something alive still needs (a client of a living deal) waits. Events stay, without their personal values.
    """
    before, forgotten = (now or timezone.now()) - timedelta(days=DAYS), Counter[str]()
    for thing, model in sorted(trashable().items(), key=lambda pair: ORDER.get(pair[0], 0)):
        rows = model._default_manager.filter(trashed_at__lt=before)
        rows = rows.filter(merged_into=None) if hasattr(model, "merged_into") else rows
        for pk in list(rows.order_by("trashed_at").values_list("pk", flat=True)[:AT_ONCE]):
            forgotten += _forget(model, thing, pk)
    if forgotten:
        with transaction.atomic():
            record(Purged(counts=dict(forgotten)), Organisation.get(), by=None)
    return forgotten


ORDER = {
    "task": 1,
    "deal": 2,
    "contact": 3,
    "company": 4,
}  # what points before what is pointed at; notes and files first


def _forget(model: Any, thing: str, pk: int) -> Counter[str]:
    try:
        with transaction.atomic():
            card = model._default_manager.select_for_update(of=("self",)).get(pk=pk)
            if card.trashed_at is None:
                return Counter()
            told = Counter[str]()
            for one in [*_signposts(card), card]:
                told += _forget_placed(one)
                _erase(one)
                told[thing] += 1
                one.delete()
            return told
    except (models.ProtectedError, models.RestrictedError):
        return Counter()


def _signposts(card: Any) -> Iterator[Any]:
    """Cards that were merged into this one: they led here, and go with it, the farthest first."""
    for one in card.merged.all() if hasattr(card, "merged") else ():
        yield from _signposts(one)
        yield one


def _forget_placed(card: Any) -> Counter[str]:
    """Notes and files that stood on it, and the bytes nothing else needs."""
    if isinstance(card, Placed):
        _drop_bytes([card])
        return Counter()
    told = Counter[str]()
    for thing, model in trashable().items():
        if issubclass(model, Placed):
            rows = list(model.objects.filter(place_type=card.thing, place_id=card.pk))
            for one in rows:
                _erase(one)
            _drop_bytes(rows)
            model.objects.filter(pk__in=[one.pk for one in rows]).delete()
            told[thing] += len(rows)
    return told


def _drop_bytes(rows: list[Any]) -> None:
    for file in rows:
        if (
            isinstance(file, File)
            and not File.objects.filter(digest=file.digest).exclude(pk__in=[one.pk for one in rows]).exists()
        ):
            transaction.on_commit(partial(file.path.unlink, missing_ok=True))


def _erase(card: Any) -> None:
    """What was told of it keeps its place in the log, without names and texts."""
    own = Q(subject_type=card.thing, subject_id=card.pk) | Q(place_type=card.thing, place_id=card.pk)
    Event.objects.filter(own, personal__isnull=False).update(personal=None)
