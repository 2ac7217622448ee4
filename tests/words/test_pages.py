"""An English member meets no Russian word, a Russian one no English word, on any page, refusal or letter (issue 3, section 1)."""

import html
import json
import re

import pytest
from django.core import mail
from django.test import Client as Browser
from django.urls import reverse

from tests.access import operations
from tests.access.conftest import taken_back
from tests.access.pairs import both
from tests.access.routes import ON_THINGS, PLAIN, SETTLED
from tests.api.calls import API, Caller
from vatman.team.models import Member

from .disguise import write_strangely
from .page import Page
from .test_sources import FORMS

CYRILLIC = re.compile(r"[^\n<>\"]*[А-Яа-яЁё][^\n<\"]*")
DATA = re.compile(r"\S*[@/_]\S*|\S+\.(?:txt|csv)\b")  # addresses, keys, names of files
LATIN = re.compile(r"[A-Za-z][A-Za-z'-]+")
READABLE = ("text/html", "text/plain", "application/json", "application/problem+json")
OWN = ("profile", "keys", "account_change_password", "account_reauthenticate", "mfa_index", "mfa_activate_totp")
ENTRANCE = ("account_login", "account_reset_password", "account_reset_password_done", "account_inactive")
OPERATIONS = operations.FREE + operations.ON_THINGS + operations.KNOWN_TO_ALL
NAMES = {  # of programs, formats and languages: the same words in Russian
    "API", "Authenticator", "CSV", "English", "Excel", "Google", "MAX", "OpenDocument", "Telegram", "Vatman", "WhatsApp", "Skype", "Viber", "Br", "UTC", "zip",
}  # fmt: skip


@pytest.fixture(scope="module")
def strange(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), taken_back():
        pairs = both()
        pairs.key = pairs.world.olga.make_token("ключ", by=pairs.world.olga)
        write_strangely()
        yield pairs


@pytest.fixture(params=["en", "ru"])
def language(request):
    return request.param


@pytest.fixture
def visitor(db, strange, language):
    Member.objects.update(language=language)
    visitor = strange.world.browser(Member.objects.get(pk=strange.world.olga.pk))
    visitor.raise_request_exception = False
    return visitor


def address(route, pairs):
    if route in ON_THINGS:
        args = route.args(pairs.own) if route.args else [getattr(pairs.own, route.thing).pk]
    else:
        args = route.args(pairs) if route.args else []
    return reverse(route.name, args=args)


def operation_address(operation, side):
    thing = str(getattr(side, operation.thing).pk) if operation.thing else ""
    return API + operation.path.replace("{id}", thing).replace("{company}", str(side.company.pk)) + operation.query


def named(route):
    return f"{route.name}-{route.thing}"


def toast(answer):
    """The short word that goes in a header."""
    told = json.loads(answer.headers.get("HX-Trigger", "{}")).get("toast", {})
    return f"{told.get('text', '')}\n{told.get('undo_text', '')}"


def foreign(answer, language):
    """Words of the other language in an answer."""
    assert answer.status_code < 500
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    text = answer.content.decode() if not answer.streaming and kind in READABLE else ""
    if language == "en":
        found = CYRILLIC.findall(f"{html.unescape(text)}\n{toast(answer)}")
        return sorted({words.strip() for words in found} - FORMS - {"Русский"})
    said = [*(Page(text).said if kind == "text/html" else ()), toast(answer)]
    return sorted(set(LATIN.findall(DATA.sub(" ", " ".join(said)))) - NAMES)


@pytest.mark.parametrize("route", [route for route in PLAIN + SETTLED + ON_THINGS if route.get != "no"], ids=named)
def test_a_page_speaks_one_language(strange, visitor, language, route):
    assert foreign(visitor.get(address(route, strange)), language) == []


@pytest.mark.parametrize("language", ["en"])
@pytest.mark.parametrize("route", [route for route in PLAIN + SETTLED + ON_THINGS if route.post != "no"], ids=named)
def test_an_answer_and_a_refusal_speak_one_language(strange, visitor, language, route):
    data = route.data(strange.own) if callable(route.data) else route.data
    typed, found = {str(value) for value in data.values()}, []
    for sent in ({}, data):
        with taken_back():
            found += foreign(visitor.post(address(route, strange), sent), language)
    assert [words for words in found if not any(one in words for one in typed)] == []


@pytest.mark.parametrize("name", OWN)
def test_a_page_of_ones_own_speaks_one_language(visitor, language, name):
    assert foreign(visitor.get(reverse(name), follow=True), language) == []
    assert foreign(visitor.post(reverse(name), {}), language) == []


@pytest.mark.parametrize("name", ENTRANCE)
def test_the_entrance_speaks_the_language_of_the_browser(db, language, name):
    visitor = Browser(headers={"Accept-Language": language})
    assert foreign(visitor.get(reverse(name)), language) == []
    assert foreign(visitor.post(reverse(name), {"login": "x", "email": "x", "password": "y"}), language) == []


def test_a_letter_speaks_the_language_of_the_browser(strange, db, language):
    Browser(headers={"Accept-Language": language}).post(
        reverse("account_reset_password"), {"email": strange.world.anna.email}
    )
    [letter] = mail.outbox
    said = DATA.sub(" ", letter.subject + "\n" + letter.body)
    assert (CYRILLIC if language == "en" else LATIN).findall(said) == []


@pytest.mark.parametrize("language", ["en"])
@pytest.mark.parametrize("operation", [one for one in OPERATIONS if not one.upload], ids=str)
def test_the_api_speaks_the_language_of_the_caller(strange, visitor, language, operation):
    caller = Caller(headers={"Authorization": f"Bearer {strange.key}"}, raise_request_exception=False)
    path, found = operation_address(operation, strange.own), []
    for body in ({}, {"nothing": 1, "title": 7, "value": "?", "stage": 0}):
        with taken_back():
            found += foreign(getattr(caller, operation.method)(path, body), language)
    assert found == []


@pytest.mark.parametrize(
    "path", ["/nowhere", f"{API}/nowhere", f"{API}/deals/9999999", f"{API}/deals?cursor=x", "/deals/9999999"]
)
def test_what_is_not_there_is_told_in_the_language_of_the_caller(strange, visitor, language, path):
    caller = Caller(headers={"Authorization": f"Bearer {strange.key}"}) if path.startswith(API) else visitor
    answer = caller.get(path)
    assert answer.status_code in (404, 422, 400)
    assert foreign(answer, language) == []
