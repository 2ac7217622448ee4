"""Ways to reach a client: added, mended, marked, dropped, each undoable; links with companies. Answers A1.3."""

import json

from vatman.clients.models import Contact, Link, Way
from vatman.events.models import Event

HTMX = {"HX-Request": "true"}


def undo_last(world, member, card):
    event = Event.objects.of(card).latest("at", "id")
    return world.browser(member).post(f"/events/{event.id}/undoing")


def test_a_way_is_added_once_in_its_normal_form(world):
    url = f"/clients/contact/{world.ivanov.pk}/ways"
    form = {"channel": "phone", "value": "8 812 555 66 77", "note": "доб. 12"}
    assert world.browser(world.anna).post(url, form, headers=HTMX).status_code == 204
    world.browser(world.anna).post(url, {**form, "value": "+78125556677"}, headers=HTMX)
    assert world.ivanov.ways.filter(value="+78125556677").count() == 1
    undo_last(world, world.anna, world.ivanov)
    assert not world.ivanov.ways.filter(value="+78125556677").exists()
    assert world.browser(world.anna).post(url, {"channel": "phone", "value": "вася"}, headers=HTMX).status_code == 422
    assert world.browser(world.boris).get(url).status_code == 404
    assert world.browser(world.nina).get(url).status_code == 403


def test_a_wrong_number_is_marked_and_unmarked(world):
    way = world.ivanov.ways.get()
    form = {"value": way.shown, "wrong": "on"}
    assert world.browser(world.anna).post(f"/ways/{way.pk}", form, headers=HTMX).status_code == 204
    assert Event.objects.of(world.ivanov).latest("at", "id").sentence == "Не тот номер или адрес: +7 921 555-12-34"
    assert Way.objects.get(pk=way.pk).wrong
    undo_last(world, world.anna, world.ivanov)
    assert not Way.objects.get(pk=way.pk).wrong
    assert world.browser(world.anna).get(f"/ways/{way.pk}").status_code == 200


def test_only_one_way_is_the_first_to_try(world):
    one, two = world.ivanov.ways.get(), world.ivanov.add_way("email", "i@firma.test", by=world.anna)
    one.change(by=world.anna, preferred=True)
    two.change(by=world.anna, preferred=True)
    assert [way.value for way in world.ivanov.ways.filter(preferred=True)] == ["i@firma.test"]


def test_a_dropped_way_comes_back_whole(world):
    way = world.ivanov.add_way("phone", "8 812 555 66 77", by=world.anna, note="после шести")
    assert world.browser(world.anna).post(f"/ways/{way.pk}/dropping", headers=HTMX).status_code == 204
    assert not world.ivanov.ways.filter(value="+78125556677").exists()
    undo_last(world, world.anna, world.ivanov)
    assert world.ivanov.ways.get(value="+78125556677").note == "после шести"


def test_ways_are_changed_by_those_who_see_and_may_change_them(world):
    way = world.ivanov.ways.get()
    for url in (f"/ways/{way.pk}", f"/ways/{way.pk}/dropping"):
        assert world.browser(world.boris).post(url).status_code == 404
        assert world.browser(world.nina).post(url).status_code == 403
    assert world.browser(world.boris).post(f"/ways/{way.pk}/writing", {"channel": "telegram"}).status_code == 404
    assert world.browser(world.nina).post(f"/ways/{way.pk}/writing", {"channel": "telegram"}).status_code == 403


def test_opening_a_chat_is_remembered(world):
    way = world.ivanov.ways.get()
    assert world.browser(world.anna).post(f"/ways/{way.pk}/writing", {"channel": "whatsapp"}).status_code == 204
    assert Event.objects.of(world.ivanov).latest("at", "id").sentence == "Написал в WhatsApp"
    assert world.browser(world.anna).post(f"/ways/{way.pk}/writing", {"channel": "pigeon"}).status_code == 404


def test_a_person_is_linked_to_a_found_or_new_company(world):
    url = f"/clients/contact/{world.petrova.pk}/links"
    browser = world.browser(world.boris)
    assert browser.get(url).status_code == 200
    browser.post(url, {"name": "ООО «Лютик»", "position": "бухгалтер"}, headers=HTMX)
    link = world.petrova.links.get()
    assert (str(link.company), link.position, link.company.owner) == ("ООО «Лютик»", "бухгалтер", world.boris)
    assert browser.post(url, {"name": "x", "chosen": world.romashka.pk}, headers=HTMX).status_code == 404
    assert browser.post(f"/links/{link.pk}/dropping", headers=HTMX).status_code == 204
    assert not world.petrova.links.exists()


def test_a_company_gets_one_more_person(world):
    url = f"/clients/company/{world.romashka.pk}/links"
    world.browser(world.anna).post(url, {"name": "Ветрова Ольга Игоревна", "position": "закупки"}, headers=HTMX)
    assert str(Contact.objects.get(companies=world.romashka, last_name="Ветрова")) == "Ветрова Ольга Игоревна"
    assert world.browser(world.boris).post(url, {"name": "x"}).status_code == 404
    assert world.browser(world.nina).post(url, {"name": "x"}).status_code == 403


def test_a_link_is_dropped_by_those_who_may_change_a_side(world):
    link = Link.objects.get(contact=world.ivanov)
    assert world.browser(world.boris).post(f"/links/{link.pk}/dropping").status_code == 404
    assert world.browser(world.nina).post(f"/links/{link.pk}/dropping").status_code == 403
    said = json.loads(world.browser(world.anna).post(f"/links/{link.pk}/dropping").headers["HX-Trigger"])
    assert said["toast"]["text"] == "Связь убрана"


def test_choices_are_within_what_one_sees(world):
    url = "/clients/contact/options"
    assert "Иванов" in world.browser(world.anna).get(url, {"name": "иванов"}).content.decode()
    assert "Иванов" not in world.browser(world.boris).get(url, {"name": "иванов"}).content.decode()
    assert (
        "<option"
        in world.browser(world.anna)
        .get("/clients/company/options", {"company": "рома", "as": "names"})
        .content.decode()
    )
