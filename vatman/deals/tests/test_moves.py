"""A1.10: a card is moved along its stages, and each move is history."""

import pytest

from vatman.deals.models import LossReason
from vatman.events.models import Event
from vatman.web.errors import Conflict, Refused


def test_a_move_is_a_step_and_an_event(world):
    world.calendars.move_to(world.stage("first_call"), by=world.anna)
    step = world.calendars.moves.last()
    assert (step.was.key, step.stage.key, step.by) == ("request", "first_call", world.anna)
    assert step.spent is not None
    event = Event.objects.of(world.calendars).first()
    assert (event.kind, event.sentence) == ("deal.moved", "Этап: Заявка → Первый звонок")


def test_a_move_to_where_it_stands_changes_nothing(world):
    assert world.calendars.move_to(world.stage("request"), by=world.anna) is None
    assert world.calendars.moves.count() == 1


def test_a_colleague_who_was_quicker_is_not_overwritten(world):
    world.calendars.move_to(world.stage("meeting"), by=world.roman)
    with pytest.raises(Conflict):
        world.calendars.move_to(world.stage("first_call"), was=world.stage("request"), by=world.anna)


def test_a_loss_needs_its_reason(world):
    with pytest.raises(Refused):
        world.calendars.lose(None, by=world.anna)
    world.calendars.refresh_from_db()
    assert world.calendars.state == "open"


def test_a_lost_deal_reopens_where_it_was(world):
    world.calendars.move_to(world.stage("send_quote"), by=world.anna)
    world.calendars.lose(LossReason.objects.get(key="price"), by=world.anna)
    world.calendars.reopen(by=world.anna)
    world.calendars.refresh_from_db()
    assert (world.calendars.stage.key, world.calendars.state, world.calendars.closed_on) == ("send_quote", "open", None)


def test_many_moves_are_the_same_as_one(world):
    deals = type(world.calendars).objects
    assert deals.move_all(deals.all(), world.stage("won"), by=world.olga) == 2
    world.booklets.refresh_from_db()
    assert world.booklets.state == "won"
    assert Event.objects.of(world.booklets).first().kind == "deal.won"


def test_a_move_is_undone_by_the_opposite_move(world):
    event = world.calendars.move_to(world.stage("meeting"), by=world.anna)
    event.detail.undo(event, by=world.anna)
    world.calendars.refresh_from_db()
    assert world.calendars.stage.key == "request"


def test_a_removed_stage_asks_where_its_deals_go(world):
    with pytest.raises(Refused):
        world.stage("request").remove(by=world.olga)
    world.stage("request").remove(move_to=world.stage("first_call"), by=world.olga)
    world.calendars.refresh_from_db()
    assert world.calendars.stage.key == "first_call"
