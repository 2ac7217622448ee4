"""Issue 3, 6: `kill -9` at any point of an import resumes; the final tables equal those of an unbroken run. 20 random points."""

import os
import random
import signal
import time
import traceback

import pytest
from django.db import connection

from tests.world import build
from vatman.clients.models import Company, Contact, Link, Way
from vatman.deals.models import Deal, StageMove
from vatman.events.models import Event
from vatman.importing.models import Doubt, Import, ImportProblem, ImportRow
from vatman.importing.run import survey
from vatman.records.models import Note
from vatman.records.models.search import SearchDocument
from vatman.tasks.models import Task

from .tables import write_csv

POINTS = 20
NAMES = ["Зимин Павел", "Летова Анна", "Маев Олег", "Июнева Вера", "Осенев Глеб", "Зимин П.", "Летова А."]
STATES = ["новый", "ждёт КП", "оплатил", "отказ", "зреет", "позже"]


def table(rows=160):
    rng = random.Random(7)
    lines = ["ФИО | Телефон | Почта | Компания | Статус | Сумма | Дата заявки | Перезвонить | Комментарий"]
    for _row in range(rows):
        person = rng.randrange(60)
        day = f"{rng.randrange(1, 28):02}.{rng.randrange(1, 12):02}.2026"
        lines.append(
            f"{NAMES[person % 7]} | 8 912 {person:03}-11-22 | p{person % 50}@mail.ru | ООО Гвоздь {'абвгд'[person % 5]} | {rng.choice(STATES)} | "
            f"{rng.randrange(1, 9)}000 | {day} | {day} | слово {rng.randrange(40)}"
        )
    return "\n".join(lines)


def begin(path, by):
    return Import.objects.begin([path], by=by)


class Carrying:
    """A process of its own that carries the import on: a fork, so that Django need not start twenty times."""

    def __init__(self, load):
        self.pid = os.fork() or self._carry(load)

    def _carry(self, load):
        connection.connection = None  # the parent's: left open, never used here
        survey.CHUNK = 20  # many borders in a small file
        try:
            Import.objects.get(pk=load.pk).run()
            os._exit(0)
        except BaseException:
            traceback.print_exc()  # else nobody would hear why the child failed
        finally:
            os._exit(1)

    def kill_after(self, seconds):
        time.sleep(seconds)
        os.kill(self.pid, signal.SIGKILL)
        return self.wait()

    def wait(self):
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def final_tables(load):
    """All that an import leaves, without what differs by nature: numbers and moments."""
    load.refresh_from_db()
    ours = {"origin": load.origin}
    rows = ImportRow.objects.filter(load=load).order_by("pk")
    return {
        "contacts": sorted(
            Contact.objects.filter(**ours).values_list("last_name", "first_name", "sort_key", "owner", "created_by")
        ),
        "companies": sorted(Company.objects.filter(**ours).values_list("name", "legal_form", "sort_key")),
        "ways": sorted(
            Way.objects.filter(contact__origin=load.origin).values_list("channel", "value", "contact__last_name")
        ),
        "links": sorted(
            Link.objects.filter(contact__origin=load.origin).values_list("contact__last_name", "company__name")
        ),
        "deals": sorted(
            Deal.objects.filter(**ours).values_list("title", "amount", "stage__name", "started_on", "contact__sort_key")
        ),
        "moves": sorted(StageMove.objects.filter(**ours).values_list("deal__title", "stage__name", "deal__amount")),
        "tasks": sorted(Task.objects.filter(**ours).values_list("title", "due_on", "deal__title", "deal__amount")),
        "notes": sorted(Note.objects.filter(**ours).values_list("text", "place_type")),
        "events": sorted(Event.objects.filter(**ours).values_list("kind", flat=True)),
        "rows": list(rows.values_list("number", "outcome", "reason", "contact__sort_key", "company__sort_key")),
        "found": sorted(documents(load)),
        "doubts": sorted(Doubt.objects.filter(load=load).values_list("reason", "value", "thing")),
        "problems": sorted(ImportProblem.objects.filter(load=load).values_list("code", "row", "value")),
        "totals": load.totals,
        "state": (load.state, load.rows_done, load.rows_total),
    }


def documents(load):
    """What its cards are found by: written beside the chunks, so that a break may come between."""
    for model in (Contact, Company, Deal):
        ids = model.objects.filter(origin=load.origin).values("pk")
        yield from SearchDocument.objects.filter(thing=model.thing, thing_id__in=ids).values_list("title", "words")


@pytest.fixture
def unbroken(transactional_db, tmp_path):
    world = build()
    path = write_csv(tmp_path / "клиенты.csv", table())
    load = begin(path, world.olga)
    begun = time.monotonic()
    assert Carrying(load).wait() == 0
    took = time.monotonic() - begun
    tables = final_tables(load)
    load.undo(by=world.olga)
    return world, path, tables, took


def test_an_import_killed_at_twenty_points_ends_as_an_unbroken_one(unbroken):
    world, path, wanted, took = unbroken
    assert wanted["state"] == ("done", 160, 160)
    assert len(wanted["contacts"]) > 20
    rng = random.Random(11)
    load, killed = begin(path, world.olga), 0
    while killed < POINTS:
        if Carrying(load).kill_after(rng.uniform(0, took / 3)) == -signal.SIGKILL:
            killed += 1
        load.refresh_from_db()
        if load.state == "done":
            assert final_tables(load) == wanted
            load.undo(by=world.olga)
            load = begin(path, world.olga)
    assert Carrying(load).wait() == 0
    assert final_tables(load) == wanted
