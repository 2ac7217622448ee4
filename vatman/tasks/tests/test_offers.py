"""A2.1: a КП goes from the card by the member's own mail, and its answer is asked for in two working days (sales-floor.md, «After КП sent»)."""

import json
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from vatman.events.models import Event
from vatman.events.undoing import undo_event
from vatman.tasks.actions.send_offer import send_offer
from vatman.tasks.models import Offer, OfferLetter, Task
from vatman.team.calendar import add_working
from vatman.web.errors import Refused


def fresh(thing):
    return type(thing)._default_manager.get(pk=thing.pk)


@pytest.fixture
def mailed(world):
    world.ivanov.add_way("email", "ivanov@romashka.test", by=world.anna)
    return reverse("deal_offer", args=[world.calendars.pk])


def test_the_decision_is_asked_for_in_two_working_days(world):
    Task.objects.plan("Отправить КП", kind="letter", by=world.anna, deal=world.calendars)
    way = world.ivanov.add_way("email", "ivanov@romashka.test", by=world.anna)
    offer = send_offer(world.calendars, by=world.anna, way=way)
    deal = fresh(world.calendars)
    assert (deal.stage.key, offer.next_step.title) == ("send_quote", "Узнать решение")
    assert offer.next_step.due_on == add_working(timezone.localdate(), 2)
    assert not Task.objects.open().filter(title="Отправить КП").exists()
    page = world.browser(world.anna).get(deal.get_absolute_url()).content.decode()
    assert "КП отправлено: Иванов Пётр Сергеевич" in page


def test_a_deal_further_on_stays_where_it_is(world):
    world.calendars.move_to(world.stage("meeting"), by=world.anna)
    send_offer(world.calendars, by=world.anna)
    assert fresh(world.calendars).stage.key == "meeting"


def test_what_was_sent_is_taken_back(world):
    task = Task.objects.plan("Отправить КП", kind="letter", by=world.anna, deal=world.calendars)
    offer = send_offer(world.calendars, by=world.anna)
    undo_event(Event.objects.get(kind="offer.sent"), by=world.anna)
    assert (fresh(world.calendars).stage.key, fresh(task).done_at) == ("request", None)
    assert not Task.objects.open().filter(title="Узнать решение").exists()
    assert fresh(offer).taken_back_at
    with pytest.raises(Refused):
        fresh(offer).take_back(by=world.anna)


def test_a_closed_deal_sends_nothing(world):
    world.calendars.win(by=world.anna)
    with pytest.raises(Refused):
        send_offer(world.calendars, by=world.anna)


def test_the_window_offers_a_letter_to_each_address_with_the_file_beside(world, mailed):
    letter = OfferLetter.objects.of(world.sales)
    file = SimpleUploadedFile("КП 2027.pdf", b"%PDF-1.4")
    letter.change(subject="КП: [сделка]", text="[имя], сумма [amount]. [я]", file=file, by=world.roman)
    browser = world.browser(world.anna)
    page = browser.get(mailed).content.decode()
    href = page.partition('href="mailto:')[2].partition('"')[0]
    told = unquote(href).replace("&amp;", "&").replace("\xa0", " ")
    assert told == "ivanov@romashka.test?subject=КП: Календари&body=Пётр Сергеевич, сумма 50 000 ₽. Анна Аистова"
    assert "КП 2027.pdf" in page
    answer = browser.get(reverse("offer_file", args=[letter.pk]))
    assert b"".join(answer.streaming_content) == b"%PDF-1.4"


def test_pressing_it_writes_down_to_whom(world, mailed):
    way = world.ivanov.ways.get(channel="email")
    answer = world.browser(world.anna).post(mailed, {"way": way.pk})
    said = json.loads(answer.headers["HX-Trigger"])
    assert (answer.status_code, bool(said["toast"]["undo"]), Offer.objects.get().to) == (204, True, way.value)


def test_who_may_not_see_addresses_is_shown_none(world, mailed):
    role = world.anna.role
    role.let("contact", "contacts", "none", by=world.olga)
    assert "ivanov@romashka.test" not in world.browser(world.anna).get(mailed).content.decode()
    send_offer(world.calendars, by=world.olga, way=world.ivanov.ways.get(channel="email"))
    page = world.browser(world.anna).get(world.calendars.get_absolute_url()).content.decode()
    assert "КП отправлено" in page
    assert "ivanov@romashka.test" not in page


def test_the_nearest_letter_leads(world):
    assert "[сделка]" in OfferLetter.objects.for_deal(world.calendars, world.anna).subject
    OfferLetter.objects.of(None).change(subject="От компании", text="", by=world.olga)
    assert OfferLetter.objects.for_deal(world.calendars, world.anna).subject == "От компании"
    OfferLetter.objects.of(world.sales).change(subject="От отдела", text="", by=world.roman)
    assert OfferLetter.objects.for_deal(world.calendars, world.anna).subject == "От отдела"


def test_a_letter_is_kept_by_its_head_and_its_change_undone(world):
    url = reverse("offer_letter", args=[world.sales.pk])
    assert world.browser(world.anna).get(url).status_code == 403
    browser = world.browser(world.roman)
    assert (
        browser.post(url, {"subject": "Раз", "text": "", "file": SimpleUploadedFile("1.pdf", b"1")}).status_code == 204
    )
    browser.post(url, {"subject": "Два", "text": "", "file": SimpleUploadedFile("2.pdf", b"2")})
    undo_event(Event.objects.filter(kind="offer_letter.changed").latest("id"), by=world.roman)
    letter = OfferLetter.objects.get()
    assert (letter.subject, letter.file.name) == ("Раз", "1.pdf")
    assert browser.post(url, {"subject": "Три", "text": "а" * 1501}).status_code == 422
    assert browser.get(reverse("offer_letter", args=[0])).status_code == 403
