"""A3.8: the planning table comes by mail in the morning of a working day: once to each, never twice, over a real SMTP server."""

import socket
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from django.urls import reverse
from django.utils import timezone

from vatman.analytics import letters
from vatman.analytics.models import Plan, PlanningLetter
from vatman.team.calendar import next_working
from vatman.team.models import Organisation

STATE = PlanningLetter.State


class Postman:
    """Takes letters; `after` says what it answers, None breaks the line without a word once the letter is here."""

    def __init__(self):
        self.box, self.after = [], "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("roman") and self.after == "550":
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.box.append((envelope.rcpt_tos[0], envelope.content.decode()))
        if self.after is None:
            server.transport.abort()
        return self.after if self.after and self.after != "550" else "250 OK"


@pytest.fixture
def postman(settings):
    postman = Postman()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(postman, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    settings.DEFAULT_FROM_EMAIL = "vatman@dvor.test"
    settings.CSRF_TRUSTED_ORIGINS = ["https://crm.dvor.test"]
    yield postman
    controller.stop()


@pytest.fixture
def morning(world):
    """Nine and a half of a working day by the company's clock."""
    day = next_working(timezone.localdate())
    return datetime.combine(day, time(9, 30), ZoneInfo(Organisation.get().time_zone))


def to(postman):
    return sorted(address for address, _text in postman.box)


def states():
    return dict(PlanningLetter.objects.values_list("member__email", "state"))


def test_the_owner_and_the_head_have_it_once_a_day(world, postman, morning):
    assert letters.send_due(morning) == 2
    assert letters.send_due(morning + timedelta(minutes=5)) == 0
    assert to(postman) == ["olga@dvor.test", "roman@dvor.test"]
    assert set(states().values()) == {STATE.SENT}
    tomorrow = datetime.combine(next_working(morning.date() + timedelta(days=1)), morning.time(), morning.tzinfo)
    assert letters.send_due(tomorrow) == 2


def test_nothing_leaves_before_the_morning_at_night_or_on_a_day_off(world, postman, morning):
    saturday = morning.date() + timedelta(days=(5 - morning.weekday()) % 7)
    for now in (
        morning.replace(hour=8),
        morning.replace(hour=18),
        datetime.combine(saturday, time(10), morning.tzinfo),
    ):
        assert letters.send_due(now) == 0
    assert letters.send_due(morning.replace(hour=16)) == 2  # nothing ran in the morning


def test_the_head_reads_of_his_department_alone(world, postman, morning):
    world.production.lead_by(world.tsvetana, by=world.olga)
    Plan.objects.put(world.anna, timezone.localdate(), 100, by=world.olga)
    message = letters.compose(world.roman, morning.date())
    html, _type = message.alternatives[0]
    for text in (message.body, html):
        assert "Анна Аистова" in text
        assert "Цветана" not in text
        assert "https://crm.dvor.test/reports/planning" in text
        assert "Ромашка" not in text
    assert message.extra_headers["Message-ID"] == f"<planning-{morning.date()}-{world.roman.pk}@dvor.test>"


def test_each_reads_it_in_his_language(world, postman, morning):
    world.roman.change(by=world.olga, language="en")
    letters.send_due(morning)
    subjects = {address: text for address, text in postman.box}
    assert "Open the meeting" in subjects["roman@dvor.test"]
    assert "Открыть планёрку" not in subjects["roman@dvor.test"]


def test_who_does_not_want_it_or_left_has_none(world, postman, morning):
    browser = world.browser(world.roman)
    assert "Эта таблица приходит вам письмом" in browser.get(reverse("planning")).content.decode()
    browser.post(reverse("planning_letters"), {"letters": "0"})
    assert letters.send_due(morning) == 1
    assert "Письмо по утрам вы отключили" in browser.get(reverse("planning")).content.decode()
    assert world.browser(world.anna).post(reverse("planning_letters"), {"letters": "1"}).status_code == 403


def test_a_line_broken_in_the_middle_is_never_sent_again_blindly(world, postman, morning):
    postman.after = None
    assert letters.send_due(morning) == 0
    assert len(postman.box) == 2  # both have come, and nobody here knows
    postman.after = "250 OK"
    assert letters.send_due(morning + timedelta(minutes=5)) == 0
    assert set(states().values()) == {STATE.SENDING}


def test_its_reader_asks_for_it_once_more(world, postman, morning):
    today = timezone.localdate()
    postman.after = None
    letters._send(world.roman, today)
    postman.after = "250 OK"
    PlanningLetter.objects.update(tried_at=timezone.now() - timedelta(minutes=5))
    browser = world.browser(world.roman)
    assert "не знаем, дошло ли" in browser.get(reverse("planning")).content.decode()
    browser.post(reverse("planning_letters"), {"again": "1"})
    assert letters._send(world.roman, today)
    assert len(postman.box) == 2
    browser.post(reverse("planning_letters"), {"again": "1"})
    assert not letters._send(world.roman, today)


def test_after_a_crash_between_claim_and_letter_nothing_is_sent_twice(world, postman, morning):
    """The claim stands before the letter leaves: whoever comes next finds it, be it another worker or the same one anew."""
    assert PlanningLetter.objects.claim(world.roman, morning.date())
    assert PlanningLetter.objects.claim(world.roman, morning.date()) is None
    letters.send_due(morning)
    assert to(postman) == ["olga@dvor.test"]


def test_what_the_server_refused_is_tried_again_a_few_times(world, postman, morning):
    postman.after = "550"
    assert letters.send_due(morning) == 1
    assert states() == {"olga@dvor.test": STATE.SENT, "roman@dvor.test": STATE.FAILED}
    postman.after = "250 OK"
    assert letters.send_due(morning + timedelta(minutes=5)) == 1
    assert to(postman) == ["olga@dvor.test", "roman@dvor.test"]


def test_a_server_that_is_away_is_tried_five_times(world, settings, postman, morning):
    settings.EMAIL_PORT = 1
    for _try in range(7):
        letters.send_due(morning)
    found = PlanningLetter.objects.get(member=world.roman)
    assert (found.state, found.attempts, bool(found.error)) == (STATE.FAILED, 5, True)


def test_without_a_mail_server_nothing_is_printed_into_the_log(world, settings, morning):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert letters.send_due(morning) == 0
    assert states() == {}
