"""A1.10, A3.8: who of us takes part in a deal, as what, with which share."""

import json
import re

import pytest

from tests.api.calls import API, caller, told
from vatman.events.undoing import undo_event
from vatman.web.errors import Conflict, Refused

HTMX = {"HTTP_HX_REQUEST": "true"}


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def part(member, role="closes", share=50):
    return {"member": member.pk, "role": role, "share": share}


def test_a_deal_is_shared_out_and_taken_back(world):
    event = world.calendars.share_out([part(world.anna, share=70), part(world.boris, "found", 30)], by=world.roman)
    assert event.sentence == "Участвуют: Анна Аистова — закрывает 70 %, Борис Белов — нашёл 30 %"
    assert sorted(event.detail.told(event)) == sorted([world.anna.pk, world.boris.pk])
    again = world.calendars.share_out([part(world.anna, share=0)], by=world.roman)
    assert again.detail.told(again) == []
    undo_event(again, by=world.roman)
    assert [one["share"] for one in world.calendars.said_parts()] == [70, 30]
    assert world.calendars.share_out([], by=world.roman).sentence == "Участников больше нет"


@pytest.mark.parametrize("shares", [(60, 50), (101, 0), (-1, 5)])
def test_there_is_no_more_than_the_whole(world, shares):
    with pytest.raises(Refused):
        world.calendars.share_out(
            [part(world.anna, share=shares[0]), part(world.boris, "keeps", shares[1])], by=world.roman
        )
    assert not world.calendars.participants.exists()


def test_who_has_left_stays_where_he_was_and_comes_nowhere_new(world):
    world.calendars.share_out([part(world.boris)], by=world.roman)
    world.boris.leave(successor=world.anna, by=world.olga)
    world.calendars.share_out([part(world.boris), part(world.anna, "keeps", 20)], by=world.roman)
    with pytest.raises(Refused):
        world.booklets.share_out([part(world.boris)], by=world.roman)
    with pytest.raises(Refused):
        world.calendars.share_out([part(world.anna), part(world.anna)], by=world.roman)


def test_participants_changed_meanwhile_are_not_overwritten(world):
    world.calendars.share_out([part(world.anna)], by=world.olga)
    with pytest.raises(Conflict):
        world.calendars.share_out([part(world.boris)], was=[], by=world.roman)


def test_all_stand_in_one_window(world):
    browser, url = world.browser(world.anna), f"/deals/{world.calendars.pk}/participants"
    asked = text(browser.get(url))
    assert f'<option value="{world.anna.pk}" selected>' in asked
    typed = {
        "member": [world.anna.pk, world.boris.pk, ""],
        "role": ["closes", "found", "found"],
        "share": ["70", "30", ""],
    }
    answer = browser.post(url, typed, **HTMX)
    assert "Борис Белов" in text(answer)
    assert json.loads(answer.headers["HX-Trigger"])["toast"]["undo"]
    answer = browser.post(url, typed | {"share": ["90", "30", ""]}, **HTMX)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#dialog")
    was = {"was_member": [world.anna.pk, world.boris.pk], "was_role": ["closes", "found"], "was_share": ["70", "30"]}
    answer = browser.post(url, typed | was | {"share": ["90", "30", ""]}, **HTMX)
    assert "больше целого" in text(answer)
    assert 'value="90"' in text(answer)


def test_programs_share_out_too(world):
    program, path = caller(world.anna), f"{API}/deals/{world.calendars.pk}"
    shape = program.patch(path, {"participants": [part(world.anna, share=100)]}).json()
    anna = {"id": world.anna.pk, "name": "Анна Аистова"}
    assert shape["participants"] == [{"member": anna, "role": "closes", "share": 100}]
    told(program.patch(path, {"participants": [part(world.anna), part(world.anna, "found", 60)]}), 422)
    assert program.patch(path, {"participants": []}).json()["participants"] == []
