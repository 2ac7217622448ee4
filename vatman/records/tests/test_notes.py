"""Notes are written one by one or many at once, and stand on the timeline of their card."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.api.calls import API, caller
from tests.api.calls import told as told_why
from vatman.events.models import Event
from vatman.events.queries import timeline
from vatman.events.undoing import undo_event
from vatman.records.models import Note
from vatman.records.search import find
from vatman.web.errors import Refused

HTMX = {"HX-Request": "true"}


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


def test_a_changed_note_says_so_and_can_be_taken_back(world):
    note = world.calendars.add_note("тираж 500", by=world.anna)
    event = note.change(text="тираж 5000, 12 листов", by=world.anna)
    assert (event.kind, event.detail.before, event.detail.after) == (
        "note.changed",
        "тираж 500",
        "тираж 5000, 12 листов",
    )
    assert (event.place_type, event.place_id) == ("deal", world.calendars.pk)
    page = timeline_of(world, world.anna)
    assert "тираж 5000, 12 листов</div>" in page
    assert "изменено" in page
    assert "Исправлена заметка, было: тираж 500" in page
    undo_event(event, by=world.anna)
    note.refresh_from_db()
    assert note.text == "тираж 500"


def test_a_timeline_without_corrections_asks_for_no_note(world, django_assert_num_queries):
    world.calendars.add_note("тираж 500", by=world.anna)
    with django_assert_num_queries(1):
        drawn = timeline([world.calendars], world.anna)
    [note] = [event for day in drawn.days for event in day.events if event.kind == "note.added"]
    assert (note.body, note.may_change, note.detail.stands) == ("тираж 500", True, True)


def test_a_company_tells_the_words_of_its_people_as_they_are_now(world):
    note = world.ivanov.add_note("любит картон", by=world.anna)
    note.change(text="любит крафт", by=world.anna)
    page = world.browser(world.anna).get(f"/timeline/company/{world.romashka.pk}").content.decode()
    assert "любит крафт</div>" in page


def test_search_follows_the_words(world):
    note = world.calendars.add_note("мелованная бумага", by=world.anna)
    note.change(text="дизайнерский картон", by=world.anna)
    assert [hit.id for hit in find(world.anna, "картон", things=["deal"])] == [world.calendars.pk]
    assert find(world.anna, "мелованная", things=["deal"]) == []
    note.trash(by=world.anna)
    assert find(world.anna, "картон", things=["deal"]) == []
    note.restore(by=world.anna)
    assert find(world.anna, "картон", things=["deal"]) != []


def test_it_is_changed_in_place_by_its_author_and_by_who_may_change_the_card(world):
    note = world.calendars.add_note("тираж 500", by=world.anna)
    url = f"/notes/{note.pk}"
    assert url in timeline_of(world, world.anna)
    assert url not in timeline_of(world, world.nina)
    assert "тираж 500</textarea>" in world.browser(world.anna).get(url).content.decode()
    answer = world.browser(world.roman).post(url, {"text": "тираж 700", "was": "тираж 500"}, headers=HTMX)
    assert "тираж 700" in answer.content.decode()
    assert "undo" in json.loads(answer.headers["HX-Trigger"])["toast"]
    assert world.browser(world.nina).post(url, {"text": "x"}).status_code == 403
    assert world.browser(world.boris).post(url, {"text": "x"}).status_code == 404
    assert world.browser(world.anna).post(url, {"text": " "}, headers=HTMX).status_code == 422


def test_an_author_who_may_only_look_changes_his_own(world):
    own = Note.objects.add(world.calendars, "видел макет", by=world.nina)
    assert world.browser(world.nina).post(f"/notes/{own.pk}", {"text": "видел оба макета"}).status_code == 200


def test_a_colleague_was_quicker(world):
    note = world.calendars.add_note("тираж 500\nбез сгиба", by=world.anna)
    note.change(text="тираж 700", by=world.roman)
    answer = world.browser(world.anna).post(f"/notes/{note.pk}", {"text": "тираж 900", "was": "тираж 500\r\nбез сгиба"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "здесь стало: тираж 700" in page
    assert "тираж 900</textarea>" in page
    again = world.browser(world.anna).post(f"/notes/{note.pk}", {"text": "тираж 900", "was": "тираж 700"})
    assert again.status_code == 200


def test_who_is_named_anew_is_told(world):
    note = world.calendars.add_note("@Роман, посмотри", by=world.anna, mentions=[world.roman.pk])
    world.browser(world.anna).post(f"/notes/{note.pk}", {"text": "@Роман и @Нина, посмотрите"})
    event = Event.objects.filter(kind="note.changed").latest("at", "id")
    assert event.detail.told(event) == [world.nina.pk]


def test_a_note_in_the_trash_is_not_changed(world):
    note = world.calendars.add_note("тираж", by=world.anna)
    note.trash(by=world.anna)
    with pytest.raises(Refused):
        note.change(text="иначе", by=world.anna)
    assert f'hx-get="/notes/{note.pk}"' not in timeline_of(world, world.anna)


def test_a_program_changes_it_too(world):
    note = world.calendars.add_note("тираж", by=world.anna)
    answer = caller(world.anna).patch(f"{API}/notes/{note.pk}", {"text": "тираж 100", "mentions": [world.roman.pk]})
    assert answer.json()["text"] == "тираж 100"
    assert answer.json()["changed_at"]
    told_why(caller(world.anna).patch(f"{API}/notes/{note.pk}", {"text": "тираж 5", "was": "тираж"}), 409)
    told_why(caller(world.anna).patch(f"{API}/notes/{note.pk}", {"text": "т", "mentions": [world.boris.pk]}), 422)


def timeline_of(world, member):
    return world.browser(member).get(f"/timeline/deal/{world.calendars.pk}").content.decode()
