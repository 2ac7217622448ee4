"""Answers A1.5: every page × role, each with one's own thing and with another's. Invisible is 404, visible but forbidden 403."""

import itertools

import pytest
from django.urls import URLPattern, get_resolver, reverse

from .conftest import taken_back
from .routes import ELSEWHERE, ON_THINGS, OPEN, OWN, PLAIN, SETTLED

ROLES = ("olga", "roman", "anna", "tsvetana", "nina")  # Борис is another Анна: his things are what she is tried with


@pytest.fixture
def ask(pairs):
    browsers = {}

    def status(member, method, url, data=None):
        if member not in browsers:
            browsers[member] = pairs.world.browser(member)
            browsers[member].raise_request_exception = False
        with taken_back():
            return getattr(browsers[member], method)(url, data or {}).status_code

    return status


def methods(route):
    return [(method, right) for method, right in (("get", route.get), ("post", route.post)) if right != "no"]


def may(member, right):
    return right is None or (right(member) if callable(right) else member.may(*right))


def reached(status):
    """The door opened: the page is there, or the verb was reached and said what it needs."""
    return status < 400 or status in (409, 422)


@pytest.mark.parametrize("route", PLAIN + SETTLED, ids=lambda route: route.name)
def test_a_page_of_no_single_thing(pairs, ask, route):
    wrong = []
    for name, (method, right) in itertools.product(ROLES, methods(route)):
        member = getattr(pairs.world, name)
        status = ask(member, method, reverse(route.name, args=route.args(pairs) if route.args else []), route.data)
        if not (reached(status) if may(member, right) else status == 403):
            wrong.append((name, method, status))
    assert not wrong


@pytest.mark.parametrize("route", ON_THINGS, ids=lambda route: f"{route.name}-{route.thing}")
def test_a_page_of_one_thing(pairs, ask, route):
    wrong = []
    for name, whose, (method, right) in itertools.product(ROLES, ("own", "other"), methods(route)):
        member, side = getattr(pairs.world, name), getattr(pairs, whose)
        args = route.args(side) if route.args else [getattr(side, route.thing).pk]
        data = route.data(side) if callable(route.data) else route.data
        status = ask(member, method, reverse(route.name, args=args), data if method == "post" else None)
        if not expected(member, side, route.thing, right, status):
            wrong.append((name, whose, method, status, "sees" if side.seen_by(member, route.thing) else "blind"))
    assert not wrong


def expected(member, side, thing, right, status):
    if not side.seen_by(member, thing):
        return status == 404
    return reached(status) if member.may(right[0], side.card(thing)) else status == 403


def test_every_page_has_its_row():
    known = OPEN | OWN | ELSEWHERE | {route.name for route in PLAIN + SETTLED + ON_THINGS}
    assert sorted(names(get_resolver()) - known) == []


def names(resolver):
    found = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            found |= {entry.name} - {None}  # the API's «no such address» has no name
        elif not getattr(entry, "namespace", None):
            found |= names(entry)
    return found


def test_a_stranger_is_asked_to_sign_in(pairs, client):
    answers = {route.name: client.get(reverse(route.name)) for route in PLAIN}
    assert [
        name
        for name, answer in answers.items()
        if answer.status_code != 405 and not answer.headers.get("Location", "").startswith("/accounts/login")
    ] == []
