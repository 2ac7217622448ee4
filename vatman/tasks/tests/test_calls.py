"""A1.1, A1.8, A2.1: a call is written down in two keys, and what it came to says what is next (sales-floor.md, «Call results»)."""

import json
from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from vatman.clients.models import Company, Contact
from vatman.deals.models import Deal, LossReason
from vatman.events.models import Event
from vatman.events.undoing import undo_event
from vatman.tasks.actions.log_call import log_call
from vatman.tasks.calling.retry import is_over, next_attempt
from vatman.tasks.calling.zones import clock_at, is_awake, zone_of
from vatman.tasks.models import Call, Task
from vatman.web.errors import Refused

WORK = (time(9), time(18))


def at(day, hour, minute=0):
    return timezone.make_aware(datetime(2026, 11, day, hour, minute))


def fresh(thing):
    return type(thing)._default_manager.get(pk=thing.pk)


def undo(call, by):
    undo_event(Event.objects.get(kind="call.made", subject_id=call.pk), by=by)


# the next try of whom one did not reach


def test_the_first_try_in_vain_is_repeated_in_two_hours():
    assert next_attempt([at(24, 10, 3)], hours=WORK) == at(24, 12, 5)


def test_a_busy_line_is_tried_in_half_an_hour():
    assert next_attempt([at(24, 10)], hours=WORK, busy=True) == at(24, 10, 30)


def test_too_late_for_today_or_twice_today_is_the_next_working_day_at_another_hour():
    assert next_attempt([at(24, 17, 30)], hours=WORK) == at(25, 9, 30)
    assert next_attempt([at(24, 12), at(24, 10)], hours=WORK) == at(25, 17, 30)
    assert next_attempt([at(27, 17), at(27, 10)], hours=WORK) == at(30, 13, 30)  # Friday, then Monday


def test_the_client_is_called_by_his_own_clock():
    assert next_attempt([at(24, 11, 30)], hours=WORK, zone="Asia/Vladivostok") == at(25, 9, 30)
    assert next_attempt([at(24, 12), at(24, 9)], hours=WORK, zone="Asia/Vladivostok").hour < 13


def test_six_tries_or_five_working_days_are_enough():
    assert not is_over([at(24, 10)] * 5)
    assert is_over([at(24, 10)] * 6)
    assert is_over([at(30, 10), at(20, 10)])


def test_a_citys_number_tells_its_zone_a_mobile_one_does_not():
    assert (zone_of("+74232123456"), zone_of("+79215551234"), zone_of("+7")) == ("Asia/Vladivostok", "", "")
    assert clock_at("Asia/Vladivostok", at(24, 10)).hour == 17
    assert clock_at("Europe/Moscow", at(24, 10)) is clock_at("", at(24, 10)) is None
    assert (is_awake("Asia/Vladivostok", at(24, 10)), is_awake("Asia/Vladivostok", at(24, 15))) == (True, False)


# the nine keys


@pytest.mark.parametrize("result", ["no_answer", "busy"])
def test_whom_one_did_not_reach_is_tried_again_by_the_same_task(world, result):
    call = log_call(world.calendars, result, by=world.anna)
    task = fresh(world.call)
    assert (task.done_at, call.attempt, call.next_step) == (None, 1, world.call)
    assert task.due_at > timezone.now()
    assert fresh(world.calendars).next_step_at == task.due_at


def test_the_sixth_try_in_vain_asks_whether_to_give_up(world):
    browser = world.browser(world.anna)
    url = reverse("call_new", args=["deal", world.calendars.pk])
    for _try in range(5):
        assert browser.post(url, {"result": "no_answer"}).status_code == 204
    answer = browser.post(url, {"result": "no_answer"})
    assert (answer.status_code, "Закрыть: не дозвонились" in answer.content.decode()) == (200, True)
    assert Task.objects.open().filter(deal=world.calendars).count() == 1
    browser.post(reverse("call_giving_up", args=[world.calendars.pk]))
    deal = fresh(world.calendars)
    assert (deal.state, deal.loss_reason.key) == ("lost", "unreachable")


def test_a_talk_between_begins_the_count_anew(world):
    log_call(world.calendars, "no_answer", by=world.anna)
    log_call(world.calendars, "call_back", by=world.anna)
    assert log_call(world.calendars, "busy", by=world.anna).attempt == 1


def test_call_back_closes_the_task_and_plans_the_next(world):
    to = timezone.now() + timedelta(days=3)
    call = log_call(world.calendars, "call_back", by=world.anna, note="в отпуске", when=to)
    done = fresh(world.call)
    assert (done.result, done.done_by) == ("перезвонить: в отпуске", world.anna)
    assert (call.next_step.due_at, call.next_step.kind, fresh(world.calendars).next_step_id) == (
        to,
        "call",
        call.next_step.pk,
    )


@pytest.mark.parametrize(
    ("result", "stage", "kind"),
    [("interest", "first_call", "call"), ("wants_quote", "send_quote", "letter"), ("meeting", "meeting", "meeting")],
)
def test_a_good_talk_brings_the_deal_to_its_stage_and_step(world, result, stage, kind):
    call = log_call(world.calendars, result, by=world.anna)
    assert (fresh(world.calendars).stage.key, call.next_step.kind) == (stage, kind)


def test_a_deal_never_goes_back_by_a_call(world):
    world.calendars.move_to(world.stage("meeting"), by=world.anna)
    log_call(world.calendars, "interest", by=world.anna)
    assert fresh(world.calendars).stage.key == "meeting"


def test_interest_opens_a_deal_and_takes_a_client_nobody_had(world):
    cold = Company.objects.meet(by=world.olga, name="Заря", owner=world.olga)
    cold.assign(None, by=world.olga)
    call = log_call(cold, "wants_quote", by=world.olga, need="Бланки")
    assert (call.deal.title, call.deal.stage.key, call.deal.owner) == ("Бланки", "send_quote", world.olga)
    assert fresh(cold).owner == world.olga
    undo(call, world.olga)
    assert fresh(call.deal).trashed_at
    assert fresh(cold).owner is None


def test_a_clients_only_deal_is_meant_with_him(world):
    call = log_call(world.ivanov, "wants_quote", by=world.anna)
    assert (call.deal, Deal.objects.filter(contact=world.ivanov).count()) == (world.calendars, 1)


def test_a_refusal_needs_its_reason_and_closes_the_deal(world):
    with pytest.raises(Refused):
        log_call(world.calendars, "refused", by=world.anna)
    assert not Call.objects.exists()
    log_call(world.calendars, "refused", by=world.anna, reason=LossReason.objects.get(key="price"))
    deal = fresh(world.calendars)
    assert (deal.state, deal.loss_reason.key, fresh(world.call).done_at is None) == ("lost", "price", False)


def test_a_wrong_number_is_marked_and_another_is_to_be_found(world):
    call = log_call(world.calendars, "wrong_number", by=world.anna)
    assert world.ivanov.ways.get().wrong
    assert call.next_step.title == "Найти верный номер"
    other = world.petrova.add_way("phone", "8 812 999-40-01", by=world.boris)
    world.petrova.add_way("phone", "8 812 999-40-02", by=world.boris)
    call = log_call(world.booklets, "wrong_number", by=world.boris, way=other)
    assert (fresh(other).wrong, call.next_step.title) == (True, "Позвонить по другому номеру")


def test_do_not_call_stands_on_the_client(world):
    log_call(world.calendars, "stop", by=world.anna, reason=LossReason.objects.get(key="not_needed"))
    assert (fresh(world.ivanov).do_not_call, fresh(world.calendars).state) == (True, "lost")


@pytest.mark.parametrize("result", ["no_answer", "call_back", "meeting", "refused", "wrong_number", "stop"])
def test_a_call_is_taken_back_with_all_that_followed(world, result):
    was = fresh(world.call)
    call = log_call(world.calendars, result, by=world.anna, reason=LossReason.objects.get(key="price"))
    undo(call, world.anna)
    task, deal = fresh(world.call), fresh(world.calendars)
    assert (task.done_at, task.due_on, task.due_at) == (None, was.due_on, was.due_at)
    assert (deal.stage.key, deal.next_step_id, deal.state) == ("request", task.pk, "open")
    assert (world.ivanov.ways.get().wrong, fresh(world.ivanov).do_not_call) == (False, False)
    assert list(Task.objects.open().filter(deal=deal)) == [task]
    assert fresh(call).taken_back_at
    with pytest.raises(Refused):
        undo(call, world.anna)


def test_the_timeline_tells_the_call_and_its_note(world):
    log_call(world.calendars, "no_answer", by=world.anna)
    log_call(world.calendars, "no_answer", by=world.anna, note="автоответчик")
    page = world.browser(world.anna).get(world.ivanov.get_absolute_url()).content.decode()
    for words in ("Звонок: не дозвонились, попытка 2", "автоответчик"):
        assert words in page


# the window


def test_a_digit_writes_the_call_down(world):
    url = reverse("call_new", args=["deal", world.calendars.pk])
    browser = world.browser(world.anna)
    page = browser.get(url).content.decode()
    assert [f'value="{key}" data-key="Digit{digit}"' in page for digit, key in enumerate(("no_answer", "busy"), 1)] == [
        True,
        True,
    ]
    answer = browser.post(url, {"result": "no_answer", "note": "гудки"})
    said = json.loads(answer.headers["HX-Trigger"])
    assert (answer.status_code, said["changed"]["id"], bool(said["toast"]["undo"])) == (204, world.calendars.pk, True)
    assert "недозвон" in said["toast"]["text"]
    assert Call.objects.get().note == "гудки"


def test_when_is_asked_with_what_was_typed_kept_and_enter_means_what_is_proposed(world):
    url = reverse("call_new", args=["deal", world.calendars.pk])
    browser = world.browser(world.anna)
    asked = browser.post(url, {"result": "call_back", "note": "после обеда"})
    assert (asked.status_code, "после обеда" in asked.content.decode(), Call.objects.exists()) == (200, True, False)
    assert browser.post(url, {"result": "call_back", "sure": "1", "step": "Позвонить Петру"}).status_code == 204
    task = Task.objects.open().get(deal=world.calendars)
    assert (task.title, timezone.localtime(task.due_at).hour) == ("Позвонить Петру", 10)


def test_why_is_asked_only_where_a_deal_is_closed(world):
    browser = world.browser(world.anna)
    deal = reverse("call_new", args=["deal", world.calendars.pk])
    asked = browser.post(deal, {"result": "refused"}).content.decode()
    assert "Почему отказ?" in asked
    alone = Contact.objects.meet(by=world.anna, last_name="Лунина")
    assert browser.post(reverse("call_new", args=["contact", alone.pk]), {"result": "refused"}).status_code == 204
    price = LossReason.objects.get(key="price")
    assert browser.post(deal, {"result": "refused", "reason": price.pk}).status_code == 204
    assert fresh(world.calendars).loss_reason == price


@pytest.mark.parametrize("values", [{}, {"result": "чудо"}, {"result": "call_back", "day": "31.06"}])
def test_a_bad_call_is_refused_with_its_words_kept(world, values):
    answer = world.browser(world.anna).post(
        reverse("call_new", args=["deal", world.calendars.pk]), values | {"note": "важное"}
    )
    assert (answer.status_code, "важное" in answer.content.decode(), Call.objects.exists()) == (422, True, False)


def test_my_day_and_cards_offer_the_call_only_to_whom_may_write_it(world):
    url = reverse("call_new", args=["deal", world.calendars.pk])
    assert f"{url}?task={world.call.pk}" in world.browser(world.anna).get("/day").content.decode()
    assert url in world.browser(world.anna).get(world.calendars.get_absolute_url()).content.decode()
    card = reverse("call_new", args=["contact", world.ivanov.pk])
    assert card in world.browser(world.anna).get(world.ivanov.get_absolute_url()).content.decode()
    assert card not in world.browser(world.nina).get(world.ivanov.get_absolute_url()).content.decode()


def test_the_window_tells_the_clients_clock_and_former_calls(world):
    client = Contact.objects.meet(
        by=world.anna, last_name="Дальнова", ways=[{"channel": "phone", "value": "8 423 212-34-56"}]
    )
    log_call(client, "busy", by=world.anna)
    page = world.browser(world.anna).get(reverse("call_new", args=["contact", client.pk])).content.decode()
    assert "у них" in page
    assert "занято, сброс" in page.partition("results")[0]


# who sees calls


def test_calls_are_seen_by_whom_made_them_and_by_his_head(world):
    call = log_call(world.calendars, "no_answer", by=world.anna)
    seen = [member for member in world.members if Call.objects.visible_to(member).filter(pk=call.pk).exists()]
    assert seen == [world.olga, world.roman, world.anna, world.nina]
