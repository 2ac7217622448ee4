"""How people come in: login by mail and password, one-time links, the first owner (issue 3: 1 and 2; A1.10)."""

import re

import pytest
from django.core import mail
from django.test import Client as Browser
from django.urls import reverse

from tests.world import PASSWORD, World
from vatman.events.models import Event
from vatman.team import first
from vatman.team.models import Invitation, Member, Organisation
from vatman.team.sessions import sessions_of

NEW = "совсем-другие-слова"


def sign_in(email: str, password: str = PASSWORD) -> Browser:
    browser = Browser()
    browser.post(reverse("account_login"), {"login": email, "password": password})
    return browser


def is_inside(browser: Browser) -> bool:
    return "_auth_user_id" in browser.session and browser.get(reverse("account_change_password")).status_code == 200


def test_mail_and_password_let_in_and_are_remembered_in_the_log(world: World):
    assert is_inside(sign_in("Anna@Dvor.test"))
    assert Event.objects.filter(kind="member.signed_in", subject_id=world.anna.pk).count() == 1


def test_a_wrong_password_says_so_in_russian(world: World):
    answer = Browser().post(reverse("account_login"), {"login": "anna@dvor.test", "password": "не-тот-пароль"})
    assert "Почта или пароль не подходят" in answer.content.decode()
    assert "_auth_user_id" not in answer.client.session


def test_the_sixth_guess_is_stopped(world: World):
    browser = Browser()
    answers = [
        browser.post(reverse("account_login"), {"login": "boris@dvor.test", "password": f"guess-{n}"}) for n in range(6)
    ]
    assert "Слишком много попыток" in answers[-1].content.decode()
    assert not is_inside(sign_in("boris@dvor.test"))


def test_whoever_left_is_out_at_once_and_stays_out(world: World):
    browser = sign_in("anna@dvor.test")
    world.anna.leave(successor=world.boris, by=world.olga)
    assert browser.get(reverse("account_change_password")).status_code == 302
    assert sessions_of(world.anna) == []
    assert sign_in("anna@dvor.test").session.get("_auth_user_id") is None


def test_the_last_owner_cannot_leave(world: World):
    with pytest.raises(Exception, match="единственный владелец"):
        world.olga.leave(by=world.olga)


def test_logout_asks_for_a_post(world: World):
    browser = sign_in("anna@dvor.test")
    assert "Выйти?" in browser.get(reverse("account_logout")).content.decode()
    browser.post(reverse("account_logout"))
    assert not is_inside(browser)


def test_a_forgotten_password_is_set_anew_by_mail(world: World):
    browser = Browser()
    browser.post(reverse("account_reset_password"), {"email": "anna@dvor.test"})
    [letter] = mail.outbox
    assert letter.subject == "Новый пароль для Ватмана"
    path = re.search(r"http://testserver(\S+)", letter.body).group(1)
    form = browser.get(path, follow=True)
    browser.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    assert is_inside(sign_in("anna@dvor.test", NEW))


def test_nobody_learns_whether_a_mail_is_known(world: World):
    known = Browser().post(reverse("account_reset_password"), {"email": "anna@dvor.test"})
    unknown = Browser().post(reverse("account_reset_password"), {"email": "nobody@dvor.test"})
    assert known.status_code == unknown.status_code == 302
    assert known.url == unknown.url
    assert len(mail.outbox) == 1


def test_an_invitation_lets_in_once(world: World):
    vera = Member.objects.join(email="vera@dvor.test", name="Вера", role="manager", by=world.olga)
    path = reverse("join", args=[Invitation.objects.make(vera, by=world.olga)])
    browser = Browser()
    assert "Вера, придумайте пароль" in browser.get(path).content.decode()
    assert browser.post(path, {"password": NEW, "again": NEW}).url == reverse("home")
    assert is_inside(browser)
    assert Browser().get(path).status_code == 410


def test_a_newer_invitation_closes_the_older(world: World):
    older, newer = (Invitation.objects.make(world.anna, by=world.olga) for _ in range(2))
    assert Browser().get(reverse("join", args=[older])).status_code == 410
    assert Browser().get(reverse("join", args=[newer])).status_code == 200


def test_an_invitation_of_one_who_left_opens_nothing(world: World):
    secret = Invitation.objects.make(world.anna, by=world.olga)
    world.anna.leave(by=world.olga)
    assert Browser().get(reverse("join", args=[secret])).status_code == 410


def test_a_weak_password_is_refused_and_the_link_lives_on(world: World):
    path = reverse("join", args=[Invitation.objects.make(world.anna, by=world.olga)])
    assert Browser().post(path, {"password": "12345", "again": "12345"}).status_code == 422
    assert Browser().get(path).status_code == 200


FOUNDER = {
    "company": "Печатный двор",
    "name": "Ольга Владимирова",
    "email": "olga@dvor.test",
    "password": NEW,
    "again": NEW,
}


def test_the_first_page_makes_the_owner_and_names_the_company(db):
    browser = Browser()
    path = first.link()
    assert "Первый день" in browser.get(path).content.decode()
    assert browser.post(path, FOUNDER).status_code == 302
    assert Member.objects.get().role.key == "owner"
    assert Organisation.get().name == "Печатный двор"
    assert is_inside(browser)


def test_the_first_link_dies_with_the_first_owner(db):
    path = first.link()
    Member.objects.join(email="olga@dvor.test", name="Ольга", role="owner", by=None, password=NEW)
    assert Browser().get(path).status_code == 410
    assert first.link() is None


def test_the_last_step_offers_the_files_to_the_owner_alone(world: World):
    assert world.browser(world.olga).get(reverse("first_clients")).status_code == 200
    assert world.browser(world.anna).get(reverse("first_clients")).status_code == 403


def test_the_secret_itself_is_nowhere_in_the_database(world: World):
    secret = Invitation.objects.make(world.anna, by=world.olga)
    assert not Invitation.objects.filter(digest__contains=secret).exists()
    assert not any(secret in str(event.payload) for event in Event.objects.filter(kind="member.invited"))
