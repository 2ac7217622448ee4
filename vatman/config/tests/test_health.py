"""`/healthz` says ok only when tables, worker and the requested demo are ready, and costs nearly nothing."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.world import World

pytestmark = pytest.mark.django_db


def beat(seconds_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s))",
            [seconds_ago],
        )


def test_without_a_worker_it_is_not_ready() -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (503, "no worker")


def test_a_worker_that_fell_silent_is_no_worker() -> None:
    beat(seconds_ago=60)
    assert Client().get("/healthz").json()["status"] == "no worker"


def test_with_a_living_worker_it_is_ready_by_one_query(django_assert_num_queries: Any) -> None:
    beat(seconds_ago=1)
    Client().get("/healthz")
    with django_assert_num_queries(1):
        answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")


def test_a_requested_demo_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    beat(seconds_ago=1)
    monkeypatch.setenv("VATMAN_DEMO", "1")
    assert Client().get("/healthz").json()["status"] == "filling the demo"


def test_a_filled_demo_is_ready(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    beat(seconds_ago=1)
    monkeypatch.setenv("VATMAN_DEMO", "1")
    assert Client().get("/healthz").json()["status"] == "ok"
