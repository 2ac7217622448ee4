"""A1.10, A1.7: many cards change at once: seen beforehand, within one's rights, reported, taken back as a whole."""

import json

import pytest
from django.utils import timezone

from vatman.clients.models import Contact
from vatman.deals.models import Deal, LossReason, Source
from vatman.events.models import Event
from vatman.records.models import BulkChange, CustomField
from vatman.tasks.models import Task

HTMX = {"HTTP_HX_REQUEST": "true"}


def both(world):
    return {"ids": f"{world.calendars.pk},{world.booklets.pk}"}


def press(world, member, address, data):
    return world.browser(member).post(address, data, **HTMX)


def change(world, member, verb, data, thing="deal"):
    answer = press(world, member, f"/bulk/{thing}/{verb}", data)
    assert answer.status_code in (200, 204), answer.content.decode()
    return BulkChange.objects.latest("pk")


def back(world, member, made):
    answer = press(world, member, f"/bulk/{made.pk}/undoing", {})
    assert answer.status_code == 200
    made.refresh_from_db()
    return made


def of(deal):
    return Deal.objects.get(pk=deal.pk)


def test_rows_can_be_ticked_by_those_who_may_change_any(world):
    assert 'class="tick"' in world.browser(world.anna).get("/deals").content.decode()
    assert 'class="tick"' in world.browser(world.anna).get("/clients").content.decode()
    assert 'class="tick"' not in world.browser(world.nina).get("/deals").content.decode()


def test_the_window_says_how_many_change_and_what_cannot(world):
    page = press(world, world.roman, "/bulk/deal/owner/preview", both(world) | {"to": world.anna.pk}).content.decode()
    assert "Изменится 1 карточка" in page
    assert "1 — уже так" in page
    assert "Борис Белов — 1" in page
    assert Deal.objects.filter(owner=world.anna).count() == 1, "nothing has changed yet"


def test_another_owner_for_many_and_one_undo(world):
    made = change(world, world.roman, "owner", both(world) | {"to": world.roman.pk})
    assert {of(world.calendars).owner, of(world.booklets).owner} == {world.roman}
    assert made.changed == 2
    assert Event.objects.filter(origin=made.origin, kind="deal.assigned").count() == 2
    assert Event.objects.of(world.calendars).latest("at", "id").came == " · разом"
    back(world, world.roman, made)
    assert of(world.calendars).owner == world.anna
    assert of(world.booklets).owner == world.boris
    assert of(world.booklets).department == world.booklets.department
    assert made.state == "undone"


def test_the_toast_takes_it_back_too_and_only_once(world):
    answer = press(world, world.roman, "/bulk/deal/owner", both(world) | {"to": world.roman.pk})
    undo = json.loads(answer.headers["HX-Trigger"])["toast"]["undo"]
    assert press(world, world.boris, undo, {}).status_code == 422, "it is not his"
    assert press(world, world.roman, undo, {}).status_code == 204
    assert of(world.calendars).owner == world.anna
    assert press(world, world.roman, undo, {}).status_code == 422


def test_one_may_give_away_all_one_has_and_take_it_back(world):
    made = change(world, world.anna, "owner", {"all": "1", "query": "", "to": world.boris.pk})
    assert of(world.calendars).owner == world.boris
    back(world, world.anna, made)
    assert of(world.calendars).owner == world.anna


def test_what_people_have_touched_since_stays_and_is_listed(world):
    made = change(world, world.roman, "owner", both(world) | {"to": world.roman.pk})
    of(world.booklets).assign(world.anna, by=world.roman)
    back(world, world.roman, made)
    assert of(world.booklets).owner == world.anna
    assert of(world.calendars).owner == world.anna
    assert made.stayed == [world.booklets.pk]
    assert "Буклеты" in world.browser(world.roman).get(f"/bulk/{made.pk}").content.decode()


def test_another_stage_for_many_goes_back_to_the_day(world):
    since = of(world.calendars).stage_since
    made = change(world, world.roman, "stage", both(world) | {"stage": world.stage("won").pk})
    assert of(world.calendars).state == of(world.booklets).state == "won"
    assert world.calendars.moves.count() == 2
    back(world, world.roman, made)
    deal = of(world.calendars)
    assert (deal.state, deal.stage, deal.stage_since, deal.closed_on) == ("open", world.stage("request"), since, None)
    assert world.calendars.moves.count() == 1, "no report counts a mistake"


def test_a_deal_moved_on_since_stays_where_it_is(world):
    made = change(world, world.roman, "stage", both(world) | {"stage": world.stage("meeting").pk})
    of(world.calendars).move_to(world.stage("send_quote"), by=world.anna)
    back(world, world.roman, made)
    assert of(world.calendars).stage == world.stage("send_quote")
    assert of(world.booklets).stage == world.stage("request")
    assert made.stayed == [world.calendars.pk]


def test_a_loss_of_many_asks_why(world):
    lost = world.stage("lost").pk
    assert press(world, world.roman, "/bulk/deal/stage", both(world) | {"stage": lost}).status_code == 422
    reason = LossReason.objects.living().first()
    change(world, world.roman, "stage", both(world) | {"stage": lost, "reason": reason.pk})
    assert of(world.calendars).loss_reason == reason


def test_a_tag_for_many_leaves_other_tags_alone(world):
    world.calendars.tag(["срочно"], by=world.anna)
    made = change(world, world.roman, "tag", both(world) | {"tag": "выставка"})
    assert of(world.calendars).tags == ["срочно", "выставка"]
    assert of(world.booklets).tags == ["выставка"]
    of(world.booklets).tag(["выставка", "важно"], by=world.boris)
    back(world, world.roman, made)
    assert of(world.calendars).tags == ["срочно"]
    assert of(world.booklets).tags == ["важно"]
    change(world, world.roman, "tag", both(world) | {"tag": "СРОЧНО", "off": "1"})
    assert of(world.calendars).tags == []


@pytest.mark.parametrize("name", ["source", "expected_on", "own"])
def test_a_field_for_many(world, name):
    source = Source.objects.add("Выставка", by=world.olga)
    own = CustomField.objects.add("deal", "Бумага", "choice", by=world.olga, choices=["мелованная", "офсет"])
    field = f"fields__{own.key}" if name == "own" else name
    value, told = {
        "source": (source.pk, "source"), "expected_on": ("2027-01-20", "expected_on"), "own": ("офсет", "fields"),
    }[name]  # fmt: skip
    of(world.calendars).change(by=world.anna, **{f"fields__{own.key}": "мелованная"})
    was = {deal: getattr(of(deal), told) for deal in (world.calendars, world.booklets)}
    window = press(world, world.roman, "/bulk/deal/field/window", both(world) | {"field": field}).content.decode()
    assert f'name="shown" value="{field}"' in window
    made = change(world, world.roman, "field", both(world) | {"field": field, "shown": field, "value": value})
    assert made.changed == 2
    assert getattr(of(world.booklets), told) in (source, timezone.datetime(2027, 1, 20).date(), {own.key: "офсет"})
    back(world, world.roman, made)
    assert {deal: getattr(of(deal), told) for deal in was} == was


def test_a_value_that_does_not_fit_is_said_beside_it(world):
    own = CustomField.objects.add("deal", "Тираж", "number", by=world.olga)
    data = both(world) | {"field": f"fields__{own.key}", "shown": f"fields__{own.key}", "value": "много"}
    assert "не подходит" in press(world, world.roman, "/bulk/deal/field/preview", data).content.decode()
    assert press(world, world.roman, "/bulk/deal/field", data).status_code == 422


def test_a_task_for_each_is_its_owners(world):
    data = both(world) | {"title": "Поздравить", "kind": "call", "preset": "three"}
    made = change(world, world.roman, "task", data)
    tasks = Task.objects.filter(origin=made.origin)
    assert {(task.deal, task.owner) for task in tasks} == {
        (world.calendars, world.anna),
        (world.booklets, world.boris),
    }
    assert of(world.booklets).next_step_title == "Поздравить"
    tasks.get(deal=world.calendars).complete("поздравили", by=world.anna)
    back(world, world.roman, made)
    assert made.stayed == [world.calendars.pk]
    assert of(world.booklets).next_step_at is None


def test_the_trash_takes_many_and_gives_them_back(world):
    made = change(world, world.roman, "trash", both(world))
    assert not Deal.objects.alive().exists()
    back(world, world.roman, made)
    assert Deal.objects.alive().count() == 2
    assert press(world, world.anna, "/bulk/deal/trash", {"ids": world.calendars.pk}).status_code == 403


def test_nobody_reaches_further_than_alone(world):
    made = change(world, world.anna, "tag", both(world) | {"tag": "моё"})
    assert of(world.booklets).tags == []
    assert made.changed == 1
    assert made.total == 1, "what one does not see cannot be chosen"
    assert press(world, world.nina, "/bulk/deal/tag", both(world) | {"tag": "чужое"}).status_code == 403
    assert world.browser(world.boris).get(f"/bulk/{made.pk}").status_code == 404
    assert press(world, world.anna, "/bulk/deal/nothing", both(world)).status_code == 404
    assert press(world, world.anna, "/bulk/task/owner", both(world)).status_code == 404


def test_what_one_sees_but_may_not_change_is_named(world):
    from vatman.team.models import Role

    head = Role.objects.get(key="head")
    head.allow(head.matrix | {"deal": head.matrix["deal"] | {"edit": "own"}}, by=world.olga)
    page = press(world, world.roman, "/bulk/deal/owner/preview", both(world) | {"to": world.roman.pk}).content.decode()
    assert "2 — менять не вам" in page
    answer = press(world, world.roman, "/bulk/deal/owner", both(world) | {"to": world.roman.pk})
    assert "менять не вам" in answer.content.decode()
    assert BulkChange.objects.get().changed == 0


def test_all_that_the_filter_finds(world):
    for number in range(7):
        Deal.objects.start(by=world.anna, title=f"Визитки {number}", amount=100)
    made = change(world, world.olga, "tag", {"all": "1", "query": "amount_to=5000", "tag": "мелочь"})
    assert made.changed == 7
    assert Deal.objects.filter(tags=["мелочь"]).count() == 7


def test_clients_change_by_many_too(world):
    made = change(world, world.olga, "tag", {"all": "1", "query": f"owner={world.boris.pk}", "tag": "2027"}, "contact")
    assert Contact.objects.get(pk=world.petrova.pk).tags == ["2027"]
    assert Contact.objects.get(pk=world.ivanov.pk).tags == []
    back(world, world.olga, made)
    own = {"ids": world.romashka.pk, "field": "city", "shown": "city", "value": "Тверь"}
    change(world, world.olga, "field", own, "company")
    world.romashka.refresh_from_db()
    assert world.romashka.city == "Тверь"


def test_many_go_in_the_background_and_survive_a_break(world, monkeypatch):
    from vatman.records.bulk import running
    from vatman.records.models import bulk

    monkeypatch.setattr(bulk, "AT_ONCE", 1)
    monkeypatch.setattr("vatman.records.views.bulk.AT_ONCE", 1)
    monkeypatch.setattr(running, "CHUNK", 1)
    answer = press(world, world.roman, "/bulk/deal/owner", both(world) | {"to": world.roman.pk})
    assert 'hx-trigger="every 1s"' in answer.content.decode()
    made = BulkChange.objects.get()
    assert made.changed == 0
    assert running._step(made) is True, "one of the two"
    assert "Просмотрено 1 из 2" in world.browser(world.roman).get(f"/bulk/{made.pk}/progress").content.decode()
    BulkChange.objects.get().run()
    made.refresh_from_db()
    assert (made.changed, made.state) == (2, "done")
    answer = world.browser(world.roman).get(f"/bulk/{made.pk}/progress")
    assert "bulk-done" in answer.headers["HX-Trigger"]
    made.undo(by=world.roman)
    assert made.state == "undoing"
    made.take_back()
    assert of(world.calendars).owner == world.anna


def test_a_program_does_the_same(world):
    from tests.api.calls import Caller

    caller = Caller(headers={"Authorization": f"Bearer {world.roman.make_token('проба', by=world.roman)}"})
    ids = [world.calendars.pk, world.booklets.pk]
    asked = {"of": "deal", "verb": "owner", "ids": ids, "values": {"to": world.anna.pk}}
    assert caller.post("/api/v1/bulk/preview", asked).json() == {
        "total": 2, "changes": 1, "left": [{"why": "уже так", "count": 1}],
    }  # fmt: skip
    made = caller.post("/api/v1/bulk", asked).json()
    assert (made["state"], made["changed"], of(world.booklets).owner) == ("done", 1, world.anna)
    assert caller.post(f"/api/v1/bulk/{made['id']}/undoing", {}).json()["state"] == "undone"
    assert of(world.booklets).owner == world.boris
    wrong = [{"ids": None}, {"values": {}}, {"query": ""}, {"verb": "stage", "of": "contact"}]
    assert [caller.post("/api/v1/bulk", asked | one).status_code for one in wrong] == [422, 422, 422, 404]


def test_after_a_month_nobody_takes_it_back(world):
    from datetime import timedelta

    made = change(world, world.roman, "tag", both(world) | {"tag": "весна"})
    BulkChange.objects.update(created_at=timezone.now() - timedelta(days=31))
    assert BulkChange.objects.forget_old() == 1
    assert press(world, world.roman, f"/bulk/{made.pk}/undoing", {}).status_code == 422


def test_a_stage_that_asks_for_something_stops_those_that_lack_it(world):
    meeting = world.stage("meeting")
    meeting.change(by=world.olga, needs={"company": "hard"})
    page = press(world, world.roman, "/bulk/deal/stage/preview", both(world) | {"stage": meeting.pk}).content.decode()
    assert "1 — не заполнено: Компания" in page
    change(world, world.roman, "stage", both(world) | {"stage": meeting.pk})
    assert of(world.calendars).stage == meeting
    assert of(world.booklets).stage == world.stage("request")


def test_what_was_done_to_many_is_found_again(world):
    change(world, world.roman, "tag", both(world) | {"tag": "весна"})
    assert "Тег «весна»" in world.browser(world.roman).get("/bulk").content.decode()
    assert "Тег «весна»" not in world.browser(world.anna).get("/bulk").content.decode()
