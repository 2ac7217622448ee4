"""Notes are written one by one or many at once, and stand on the timeline of their card."""

from datetime import timedelta

import pytest
from django.utils import timezone

from vatman.events.models import Event
from vatman.records.models import Note
from vatman.web.errors import Refused


def told(note):
    log = Event.objects.filter(subject_type="note", subject_id=note.pk)
    return [
        (event.kind, event.actor, event.place_type, event.place_id, event.detail.text, event.origin) for event in log
    ]


def test_many_notes_are_written_as_one(world):
    alone = world.ivanov.add_note(" просил перезвонить ", by=world.anna)
    note = Note(place_type="contact", place_id=world.ivanov.pk, text="просил перезвонить")
    on_deal = Note(
        place_type="deal",
        place_id=world.calendars.pk,
        text="тираж 500",
        author=world.boris,
        created_at=timezone.now() - timedelta(days=2),
    )
    assert Note.objects.add_all([note, on_deal], by=world.anna) == [note, on_deal]
    assert (
        told(note) == told(alone) == [("note.added", world.anna, "contact", world.ivanov.pk, "просил перезвонить", "")]
    )
    assert told(on_deal)[0][1:4] == (world.boris, "deal", world.calendars.pk)
    assert Event.objects.get(subject_type="note", subject_id=on_deal.pk).at == on_deal.created_at
    assert Note.objects.on(world.ivanov).count() == 2


def test_an_empty_note_is_no_note(world):
    with pytest.raises(Refused):
        Note.objects.add(world.ivanov, "  ", by=world.anna)
