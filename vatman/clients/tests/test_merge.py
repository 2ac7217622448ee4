"""Two cards of one client become one and can be taken apart again, in every room that points at them. Answers A1.4."""

import pytest

from vatman.clients.actions.merge import merge
from vatman.clients.models import Contact, Link, Merge
from vatman.deals.models import Deal
from vatman.events.models import Event
from vatman.records.models import Note
from vatman.tasks.models import Task
from vatman.web.errors import Conflict, Refused

PHONE = {"channel": "phone", "value": "8 921 555 12 34"}


@pytest.fixture
def double(world):
    """The same Ivanov met a second time: the same phone, the same firm, a deal, a task, a note of his own."""
    mail = {"channel": "email", "value": "ivanov@firma.test"}
    double = Contact.objects.meet(
        by=world.anna,
        last_name="Иваноф",
        first_name="Пётр",
        source="сайт",
        tags=["опт"],
        ways=[PHONE, mail],
        fields={"f9": "да"},
    )
    Link.objects.join(double, world.romashka, by=world.anna)
    Deal.objects.start(by=world.anna, title="Визитки", contact=double, people=[])
    world.calendars.people.add(double)
    Task.objects.plan("Позвонить", by=world.anna, contact=double)
    double.add_note("просил скидку", by=world.anna)
    return double


def state(card):
    card = Contact.objects.get(pk=card.pk)
    return {
        "values": (
            card.last_name,
            card.source,
            card.tags,
            card.fields,
            card.sort_key,
            card.trashed_at,
            card.merged_into_id,
        ),
        "ways": sorted(card.ways.values_list("value", flat=True)),
        "links": list(card.links.values_list("company", flat=True)),
        "deals": sorted(card.deals.values_list("title", flat=True)),
        "other": sorted(card.other_deals.values_list("title", flat=True)),
        "tasks": list(card.tasks.values_list("title", flat=True)),
        "notes": sorted(Note.objects.on(card).values_list("text", flat=True)),
    }


def test_all_that_was_two_is_one(world, double):
    merge(world.ivanov, double, by=world.anna, values={"last_name": "Иванов-Ф"})
    heir = state(world.ivanov)
    assert heir["values"][:4] == ("Иванов-Ф", "сайт", ["опт"], {"f9": "да"})
    assert heir["values"][4] == "иванов-ф петр сергеевич"
    assert heir["ways"] == ["+79215551234", "ivanov@firma.test"]
    assert heir["deals"] == ["Визитки", "Календари"]
    assert heir["other"] == ["Календари"]
    assert heir["tasks"] == ["Позвонить"]
    assert heir["notes"] == ["просил скидку"]


def test_undone_it_is_as_before(world, double):
    before = state(world.ivanov), state(double)
    event = merge(world.ivanov, double, by=world.anna)
    assert world.browser(world.anna).post(f"/events/{event.id}/undoing").status_code == 204
    assert (state(world.ivanov), state(double)) == before
    assert Event.objects.of(world.ivanov).latest("at", "id").sentence == "Снова отдельно: «Иваноф Пётр»"
    assert world.browser(world.anna).post(f"/events/{event.id}/undoing").status_code == 422


def test_undo_leaves_what_was_touched_since(world, double):
    event = merge(world.ivanov, double, by=world.anna)
    Contact.objects.get(pk=world.ivanov.pk).change(by=world.anna, source="выставка")
    event.detail.undo(event, by=world.anna)
    assert state(world.ivanov)["values"][1] == "выставка"


def test_the_old_address_leads_to_the_heir(world, double):
    merge(world.ivanov, double, by=world.anna)
    answer = world.browser(world.anna).get(f"/contacts/{double.pk}")
    assert (answer.status_code, answer.url) == (302, f"/contacts/{world.ivanov.pk}")
    assert world.browser(world.boris).get(f"/contacts/{double.pk}").status_code == 404
    assert not Contact.objects.visible_to(world.olga).filter(pk=double.pk).exists()


def test_the_timeline_of_the_heir_tells_both_stories(world, double):
    merge(world.ivanov, double, by=world.anna)
    told = world.browser(world.anna).get(f"/contacts/{world.ivanov.pk}").content.decode()
    assert "просил скидку" in told
    assert "Склеено с «Иваноф Пётр»" in told


def test_what_is_no_pair_is_refused(world, double):
    with pytest.raises(Refused):
        merge(world.ivanov, world.romashka, by=world.olga)
    with pytest.raises(Refused):
        merge(world.ivanov, world.ivanov, by=world.olga)
    merge(world.ivanov, double, by=world.anna)
    with pytest.raises(Conflict):
        merge(world.ivanov, double, by=world.anna)


def test_values_are_chosen_side_by_side(world, double):
    url = f"/clients/contact/{world.ivanov.pk}/merging"
    browser = world.browser(world.anna)
    assert "С кем склеить" in browser.get(url).content.decode()
    choice = browser.get(url, {"other": double.pk}).content.decode()
    assert "Иваноф" in choice
    assert "Фамилия" in choice
    answer = browser.post(url, {"other": double.pk, "last_name": "other"}, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == f"/contacts/{world.ivanov.pk}"
    assert state(world.ivanov)["values"][0] == "Иваноф"
    assert Merge.objects.get().filled["last_name"] == ["Иванов", "Иваноф"]


def test_both_must_be_ones_to_change(world, double):
    url = f"/clients/contact/{world.ivanov.pk}/merging"
    assert world.browser(world.anna).post(url, {"other": world.petrova.pk}).status_code == 404
    assert world.browser(world.boris).post(url, {"other": double.pk}).status_code == 404
    assert world.browser(world.nina).post(url, {"other": double.pk}).status_code == 403
    assert not Merge.objects.exists()


def test_the_card_itself_points_at_its_double(world, double):
    found = world.browser(world.anna).get(f"/clients/contact/{world.ivanov.pk}/twins").content.decode()
    assert "Иваноф Пётр" in found
    assert "тот же телефон" in found


def test_a_company_is_merged_with_its_people(world):
    from vatman.clients.models import Company

    twin = Company.objects.meet(by=world.anna, name="Ромашка плюс")
    Link.objects.join(world.ivanov, twin, by=world.anna)
    person = Contact.objects.meet(by=world.anna, last_name="Ветрова")
    Link.objects.join(person, twin, by=world.anna)
    event = merge(world.romashka, twin, by=world.anna)
    assert set(world.romashka.contacts.all()) == {world.ivanov, person}
    event.detail.undo(event, by=world.anna)
    assert set(twin.contacts.all()) == {world.ivanov, person}
    assert set(world.romashka.contacts.all()) == {world.ivanov}
