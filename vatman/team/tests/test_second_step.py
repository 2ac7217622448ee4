"""The second step of a login: on, asked, replaced by a spare code, off (issue 3: 2)."""

import base64
import hmac
import re
import struct
import time

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.world import PASSWORD, World
from vatman.events.models import Event


def code_of(secret: str, later: int = 0) -> str:
    """What an application on the phone shows (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + later)
    digest = hmac.new(base64.b32decode(secret), counter, "sha1").digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def sign_in() -> Browser:
    browser = Browser()
    browser.post(reverse("account_login"), {"login": "anna@dvor.test", "password": PASSWORD})
    return browser


def confirm(browser: Browser) -> None:
    """Once more before what guards the login."""
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})


@pytest.fixture
def secret(world: World) -> str:
    browser = sign_in()
    assert "Подтвердите, что это вы" in browser.get(reverse("mfa_activate_totp"), follow=True).content.decode()
    confirm(browser)
    page = browser.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'id="secret" value="([A-Z2-7]+)"', page).group(1)
    assert browser.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}).url == reverse(
        "mfa_view_recovery_codes"
    )
    return secret


def test_after_the_password_the_code_is_asked(world: World, secret: str):
    browser = sign_in()
    assert "_auth_user_id" not in browser.session
    assert "шесть цифр" in browser.get(reverse("mfa_authenticate")).content.decode()
    assert "Код не подходит" in browser.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    browser.post(reverse("mfa_authenticate"), {"code": code_of(secret, later=1)})
    assert browser.session["_auth_user_id"] == str(world.anna.pk)


def test_a_spare_code_lets_in_once(world: World, secret: str):
    browser = sign_in()
    browser.post(reverse("mfa_authenticate"), {"code": code_of(secret, later=1)})
    confirm(browser)
    page = browser.get(reverse("mfa_view_recovery_codes")).content.decode()
    spare = re.search(r"<textarea[^>]*>\s*(\S+)", page).group(1)
    for lets_in in (True, False):
        other = sign_in()
        other.post(reverse("mfa_authenticate"), {"code": spare})
        assert ("_auth_user_id" in other.session) is lets_in


def test_it_is_turned_off_by_oneself(world: World, secret: str):
    browser = sign_in()
    browser.post(reverse("mfa_authenticate"), {"code": code_of(secret, later=1)})
    confirm(browser)
    assert "Выключить второй шаг" in browser.get(reverse("mfa_deactivate_totp")).content.decode()
    browser.post(reverse("mfa_deactivate_totp"))
    assert not world.anna.has_second_step
    assert Event.objects.filter(kind="member.second_step_dropped", actor=world.anna).exists()


def test_a_lost_phone_is_helped_by_an_administrator(world: World, secret: str):
    world.browser(world.olga).post(reverse("member_second_step_off", args=[world.anna.pk]))
    assert "_auth_user_id" in sign_in().session
    assert Event.objects.filter(kind="member.second_step_dropped", actor=world.olga).exists()
