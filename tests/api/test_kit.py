"""The kit of the API: who asks, problems, cursors, keys (design: API shapes; issue 3: 8)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client as Browser

from tests.api.calls import API, caller, told
from tests.world import World, build
from vatman.clients.models import Contact


def test_a_token_speaks_for_its_member(world: World):
    mine = caller(world.anna).get(f"{API}/me").json()
    assert (mine["email"], mine["role"], mine["department"]["name"]) == ("anna@dvor.test", "manager", "Продажи")


def test_without_a_key_nothing_is_told(world: World):
    answer = Browser().get(f"{API}/me")
    told(answer, 401)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("header", ["Bearer wrong", "Basic b2xnYTp4", "Bearer ", "nonsense"])
def test_a_wrong_key_is_not_helped_by_a_session(world: World, header: str):
    browser = world.browser(world.olga)
    told(browser.get(f"{API}/me", headers={"Authorization": header}), 401)
    assert browser.get(f"{API}/me").status_code == 200


def test_a_revoked_key_and_a_key_of_one_who_left_are_dead(world: World):
    anna, boris = caller(world.anna), caller(world.boris)
    world.anna.revoke_token(world.anna.tokens.get(), by=world.anna)
    world.boris.leave(by=world.olga)
    told(anna.get(f"{API}/me"), 401)
    told(boris.get(f"{API}/me"), 401)


def test_a_session_needs_its_csrf_token_to_change_anything(world: World):
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(world.anna, backend="vatman.team.backend.Backend")
    told(browser.post(f"{API}/contacts", {"last_name": "Чужой"}), 403)


def test_an_address_that_is_not_there_is_a_problem_too(world: World):
    told(Browser().get(f"{API}/nonsense"), 404)
    told(caller(world.anna).get(f"{API}/members/999999"), 404)


def test_a_wrong_method_names_the_right_ones(world: World):
    answer = caller(world.anna).delete(f"{API}/me")
    told(answer, 405)
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("query", ["limit=0", "limit=501", "limit=many", "cursor=%00", "cursor=abc"])
def test_a_wrong_page_is_told_by_its_field(world: World, query: str):
    assert told(caller(world.anna).get(f"{API}/members?{query}"), 422)["code"] in ("invalid", "bad_cursor")


def test_pages_follow_each_other_to_the_end(world: World):
    asking, seen, cursor = caller(world.anna), [], ""
    while cursor is not None:
        page = asking.get(f"{API}/members?limit=2&cursor={cursor}").json()
        seen += [one["name"] for one in page["items"]]
        cursor = page["next"]
    assert seen == sorted(member.name for member in world.members)


def test_too_often_is_told_with_the_time_to_wait(world: World, settings):
    settings.API_RATE = 2
    asking = caller(world.tsvetana)
    answer = [asking.get(f"{API}/me") for _ in range(3)][-1]
    told(answer, 429)
    assert 0 < int(answer.headers["Retry-After"]) <= 60


def test_the_documents_name_every_refusal(world: World):
    schema = caller(world.anna).get(f"{API}/openapi.json").json()
    assert schema["paths"]["/api/v1/members"]["get"]["responses"]["default"]["content"].keys() == {
        "application/problem+json"
    }


NEW = {"last_name": "Орлова", "phones": [{"value": "8 912 000-11-22"}]}


def test_a_key_used_twice_makes_one_and_answers_the_same(world: World):
    asking = caller(world.anna)
    first, again = (asking.post(f"{API}/contacts", NEW, headers={"Idempotency-Key": "k1"}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Contact.objects.filter(last_name="Орлова").count() == 1


def test_a_key_of_another_request_is_a_conflict(world: World):
    asking = caller(world.anna)
    asking.post(f"{API}/contacts", NEW, headers={"Idempotency-Key": "k1"})
    other = asking.post(f"{API}/contacts", NEW | {"last_name": "Соколова"}, headers={"Idempotency-Key": "k1"})
    assert told(other, 409)["code"] == "idempotency_key_reused"


def test_a_refusal_is_not_kept_so_the_key_may_try_again(world: World):
    asking = caller(world.anna)
    wrong = asking.post(f"{API}/contacts", {}, headers={"Idempotency-Key": "k1"})
    told(wrong, 422)
    right = asking.post(f"{API}/contacts", NEW, headers={"Idempotency-Key": "k1"})
    assert right.status_code == 201


def test_keys_of_two_members_do_not_meet(world: World):
    for member in (world.anna, world.boris):
        caller(member).post(f"{API}/contacts", NEW, headers={"Idempotency-Key": "k1"})
    assert Contact.objects.filter(last_name="Орлова").count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_key_at_the_same_moment_waits_for_the_first():
    world = build()
    asking = caller(world.anna)
    both = Barrier(2)

    def send(_n: int) -> dict[str, Any]:
        both.wait()
        answer = asking.post(f"{API}/contacts", NEW, headers={"Idempotency-Key": "k1"})
        connections.close_all()
        return answer.json()

    with ThreadPoolExecutor(2) as pool:
        one, two = pool.map(send, range(2))
    assert one == two
    assert Contact.objects.filter(last_name="Орлова").count() == 1
