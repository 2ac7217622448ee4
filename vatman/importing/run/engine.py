"""An import from wherever it stands to its end. Killed at any moment, it goes on from the last chunk written."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils import timezone, translation

from ..kept import forget
from ..models import Import
from . import plan, statistics
from .chunk import carry_out
from .course import Course
from .searching import Finder, close_quietly
from .storing import store
from .survey import survey
from .totals import finish

LOCK = 7_717  # the first half of the advisory lock's key, the import's number is the second
SWEEP = 4  # chunks after which what they left in memory is gathered up
PATIENCE = 15  # seconds for which a killed process may still hold the import


def run(load: Import, told: Any = None) -> None:
    """`told(load)` hears of each advance. Harmless for an import that is done or that another process carries."""
    with _alone(load) as mine, translation.override(load.language), _steady_memory():
        load.refresh_from_db()
        if not mine or not load.is_live:
            return
        try:
            _run(load, told)
        except Exception as error:
            _stop(load, error)
            raise
    if load.kept:
        forget(load.pk)


def _run(load: Import, told: Any) -> None:
    if load.state == Import.State.READING:
        store(load, told)
    found = survey(load)
    if load.state == Import.State.READING:
        with transaction.atomic():
            load.plan, load.state = plan.decide(load, found), Import.State.RUNNING
            load.save(update_fields=["plan", "state"])
    course = Course(load, found, finder=Finder(load))
    try:
        _carry_all(course, told)
    finally:
        close_quietly(course.finder)


def _carry_all(course: Course, told: Any) -> None:
    load, finder = course.load, course.finder
    finder.settle()
    gc.collect()
    gc.freeze()
    with _unflushed():
        for count, lines in enumerate(course.survey.lines(), start=1):
            carry_out(course, lines)
            finder.beside(partial(statistics.refresh, count))
            if count % SWEEP == 0:
                gc.collect()
            if told:
                told(load)
        finder.close()
    with transaction.atomic():
        finish(load, timezone.now())


def _stop(load: Import, error: Exception) -> None:
    """What was written stays whole; the person may let it go on."""
    with suppress(DatabaseError):
        Import.objects.filter(pk=load.pk, state__in=("reading", "running")).update(
            state=Import.State.FAILED, trouble=f"{type(error).__name__}: {error}"[:1000]
        )


@contextmanager
def _unflushed() -> Iterator[None]:
    """A chunk need not wait for the disk: after a power cut it is carried out again, and the import's last commit, which
    waits, takes all before it along."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
    try:
        yield
    finally:
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")


@contextmanager
def _alone(load: Import) -> Iterator[bool]:
    """One process at a time carries an import; a killed one lets go as soon as the server notices."""
    with connection.cursor() as cursor:
        until = time.monotonic() + PATIENCE
        while not (mine := _locked(cursor, load.pk)) and time.monotonic() < until:
            time.sleep(0.2)
    try:
        yield mine
    finally:
        if mine:
            with suppress(DatabaseError), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, load.pk])


def _locked(cursor: Any, key: int) -> bool:
    cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, key])
    return bool(cursor.fetchone()[0])


@contextmanager
def _steady_memory() -> Iterator[None]:
    """The collector would walk millions of living values again and again: it is called between chunks instead, when what
    lives long has been set aside."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if was:
            gc.enable()
