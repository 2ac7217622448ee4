"""A1.10: one of several companies of a client pays."""

import re

import pytest

from tests.api.calls import API, caller, told
from vatman.clients.actions.merge import merge
from vatman.clients.models import Company, Link
from vatman.deals.models import Deal
from vatman.events.models import Event
from vatman.events.undoing import undo_event

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def trade(world):
    """Иванов's second company."""
    company = Company.objects.meet(by=world.anna, name="Торговый дом", legal_form="ООО")
    Link.objects.join(world.ivanov, company, by=world.anna)
    return company


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_companies_of_the_client_are_offered(world, trade):
    browser, url = world.browser(world.anna), f"/deals/{world.calendars.pk}/payer"
    asked = text(browser.get(url))
    assert f'value="company:{trade.pk}"' in asked
    assert f'value="company:{world.romashka.pk}"' not in asked
    answer = browser.post(url, {"client": f"company:{trade.pk}"}, **HTMX)
    assert f'<a href="/companies/{trade.pk}">ООО «Торговый дом»</a>' in text(answer)
    event = Event.objects.filter(kind="deal.changed").latest("pk")
    assert event.sentence == "Плательщик: — → ООО «Торговый дом»"
    undo_event(event, by=world.anna)
    assert Deal.objects.get(pk=world.calendars.pk).payer is None


def test_its_own_company_is_no_other_payer(world, trade):
    world.calendars.change(payer=trade, by=world.anna)
    browser, url = world.browser(world.anna), f"/deals/{world.calendars.pk}/payer"
    browser.post(url, {"client": f"company:{world.romashka.pk}"}, **HTMX)
    assert Deal.objects.get(pk=world.calendars.pk).payer is None
    world.calendars.change(payer=trade, by=world.anna)
    browser.post(url, {"none": "1"}, **HTMX)
    assert Deal.objects.get(pk=world.calendars.pk).payer is None
    assert browser.post(url, {}, **HTMX).status_code == 422


def test_a_payer_one_does_not_see_is_a_name_only(world):
    foreign = Company.objects.meet(by=world.boris, name="Чужая")
    world.calendars.change(payer=foreign, by=world.olga)
    shown = text(world.browser(world.anna).get(f"/deals/{world.calendars.pk}"))
    assert "Чужая" in shown
    assert f"/companies/{foreign.pk}" not in shown
    answer = world.browser(world.anna).post(
        f"/deals/{world.calendars.pk}/payer", {"client": f"company:{foreign.pk}"}, **HTMX
    )
    assert answer.status_code == 404


def test_the_payer_knows_what_it_pays_for_and_follows_a_merge(world, trade):
    world.calendars.change(payer=trade, by=world.anna)
    assert "Календари" in text(world.browser(world.anna).get(f"/companies/{trade.pk}"))
    heir = Company.objects.meet(by=world.anna, name="Торговый дом Ромашка")
    merge(heir, trade, by=world.anna)
    assert Deal.objects.get(pk=world.calendars.pk).payer == heir
    assert Deal.objects.get(pk=world.calendars.pk).repeat(by=world.anna).payer == heir


def test_programs_name_the_payer(world, trade):
    program, path = caller(world.anna), f"{API}/deals/{world.calendars.pk}"
    payer = {"id": trade.pk, "name": "Торговый дом"}
    assert program.patch(path, {"payer": trade.pk}).json()["payer"] == payer
    assert program.patch(path, {"payer": None}).json()["payer"] is None
    foreign = Company.objects.meet(by=world.boris, name="Чужая")
    told(program.patch(path, {"payer": foreign.pk}), 404)
