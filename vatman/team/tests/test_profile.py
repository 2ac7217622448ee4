"""One's own page: language, zone, sessions, keys (issue 3: 1, 2; A1.10)."""

import re

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.world import PASSWORD, World
from vatman.events.models import Event
from vatman.team.models import Member
from vatman.team.sessions import sessions_of

MINE = {"name": "Анна Аистова", "language": "en", "theme": "night", "time_zone": "Asia/Omsk"}


def sign_in(email: str) -> Browser:
    browser = Browser()
    browser.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    return browser


def test_language_light_and_zone_are_ones_own(world: World):
    browser = world.browser(world.anna)
    browser.post(reverse("profile"), MINE)
    anna = Member.objects.get(pk=world.anna.pk)
    assert (anna.language, anna.theme, anna.zone) == ("en", "night", "Asia/Omsk")
    page = browser.get(reverse("profile")).content.decode()
    assert '<html lang="en" data-theme="night">' in page


def test_nobody_writes_himself_a_role(world: World):
    world.browser(world.anna).post(
        reverse("profile"), MINE | {"role": world.olga.role_id, "is_active": "", "email": "x@x.test"}
    )
    anna = Member.objects.get(pk=world.anna.pk)
    assert (anna.role.key, anna.is_active, anna.email) == ("manager", True, "anna@dvor.test")


def test_a_session_elsewhere_is_seen_and_ended(world: World):
    here, there = sign_in("anna@dvor.test"), sign_in("anna@dvor.test")
    [row] = [row for row in sessions_of(world.anna) if row.session_key == there.session.session_key]
    here.post(reverse("session_end", args=[row.pk]))
    assert there.get(reverse("profile")).status_code == 302
    assert here.get(reverse("profile")).status_code == 200


def test_all_other_sessions_end_together(world: World):
    here, *others = (sign_in("anna@dvor.test") for _ in range(3))
    here.post(reverse("sessions_end"))
    assert [browser.get(reverse("profile")).status_code for browser in others] == [302, 302]
    assert here.get(reverse("profile")).status_code == 200


def test_anothers_session_is_not_there(world: World):
    sign_in("boris@dvor.test")
    [row] = sessions_of(world.boris)
    assert world.browser(world.anna).post(reverse("session_end", args=[row.pk])).status_code == 404


def test_a_new_password_signs_out_elsewhere_and_stands_in_the_log(world: World):
    here, there = sign_in("anna@dvor.test"), sign_in("anna@dvor.test")
    new = {"oldpassword": PASSWORD, "password1": "совсем-другие-слова", "password2": "совсем-другие-слова"}
    here.post(reverse("account_change_password"), new)
    assert [browser.get(reverse("profile")).status_code for browser in (here, there)] == [200, 302]
    assert Event.objects.filter(kind="member.password_set", actor=world.anna).exists()


def test_a_key_is_shown_once_and_kept_as_a_digest(world: World):
    browser = world.browser(world.anna)
    secret = re.search(r"vat_[\w-]{20,}", browser.post(reverse("tokens"), {"name": "сайт"}).content.decode()).group()
    assert secret not in browser.get(reverse("profile")).content.decode()
    assert not world.anna.tokens.filter(digest=secret).exists()
    assert Event.objects.filter(kind="member.token_made").count() == 1


def test_anothers_key_cannot_be_revoked(world: World):
    world.boris.make_token("бот", by=world.boris)
    token = world.boris.tokens.get()
    assert world.browser(world.anna).post(reverse("token_revoke", args=[token.pk])).status_code == 404
    world.browser(world.boris).post(reverse("token_revoke", args=[token.pk]))
    assert world.boris.tokens.get().revoked_at


@pytest.mark.parametrize("name", ["mfa_index", "account_change_password", "keys", "account_logout"])
def test_pages_of_ones_own_speak_russian(world: World, name: str):
    page = sign_in("anna@dvor.test").get(reverse(name), follow=True).content.decode()
    shown = re.sub(r"<(script|style|head)\b.*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    latin = set(re.findall(r"[A-Za-z]{3,}", shown)) - {"Esc", "Ctrl", "Enter", "Shift", "Google", "Authenticator"}
    assert not latin
