"""A1.22: cold clients are a call list, worked number after number (sales-floor.md, «Truths», 2, and «Call results»)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from vatman.clients.models import Company, Contact
from vatman.deals.models import LossReason
from vatman.events.models import Event
from vatman.events.undoing import undo_event
from vatman.tasks.actions.work_list import call_from_list
from vatman.tasks.models import Call, CallEntry, CallList, Task
from vatman.tasks.queries import call_lists as queries
from vatman.team.models import Member
from vatman.web.errors import Conflict, Refused


def fresh(thing):
    return type(thing)._default_manager.get(pk=thing.pk)


@pytest.fixture
def cold(world):
    """Five clients nobody has yet, of the sales department."""
    found = [Contact(last_name=f"Холодов{number}", department=world.sales) for number in range(1, 6)]
    for number, one in enumerate(found, 1):
        one.new_ways = [_phone(f"8 912 000-00-0{number}")]
    return Contact.objects.meet_all(found, by=world.olga)


def _phone(value):
    from vatman.clients.models import Way

    return Way.of("phone", value)


@pytest.fixture
def calls(world, cold):
    return CallList.objects.gather(
        "Холодные", cold, people=[world.anna, world.boris], by=world.roman, script="Здравствуйте!"
    )


def claimed(calls, member, **more):
    entry = calls.claim(by=member, **more)
    return entry and entry.client.last_name


# gathering


def test_a_list_has_a_name_people_and_clients(world, cold):
    gather = CallList.objects.gather
    for values, field in (
        ({"name": " ", "clients": cold, "people": [world.anna]}, "name"),
        ({"name": "Все", "clients": [], "people": [world.anna]}, "clients"),
        ({"name": "Все", "clients": cold, "people": []}, "people"),
    ):
        with pytest.raises(Refused) as error:
            gather(by=world.roman, **values)
        assert field in error.value.fields
    with pytest.raises(Refused) as error:
        gather("Все", cold, people=[world.boris], by=world.anna)
    assert "только себе" in error.value.fields["people"]
    assert not CallList.objects.exists()


def test_who_asked_not_to_be_called_is_left_out(world, cold):
    cold[0].change(do_not_call=True, by=world.olga)
    made = CallList.objects.gather("Все", [fresh(one) for one in cold], people=[world.anna], by=world.roman)
    assert made.entries.count() == 4


def test_a_list_is_gathered_from_the_filter_of_the_clients_or_from_those_ticked(world, cold):
    browser = world.browser(world.roman)
    url = reverse("call_list_new", args=["contact"])
    assert "5 клиентов" in browser.get(f"{url}?owner=none").content.decode()
    values = {"name": "Ничьи", "people": [world.anna.pk], "script": "Добрый день"}
    browser.post(f"{url}?owner=none", values)
    assert CallList.objects.get(name="Ничьи").entries.count() == 5
    browser.post(f"{url}?owner=none&ids={cold[1].pk},{cold[3].pk}", values | {"name": "Двое"})
    assert [entry.contact for entry in CallList.objects.get(name="Двое").entries.order_by("position")] == [
        cold[1],
        cold[3],
    ]
    assert browser.post(f"{url}?owner=none", values | {"name": ""}).status_code == 422


def test_the_list_of_clients_offers_it_with_its_filter(world):
    page = world.browser(world.roman).get("/clients?owner=none").content.decode()
    assert f"{reverse('call_list_new', args=['contact'])}?owner=none" in page
    assert reverse("call_list_new", args=["contact"]) not in world.browser(world.nina).get("/clients").content.decode()


# who is next


def test_two_do_not_call_one(world, calls):
    assert (claimed(calls, world.anna), claimed(calls, world.boris)) == ("Холодов1", "Холодов2")
    assert claimed(calls, world.anna) == "Холодов1"  # her own until she is done with him
    entry = calls.entries.get(held_by=world.anna)
    with pytest.raises(Conflict):
        call_from_list(entry, "interest", by=world.boris)


def test_a_client_held_in_another_list_is_not_called(world, calls, cold):
    other = CallList.objects.gather("Ещё", cold[:1], people=[world.boris], by=world.roman)
    assert claimed(calls, world.anna) == "Холодов1"
    assert other.claim(by=world.boris) is None


def test_a_claim_of_one_who_went_away_ends_by_itself(world, calls):
    calls.claim(by=world.anna)
    assert claimed(calls, world.boris, now=timezone.now() + timedelta(minutes=21)) == "Холодов1"


def test_whose_hour_has_come_is_called_before_the_untried(world, calls):
    first = calls.claim(by=world.anna)
    call_from_list(first, "no_answer", by=world.anna)
    later = fresh(first).next_at
    assert later > timezone.now()
    assert claimed(calls, world.anna) == "Холодов2"
    calls.entries.update(held_by=None, held_until=None)
    assert claimed(calls, world.anna, now=later) == "Холодов1"


def test_nobody_is_called_at_night(world, calls):
    calls.entries.filter(position=0).update(zone="Asia/Vladivostok")
    evening = timezone.localtime().replace(hour=15, minute=0)
    assert claimed(calls, world.anna, now=evening) == "Холодов2"
    calls.entries.update(held_by=None, held_until=None)
    assert claimed(calls, world.anna, now=evening.replace(hour=10)) == "Холодов1"


def test_one_calls_only_clients_one_may_change(world, cold):
    cold[0].assign(world.boris, by=world.olga)
    made = CallList.objects.gather("Все", cold, people=[world.anna, world.boris], by=world.roman)
    assert (claimed(made, world.anna), claimed(made, world.boris)) == ("Холодов2", "Холодов1")


def test_only_those_given_it_call_from_it(world, calls):
    for member in (world.roman, world.olga):
        with pytest.raises(Refused):
            calls.claim(by=member)
    calls.close(by=world.roman)
    with pytest.raises(Refused):
        calls.claim(by=world.anna)


# what becomes of a client


@pytest.mark.parametrize(
    "result", ["call_back", "interest", "wants_quote", "meeting", "refused", "stop", "wrong_number"]
)
def test_what_is_said_is_done_with(world, calls, result):
    entry = calls.claim(by=world.anna)
    call = call_from_list(entry, result, by=world.anna)
    entry = fresh(entry)
    assert (entry.done_by, entry.result, entry.attempts, entry.held_by) == (world.anna, result, 1, None)
    assert (call.entry, bool(call.deal)) == (entry, result in ("interest", "wants_quote", "meeting"))
    assert Task.objects.open().filter(owner=world.anna).exclude(pk=world.call.pk).exists() == bool(call.next_step)


def test_a_try_in_vain_is_the_lists_business_not_a_task(world, calls):
    call_from_list(calls.claim(by=world.anna), "busy", by=world.anna)
    assert not Task.objects.exclude(pk=world.call.pk).exists()


def test_after_six_tries_one_is_called_no_more(world, calls):
    entry = calls.claim(by=world.anna)
    for _try in range(5):
        call_from_list(fresh(entry), "no_answer", by=world.anna)
        assert fresh(entry).done_at is None
    call_from_list(fresh(entry), "no_answer", by=world.anna)
    assert (fresh(entry).done_at is None, fresh(entry).attempts) == (False, 6)


def test_with_another_number_one_is_tried_again(world, calls):
    entry = calls.claim(by=world.anna)
    entry.client.add_way("phone", "8 912 999-99-99", by=world.olga)
    call_from_list(entry, "wrong_number", by=world.anna)
    assert (fresh(entry).done_at, claimed(calls, world.anna)) == (None, "Холодов1")


def test_a_call_taken_back_puts_the_client_back(world, calls):
    entry = calls.claim(by=world.anna)
    call = call_from_list(entry, "refused", by=world.anna)
    undo_event(Event.objects.get(kind="call.made", subject_id=call.pk), by=world.anna)
    entry = fresh(entry)
    assert (entry.done_at, entry.attempts, entry.result) == (None, 0, "")
    assert queries.by_result(calls) == []


def test_merged_clients_are_called_once(world, calls, cold):
    from vatman.clients.actions.merge import merge

    merge(cold[0], cold[1], by=world.olga)
    assert claimed(calls, world.anna) == "Холодов1"
    call_from_list(calls.entries.get(contact=cold[0]), "refused", by=world.anna)
    assert claimed(calls, world.anna) == "Холодов3"


# the pages


def test_from_hanging_up_to_the_next_card_is_one_request(world, calls, django_assert_max_num_queries):
    browser = world.browser(world.anna)
    first = browser.post(reverse("call_list_claims", args=[calls.pk]))
    page = browser.get(first.url).content.decode()
    for words in ("Холодов1", "Здравствуйте!", 'href="tel:+79120000001"', "Осталось"):
        assert words in page
    with django_assert_max_num_queries(60):
        answer = browser.post(first.url, {"result": "no_answer"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert ("Холодов2" in page, "Холодов1" in page, "<html" in page) == (True, False, False)
    assert answer.headers["HX-Push-Url"] == calls.entries.get(held_by=world.anna).get_absolute_url()
    assert Call.objects.get().by == world.anna


def test_the_desk_takes_few_queries(world, calls, django_assert_max_num_queries):
    browser = world.browser(world.anna)
    url = browser.post(reverse("call_list_claims", args=[calls.pk])).url
    browser.get(url)
    with django_assert_max_num_queries(16):
        browser.get(url)


def test_when_is_asked_on_the_same_desk_with_the_note_kept(world, calls):
    browser = world.browser(world.anna)
    url = browser.post(reverse("call_list_claims", args=[calls.pk])).url
    asked = browser.post(url, {"result": "call_back", "note": "в отпуске"}, headers={"HX-Request": "true"})
    assert ("Когда дальше" in asked.content.decode(), "в отпуске" in asked.content.decode()) == (True, True)
    browser.post(url, {"result": "call_back", "note": "в отпуске", "preset": "monday"}, headers={"HX-Request": "true"})
    assert (Call.objects.get().note, Task.objects.open().filter(contact__last_name="Холодов1").count()) == (
        "в отпуске",
        1,
    )


def test_later_brings_the_next_and_enough_frees_the_client(world, calls):
    browser = world.browser(world.anna)
    url = browser.post(reverse("call_list_claims", args=[calls.pk])).url
    first = calls.entries.get(held_by=world.anna)
    answer = browser.post(
        reverse("call_entry_release", args=[first.pk]), {"later": "1"}, headers={"HX-Request": "true"}
    )
    assert "Холодов2" in answer.content.decode()
    assert fresh(first).next_at > timezone.now() + timedelta(minutes=50)
    second = calls.entries.get(held_by=world.anna)
    assert browser.post(reverse("call_entry_release", args=[second.pk])).url == calls.get_absolute_url()
    assert not calls.entries.exclude(held_by=None).exists()
    assert url


def test_whom_a_colleague_is_calling_is_told_and_has_no_keys(world, calls):
    entry = calls.claim(by=world.boris)
    page = world.browser(world.anna).get(entry.get_absolute_url()).content.decode()
    assert ("сейчас говорит Борис Белов" in page, "Digit1" in page) == (True, False)
    answer = world.browser(world.anna).post(
        entry.get_absolute_url(), {"result": "no_answer"}, headers={"HX-Request": "true"}
    )
    assert (answer.status_code, "сейчас говорит" in answer.content.decode(), Call.objects.exists()) == (
        422,
        True,
        False,
    )


def test_the_last_one_leads_back_to_the_list(world, calls):
    calls.entries.filter(position__gt=0).delete()
    browser = world.browser(world.anna)
    url = browser.post(reverse("call_list_claims", args=[calls.pk])).url
    answer = browser.post(url, {"result": "refused"}, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == calls.get_absolute_url()
    again = browser.post(reverse("call_list_claims", args=[calls.pk]), follow=True).content.decode()
    assert "Сейчас звонить некому" in again


def test_the_head_sees_who_does_what_and_who_is_on_the_phone(world, calls):
    for result in ("no_answer", "interest"):
        call_from_list(calls.claim(by=world.anna), result, by=world.anna)
    calls.claim(by=world.boris)
    rows = {
        row["by__name"]: (row["calls"], row["reached"], row["good"], row["today"]) for row in queries.by_people(calls)
    }
    assert rows == {"Анна Аистова": (2, 1, 1, 2), "Борис Белов": (0, 0, 0, 0)}
    page = world.browser(world.roman).get(calls.get_absolute_url()).content.decode()
    for words in ("Холодов3", "Борис Белов", "недозвон", "интерес"):
        assert words in page


def test_the_page_of_lists_asks_as_much_for_twenty_as_for_one(world, calls, cold, django_assert_max_num_queries):
    browser = world.browser(world.roman)
    browser.get(reverse("call_lists"))
    for number in range(4):
        CallList.objects.gather(f"Ещё {number}", cold, people=[world.anna], by=world.roman)
    with django_assert_max_num_queries(12):
        page = browser.get(reverse("call_lists")).content.decode()
    assert "Ещё 3" in page


def test_a_list_is_changed_closed_and_all_of_it_undone(world, calls):
    browser = world.browser(world.roman)
    values = {"name": "Тёплые", "script": "Это снова мы", "people": [world.anna.pk]}
    assert browser.post(reverse("call_list_edit", args=[calls.pk]), values).status_code == 204
    assert (fresh(calls).name, list(calls.people.all())) == ("Тёплые", [world.anna])
    undo_event(Event.objects.get(kind="call_list.changed"), by=world.roman)
    assert (fresh(calls).name, calls.people.count()) == ("Холодные", 2)
    browser.post(reverse("call_list_closing", args=[calls.pk]))
    assert fresh(calls).closed_at
    assert calls.name in browser.get(reverse("call_lists") + "?closed=1").content.decode()
    undo_event(Event.objects.get(kind="call_list.closed"), by=world.roman)
    assert fresh(calls).closed_at is None


def test_lists_are_seen_by_their_people_and_heads(world, calls):
    seen = [member for member in world.members if CallList.objects.visible_to(member).exists()]
    assert seen == [world.olga, world.roman, world.anna, world.boris, world.nina]
    kept = [member for member in world.members if CallList.objects.kept_by(member).exists()]
    assert kept == [world.olga, world.roman]
    assert world.browser(world.anna).post(reverse("call_list_closing", args=[calls.pk])).status_code == 403
    assert world.browser(world.tsvetana).get(calls.get_absolute_url()).status_code == 404


def test_who_has_left_calls_nobody(world, calls):
    calls.claim(by=world.anna)
    world.anna.leave(successor=world.boris, by=world.olga)
    later = timezone.now() + timedelta(minutes=21)
    assert claimed(calls, world.boris, now=later) == "Холодов1"
    assert Member.objects.get(pk=world.anna.pk).is_active is False


def test_reasons_are_not_asked_where_no_deal_is_closed(world, calls):
    assert LossReason.objects.exists()
    call = call_from_list(calls.claim(by=world.anna), "stop", by=world.anna)
    assert fresh(call.contact).do_not_call
    assert not CallEntry.objects.filter(contact=call.contact, done_at=None).exists()


def test_companies_are_called_too(world):
    firms = Company.objects.meet_all(
        [Company(name=name, department=world.sales, owner=world.anna) for name in ("Заря", "Восход")], by=world.olga
    )
    made = CallList.objects.gather("Фирмы", firms, people=[world.anna], by=world.anna)
    entry = made.claim(by=world.anna)
    assert (entry.client.name, call_from_list(entry, "meeting", by=world.anna).deal.company) == ("Заря", entry.client)


# the API


def test_a_list_is_gathered_and_worked_by_the_api(world, cold):
    from tests.api.calls import API, caller

    sent = {"name": "По API", "people": [world.anna.pk], "contacts": [cold[2].pk, cold[0].pk], "script": "Алло"}
    made = caller(world.roman).post(f"{API}/call-lists", sent).json()
    assert (made["total"], made["left"], made["people"][0]["id"]) == (2, 2, world.anna.pk)
    anna = caller(world.anna)
    entry = anna.post(f"{API}/call-lists/{made['id']}/claims", {}).json()["entry"]
    assert entry["contact"]["id"] == cold[2].pk
    call = anna.post(f"{API}/call-entries/{entry['id']}/calls", {"result": "wants_quote", "need": "Папки"}).json()
    assert (call["result"], call["deal"]["name"]) == ("wants_quote", "Папки")
    assert anna.get(f"{API}/call-lists").json()["items"][0]["left"] == 1
    assert anna.delete(f"{API}/calls/{call['id']}").status_code == 204
    assert anna.get(f"{API}/call-lists").json()["items"][0]["left"] == 2
