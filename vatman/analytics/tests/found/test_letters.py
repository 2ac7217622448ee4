"""Answers A3.5: the weekly line goes by mail to owner and heads, once to each, over a real SMTP server."""

import email
import socket
from datetime import timedelta
from email.policy import default as modern

import pytest
from aiosmtpd.controller import Controller
from django.urls import reverse
from django.utils import timezone

from vatman.analytics.found.dealing import hand_out
from vatman.analytics.found.letters import send_all
from vatman.analytics.found.weeks import monday
from vatman.analytics.jobs import found_letters
from vatman.analytics.models import FoundDeal, FoundLetter, Handout
from vatman.config.periodic import TASKS

from .world import quiet

State = FoundLetter.State


class Postman:
    """Takes letters; `answer` is what it says of each, None breaks the line once the letter is here."""

    def __init__(self):
        self.letters, self.answer = [], "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.letters.append((envelope.rcpt_tos[0], email.message_from_bytes(envelope.content, policy=modern)))
        if self.answer is None:
            server.transport.abort()
        return self.answer or "250 OK"

    def to(self):
        return sorted(address for address, _letter in self.letters)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def postman(settings):
    postman, port = Postman(), free_port()
    controller = Controller(postman, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    settings.DEFAULT_FROM_EMAIL = "vatman@dvor.test"
    yield postman
    controller.stop()


@pytest.fixture
def brought(world):
    """Boris's booklets, handed out two weeks ago, were won last week; Anna's calendars still wait for an answer."""
    quiet(world, world.booklets, 30)
    quiet(world, world.calendars, 30)
    hand_out("offers", by=world.boris)
    then = timezone.now() - timedelta(days=15)
    Handout.objects.update(at=then)
    FoundDeal.objects.update(since=then.date())
    world.booklets.win(by=world.boris)
    last = monday() - timedelta(days=4)
    world.booklets.moves.filter(stage__kind="won").update(
        at=timezone.now() - timedelta(days=(timezone.localdate() - last).days)
    )
    type(world.booklets).objects.filter(pk=world.booklets.pk).update(closed_on=last)
    return world


def test_owner_and_head_read_what_came_back_and_what_it_brought(brought, postman):
    assert send_all() == 2
    assert postman.to() == ["olga@dvor.test", "roman@dvor.test"]
    letter = dict(postman.letters)["olga@dvor.test"]
    text = letter.get_content().replace("\xa0", " ")
    assert letter["Subject"].strip() == "Найденные деньги за неделю: вернулось 1, продано 1 на 120 000 ₽"
    assert "сделано 0, вернулось 1, продано 1 на 120 000 ₽" in text
    assert "1 КП без ответа, 50 000 ₽" in text
    assert letter["Message-ID"].startswith(f"<found-{monday() - timedelta(days=7)}-{brought.olga.pk}@")


def test_each_reads_it_in_his_own_language(brought, postman):
    brought.olga.change(by=brought.olga, language="en")
    send_all()
    assert dict(postman.letters)["olga@dvor.test"]["Subject"].strip().startswith("Money found this week")


def test_once_a_week_however_often_it_runs(brought, postman):
    send_all()
    assert send_all() == 0
    assert len(postman.letters) == 2
    assert send_all(timezone.localdate() + timedelta(days=7)) == 2


def test_who_was_refused_is_tried_again_and_reads_why(brought, postman):
    postman.answer = "451 later"
    assert send_all() == 0
    assert set(FoundLetter.objects.values_list("state", flat=True)) == {State.FAILED}
    assert "Письмо за неделю не ушло" in brought.browser(brought.olga).get(reverse("found")).content.decode()
    postman.answer = "250 OK"
    assert send_all() == 2
    assert "не ушло" not in brought.browser(brought.olga).get(reverse("found")).content.decode()


def test_a_server_that_is_not_there_is_tried_again(brought, postman, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    assert send_all() == 0
    settings.EMAIL_PORT = port
    assert send_all() == 2


def test_where_nobody_knows_whether_it_left_it_is_not_sent_twice(brought, postman):
    postman.answer = None
    assert send_all() == 0
    postman.answer = "250 OK"
    assert send_all() == 0
    assert len(postman.letters) == 2
    assert set(FoundLetter.objects.values_list("state", flat=True)) == {State.SENDING}


def test_nothing_to_tell_is_no_letter(world, postman):
    assert send_all() == 0
    assert postman.letters == []
    assert set(FoundLetter.objects.values_list("state", flat=True)) == {State.NEEDLESS}


def test_without_a_mail_server_nothing_is_written_down(brought, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    found_letters()
    assert not FoundLetter.objects.exists()


def test_it_runs_by_itself_on_mondays():
    assert TASKS["found_letters"].name == "periodic.found_letters"
