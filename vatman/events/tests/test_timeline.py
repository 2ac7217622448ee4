"""What happened on a card, newest first, by pages; one's own deeds can be taken back. Answers A1.6 (timeline, journal, undo)."""

import pytest

from vatman.events.models import Event
from vatman.events.queries import timeline


def sentences(found):
    return [event.sentence for day in found.days for event in day.events]


def test_newest_stands_first_under_its_day(world):
    world.ivanov.add_note("просил перезвонить", by=world.anna)
    found = timeline([world.ivanov], world.anna)
    assert sentences(found) == ["Заметка", "Новый клиент: Иванов Пётр Сергеевич"]
    assert [len(day.events) for day in found.days] == [2]
    assert found.next is None


def test_pages_follow_one_another_without_a_gap(world):
    for number in range(7):
        world.ivanov.add_note(f"заметка {number}", by=world.anna)
    first = timeline([world.ivanov, world.calendars], world.anna, limit=4)
    seen, cursor = [event.id for day in first.days for event in day.events], first.next
    while cursor:
        found = timeline([world.ivanov, world.calendars], world.anna, cursor, limit=4)
        assert found.days[0].goes_on
        seen += [event.id for day in found.days for event in day.events]
        cursor = found.next
    assert seen == list(
        Event.objects.of(world.ivanov, world.calendars).order_by("-at", "-id").values_list("id", flat=True)
    )


def test_a_long_timeline_takes_two_queries(world, django_assert_max_num_queries):
    for number in range(40):
        world.ivanov.add_note(f"заметка {number}", by=world.anna)
        world.ivanov.change(by=world.boris, source=f"сайт {number}")
    with django_assert_max_num_queries(2):
        assert len(sentences(timeline([world.ivanov, world.calendars], world.anna))) == 30


def test_only_ones_own_deeds_offer_to_go_back(world):
    event = world.ivanov.change(by=world.anna, source="выставка")
    world.ivanov.change(by=world.roman, birthday="1980-05-01")
    offered = [one.id for day in timeline([world.ivanov], world.anna).days for one in day.events if one.may_undo]
    assert event.id in offered
    assert len(offered) == 2  # and her own «new client»


def test_the_page_of_a_timeline_is_for_those_who_see_the_card(world):
    url = f"/timeline/contact/{world.ivanov.pk}"
    assert "Новый клиент" in world.browser(world.anna).get(url).content.decode()
    assert world.browser(world.boris).get(url).status_code == 404
    assert world.browser(world.anna).get("/timeline/role/1").status_code == 404
    assert world.browser(world.anna).get(f"{url}?cursor=junk").status_code == 422


def test_undo_gives_back_once(world):
    event = world.ivanov.change(by=world.anna, source="выставка")
    browser = world.browser(world.anna)
    assert browser.post(f"/events/{event.id}/undoing").status_code == 204
    world.ivanov.refresh_from_db()
    assert world.ivanov.source == ""
    again = browser.post(f"/events/{event.id}/undoing", headers={"HX-Request": "true"})
    assert again.status_code == 422
    assert "undone" not in again.headers["HX-Trigger"]
    assert not any(
        one.may_undo and one.id == event.id for day in timeline([world.ivanov], world.anna).days for one in day.events
    )


def test_undo_does_not_take_back_what_a_colleague_has_written_since(world):
    event = world.ivanov.change(by=world.anna, source="выставка")
    world.ivanov.change(by=world.roman, source="сайт")
    assert world.browser(world.anna).post(f"/events/{event.id}/undoing").status_code == 409
    world.ivanov.refresh_from_db()
    assert world.ivanov.source == "сайт"


def test_undo_is_for_those_who_may_change_the_thing(world):
    event = world.ivanov.change(by=world.anna, source="выставка")
    assert world.browser(world.boris).post(f"/events/{event.id}/undoing").status_code == 404
    assert world.browser(world.nina).post(f"/events/{event.id}/undoing").status_code == 403
    assert world.browser(world.roman).post(f"/events/{event.id}/undoing").status_code == 204


@pytest.mark.parametrize(("verb", "back"), [("note", "заметка"), ("trash", "корзина")])
def test_a_note_goes_and_what_was_trashed_returns(world, verb, back):
    if verb == "note":
        world.ivanov.add_note("лишняя", by=world.anna)
    else:
        world.ivanov.trash(by=world.roman)
    event = Event.objects.of(world.ivanov).order_by("-at", "-id").first()
    member = world.anna if verb == "note" else world.roman
    assert world.browser(member).post(f"/events/{event.id}/undoing").status_code == 204
    world.ivanov.refresh_from_db()
    assert world.ivanov.trashed_at is None
