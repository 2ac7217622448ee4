"""Answers A1.5: every operation of the API × role, by a bearer token, with one's own record and with another's real one.

Invisible is 404 for every method, visible but forbidden is 403, and what is allowed succeeds with a real body.
"""

import itertools
import json

import pytest

from tests.api.calls import API, Caller
from vatman.config.api import site
from vatman.records.views.common import may_note

from .conftest import taken_back
from .operations import FREE, KNOWN_TO_ALL, ON_THINGS
from .test_matrix import ROLES, may


@pytest.fixture(scope="module")
def callers(pairs, django_db_blocker):
    with django_db_blocker.unblock():
        people = {name: getattr(pairs.world, name) for name in ROLES}
        keys = {name: member.make_token("проба", by=member) for name, member in people.items()}
    return {
        name: Caller(headers={"Authorization": f"Bearer {key}"}, raise_request_exception=False)
        for name, key in keys.items()
    }


@pytest.fixture
def ask(db, callers):
    def status(name, operation, path, body, before=None):
        with taken_back():
            if before:
                before()
            send = callers[name].upload if operation.upload else getattr(callers[name], operation.method)
            given = body if operation.method in ("post", "patch") else {}
            return (send(path, **given) if operation.upload else send(path, given)).status_code

    return status


def body_of(operation, side):
    return operation.body(side) if callable(operation.body) else operation.body


def path_of(operation, side):
    filled = (
        operation.path.replace("{id}", str(getattr(side, operation.thing).id)) if operation.thing else operation.path
    )
    return (
        API
        + filled.replace("{company}", str(side.company.pk)).replace("{key}", side.key).replace("{payment}", "1")
        + operation.query
    )


@pytest.mark.parametrize("operation", FREE, ids=str)
def test_an_operation_of_no_single_thing(pairs, ask, operation):
    wrong = []
    for name in ROLES:
        status = ask(name, operation, path_of(operation, pairs.own), body_of(operation, pairs.own))
        if not (200 <= status < 300 if may(getattr(pairs.world, name), operation.right) else status == 403):
            wrong.append((name, status))
    assert not wrong


@pytest.mark.parametrize("operation", ON_THINGS + KNOWN_TO_ALL, ids=str)
def test_an_operation_on_one_thing(pairs, ask, operation):
    wrong = []
    for name, whose in itertools.product(ROLES, ("own", "other")):
        member, side = getattr(pairs.world, name), getattr(pairs, whose)
        before = (lambda side=side: operation.before(side)) if operation.before else None
        status = ask(name, operation, path_of(operation, side), body_of(operation, side), before)
        if not expected(member, side, operation, status):
            wrong.append((name, whose, status))
    assert not wrong


def expected(member, side, operation, status):
    if operation.right is None:
        return status == 200
    card, (action, _thing) = side.card(operation.thing), operation.right
    if not member.may("view", card):
        return status == 404
    allowed = may_note(member, card) if action == "note" else member.may(action, card)
    return 200 <= status < 300 if allowed else status == 403


def test_every_operation_has_its_row():
    document = json.loads(json.dumps(site.get_openapi_schema()))
    there = {(method, path.removeprefix(API)) for path, methods in document["paths"].items() for method in methods}
    rows = [operation.key for operation in FREE + ON_THINGS + KNOWN_TO_ALL]
    assert sorted(there.symmetric_difference(rows)) == []
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("operation", FREE + ON_THINGS + KNOWN_TO_ALL, ids=str)
def test_without_a_key_no_operation_answers(pairs, db, operation):
    with taken_back():
        answer = getattr(Caller(), operation.method)(path_of(operation, pairs.own))
    assert answer.status_code == 401
