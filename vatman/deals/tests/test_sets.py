"""A1.4, A1.10: deals with their whole history come in at once, by the same verbs as one deal."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from vatman.deals.models import Deal, LossReason, Stage, StageMove
from vatman.events.models import Event
from vatman.web.errors import Refused

UNLIKE = ("id", "_state", "created_at", "stage_since", "attention_at")


def row(thing):
    stored = type(thing).objects.get(pk=thing.pk)
    return {name: value for name, value in vars(stored).items() if name not in UNLIKE}


def told(thing):
    return list(Event.objects.of(thing).values_list("kind", "actor", "payload", "personal", "origin"))


def test_many_deals_start_as_one(world):
    values = {"amount": "1500.5", "company": world.romashka, "contact": world.ivanov}
    people = [world.petrova, world.ivanov]
    alone = Deal.objects.start(by=world.anna, people=people, origin="import:1", **values)
    other = Deal(owner=world.anna, stage=world.stage("request"), **values)
    other.new_people = people
    [together] = Deal.objects.start_all([other], by=world.anna, origin="import:1")
    assert row(together) == row(alone)
    assert (row(alone)["title"], row(alone)["pipeline_id"]) == ("ООО «Ромашка»", world.pipeline.pk)
    assert list(together.people.all()) == list(alone.people.all()) == [world.petrova]
    assert told(together) == told(alone)
    assert [(move.was, move.stage.key, move.by, move.origin) for move in together.moves.all()] == [
        (None, "request", world.anna, "import:1")
    ]


def test_a_past_deal_brings_its_whole_way(world):
    start = timezone.now() - timedelta(days=10)
    price = LossReason.objects.get(key="price")
    deal = Deal(title="Каталог", stage=world.stage("lost"), owner=world.boris, created_at=start)
    deal.new_moves = [
        StageMove(stage=world.stage("request"), at=start, by=world.boris),
        StageMove(stage=world.stage("meeting"), at=start + timedelta(days=1), by=world.boris),
        StageMove(stage=world.stage("lost"), at=start + timedelta(days=4), by=world.roman, reason=price),
    ]
    Deal.objects.start_all([deal], by=world.olga)
    deal.refresh_from_db()
    assert (deal.state, deal.loss_reason, deal.rots_on, deal.created_by) == (Stage.Kind.LOST, price, None, world.olga)
    assert deal.closed_on == timezone.localdate(start + timedelta(days=4))
    assert [move.spent for move in deal.moves.all()] == [None, timedelta(days=1), timedelta(days=3)]
    events = Event.objects.of(deal)
    assert [(event.kind, event.actor) for event in events] == [
        ("deal.lost", world.roman), ("deal.moved", world.boris), ("deal.started", world.boris),
    ]  # fmt: skip
    assert events[0].sentence == "Отказ: Дорого"
    assert events[2].at == start


def test_a_closing_day_told_by_a_file_is_kept(world):
    [deal] = Deal.objects.start_all(
        [Deal(title="Старый заказ", stage=world.stage("won"), closed_on=date(2024, 3, 5))], by=world.olga
    )
    deal.refresh_from_db()
    assert (deal.closed_on, deal.state, deal.owner) == (date(2024, 3, 5), "won", None)


def test_a_loss_without_a_reason_is_refused_here_too(world):
    with pytest.raises(Refused):
        Deal.objects.start_all([Deal(title="Буклет", stage=world.stage("lost"))], by=world.olga)


def test_a_way_that_ends_elsewhere_is_no_way(world):
    deal = Deal(title="Буклет", stage=world.stage("won"))
    deal.new_moves = [StageMove(stage=world.stage("request"), at=timezone.now())]
    with pytest.raises(ValueError):
        Deal.objects.start_all([deal], by=world.olga)
