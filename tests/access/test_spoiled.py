"""Answers A1.5: spoiled pages and numbers that are none are a clear error, never an accident."""

import pytest
from django.urls import reverse

from tests.api.calls import API
from vatman.web import cursors

SPOILED = {
    "not base64": "ё!", "not json": "AAAA", "no list": cursors.encode([1])[:4], "too short": cursors.encode([]), "too long": cursors.encode([1] * 9),
    "words": cursors.encode(["x", "y"]), "objects": cursors.encode([{"a": 1}, {"b": 2}]), "lists": cursors.encode([[1], [2]]),
    "no byte": cursors.encode(["a\x00b", 1]), "no bytes": cursors.encode(["2026-01-01T00:00:00+00:00", "\x00"]), "huge": cursors.encode([10**30, 10**30]),
    "no month": cursors.encode(["2026-13-01T00:00:00+00:00", 1]),
    "far day": cursors.encode(["99999-01-01", 1]), "no number": cursors.encode(["NaN", "Infinity"]), "nothing": cursors.encode([None, None]),
    "true": cursors.encode([True, True]), "deep": "W1tb" * 4000,
}  # fmt: skip
PAGED = [
    "/clients", "/clients?sort=created", "/deals", "/deals?sort=amount", "/deals?sort=-attention_at", "/tasks", "/tasks?when=done", "/trash", "/journal", "/imports",
    "/imports/doubts", "/reports/deals", "/board/columns/{stage}", "/timeline/deal/{deal}", "/imports/{load}/rows", "/imports/{load}/problems",
    *(f"{API}/{name}" for name in ("contacts", "deals", "tasks", "events", "imports", "members", "departments", "pipelines", "deals/{deal}/moves", "deals/{deal}/notes")),
]  # fmt: skip


@pytest.mark.parametrize("url", PAGED)
def test_a_spoiled_page_is_a_clear_error(two, url):
    browser = two.world.browser(two.world.olga)
    browser.raise_request_exception = False
    path = url.format(stage=two.own.deal.stage_id, deal=two.own.deal.pk, load=two.own.load.pk)
    assert browser.get(path).status_code == 200
    answers = {
        name: browser.get(path, query_params=dict([*_query(path), ("cursor", cursor)])).status_code
        for name, cursor in SPOILED.items()
    }
    assert {name: status for name, status in answers.items() if status not in (200, 422)} == {}
    assert answers["not json"] == answers["not base64"] == 422


def _query(path):
    return [tuple(pair.split("=")) for pair in path.partition("?")[2].split("&") if pair]


NUMBERS = ["²", "٣", "9" * 30, "9" * 999, "-1", "0", "1e9", "\x00"]


@pytest.mark.parametrize(
    "url",
    ["/clients?owner=", "/tasks?owner=", "/deals?owner=", "/deals?company=", "/board?pipeline=", "/day?member=", "/board/changes?ids=", "/deals/new?contact=", "/deals/new?pipeline=",
     "/tasks/new?deal=", "/reports?owner=", "/reports?pipeline=", "/imports/doubts?import=", "/imports/{load}?sheet=", "/clients/contact/{contact}/merging?other=", "/journal?who=",
     "/board/columns/{stage}?n=", "/clients/contact/options?go=", "/deals/{deal}/next?at=", f"{API}/deals?owner=", f"{API}/events?id=", f"{API}/contacts?limit="],
)  # fmt: skip
def test_a_strange_number_is_no_accident(two, url):
    browser = two.world.browser(two.world.olga)
    browser.raise_request_exception = False
    path = url.format(
        stage=two.own.deal.stage_id, deal=two.own.deal.pk, load=two.own.load.pk, contact=two.own.contact.pk
    )
    place, _mark, query = path.partition("?")
    answers = {
        number[:9]: browser.get(place, query_params={query.rstrip("="): number}).status_code for number in NUMBERS
    }
    assert {number: status for number, status in answers.items() if status >= 500} == {}


def test_a_strange_number_in_a_form_is_no_accident(two):
    browser = two.world.browser(two.world.olga)
    browser.raise_request_exception = False
    own, doors = two.own, []
    doors += [
        (reverse("assign", args=["deal", own.deal.pk]), "owner"),
        (reverse("deal_moves", args=[own.deal.pk]), "stage"),
    ]
    doors += [
        (reverse("link_add", args=["contact", own.contact.pk]), "chosen"),
        (reverse("merge", args=["contact", own.contact.pk]), "other"),
    ]
    doors += [
        (reverse("deal_words", args=["reasons"]), "remove"),
        (reverse("stage_removal", args=[own.deal.stage_id]), "move_to"),
    ]
    doors += [(reverse("stage_order", args=[own.deal.pipeline_id]), "order"), (reverse("import_doubts"), "import")]
    doors += [
        (reverse("deal_people", args=[own.deal.pk]), "client"),
        (reverse("deal_new"), "pipeline"),
        (reverse("task_new"), "owner"),
    ]
    wrong = [
        (url, name, number[:9])
        for url, name in doors
        for number in NUMBERS
        if browser.post(url, {name: number}).status_code >= 500
    ]
    wrong += [
        (reverse("deal_people", args=[own.deal.pk]), number[:9])
        for number in NUMBERS
        if browser.post(reverse("deal_people", args=[own.deal.pk]), {"client": f"contact:{number}"}).status_code >= 500
    ]
    assert wrong == []
