"""Only a purge forgets, and it says what it forgot. Answers A1.6."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone

from vatman.clients.actions.merge import merge
from vatman.clients.models import Contact
from vatman.deals.models import Deal
from vatman.events.models import Event
from vatman.records.actions.purge import purge
from vatman.records.models import File, Note


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES_ROOT = tmp_path


@pytest.fixture
def in_a_month():
    return timezone.now() + timedelta(days=31)


def test_what_has_lain_a_month_is_forgotten_with_all_that_stood_on_it(
    world, in_a_month, django_capture_on_commit_callbacks
):
    note = world.petrova.add_note("секрет", by=world.boris)
    file = File.objects.add(world.petrova, "тайна.txt", BytesIO(b"x"), by=world.boris)
    for card in (world.booklets, world.petrova):
        card.trash(by=world.olga)
    assert purge() == {}
    with django_capture_on_commit_callbacks(execute=True):
        assert purge(in_a_month) == {"note": 1, "file": 1, "contact": 1, "deal": 1}
    assert not Contact.objects.filter(pk=world.petrova.pk).exists()
    assert not Note.objects.filter(pk=note.pk).exists()
    assert not file.path.exists()
    told = Event.objects.of(world.petrova)
    assert {event.personal for event in told} == {None}
    assert all(event.sentence for event in told)
    event = Event.objects.get(kind="organisation.purged")
    assert (event.actor, event.detail.counts["contact"]) == (None, 1)
    assert "Контакты — 1" in event.sentence


def test_a_client_of_a_living_deal_waits(world, in_a_month):
    world.ivanov.trash(by=world.olga)
    assert purge(in_a_month) == {}
    Deal.objects.get(pk=world.calendars.pk).trash(by=world.olga)
    assert purge(in_a_month)["contact"] == 1


def test_bytes_another_card_needs_stay(world, in_a_month, django_capture_on_commit_callbacks):
    gone = File.objects.add(world.ivanov, "a.txt", BytesIO(b"same"), by=world.anna)
    kept = File.objects.add(world.romashka, "b.txt", BytesIO(b"same"), by=world.anna)
    gone.trash(by=world.anna)
    with django_capture_on_commit_callbacks(execute=True):
        assert purge(in_a_month) == {"file": 1}
    assert kept.path.exists()


def test_signposts_stay_until_their_heir_goes(world, in_a_month):
    twin = Contact.objects.meet(by=world.boris, last_name="Петровна")
    merge(world.petrova, twin, by=world.olga)
    assert purge(in_a_month) == {}
    for card in (world.booklets, Contact.objects.get(pk=world.petrova.pk)):
        card.trash(by=world.olga)
    assert purge(in_a_month)["contact"] == 2
