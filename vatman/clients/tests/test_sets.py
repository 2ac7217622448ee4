"""A1.4: the base of a whole company comes in at once, by the same verbs as one client."""

import pytest

from vatman.clients.models import Company, Contact, Link, Way
from vatman.events.models import Event
from vatman.web.errors import Refused

UNLIKE = ("id", "_state", "created_at", "new_ways", "_prefetched_objects_cache")


def row(thing):
    """The stored row, without what differs by nature."""
    stored = type(thing).objects.get(pk=thing.pk)
    return {name: value for name, value in vars(stored).items() if name not in UNLIKE}


def told(thing):
    return list(Event.objects.of(thing).values_list("kind", "actor", "payload", "personal", "origin", "subject_type"))


def ways(client):
    return list(client.ways.values_list("channel", "value", "raw", "kind", "preferred", "position"))


def test_many_people_are_met_as_one(world):
    typed = [
        {"channel": "phone", "value": "8 916 123 45 67", "kind": "work"},
        {"channel": "email", "value": "A@B.test"},
    ]
    values = {"last_name": "Ёлкин", "first_name": "Иван", "fields": {"f1": "да"}, "tags": ["опт"]}
    alone = Contact.objects.meet(by=world.anna, ways=typed, origin="import:1", **values)
    other = Contact(owner=world.anna, **values)
    other.new_ways = [Way.of(**way) for way in typed]
    [together] = Contact.objects.meet_all([other], by=world.anna, origin="import:1")
    assert row(together) == row(alone)
    assert row(alone)["sort_key"] == "елкин иван"
    assert row(alone)["department_id"] == world.sales.pk
    assert (ways(together), told(together)) == (ways(alone), told(alone))
    assert ways(alone)[0] == ("phone", "+79161234567", "8 916 123 45 67", "work", False, 0)


def test_a_way_named_twice_is_kept_once(world):
    phone = {"channel": "phone", "value": "+7 916 123-45-67"}
    contact = Contact.objects.meet(by=world.anna, ways=[phone, {**phone, "value": "89161234567"}])
    assert contact.ways.count() == 1
    assert Event.objects.of(contact).get().detail.title == "Без имени ··67"


def test_many_firms_are_met_as_one(world):
    alone = Company.objects.meet(by=world.anna, name="Лютик", inn="7707083893")
    [together] = Company.objects.meet_all([Company(owner=world.anna, name="Лютик", inn="7707083893")], by=world.anna)
    assert row(together) == row(alone)
    assert told(together) == told(alone)


def test_whom_nobody_owns_stays_nobodys(world):
    [contact] = Contact.objects.meet_all([Contact(last_name="Ничей", department=world.sales)], by=world.olga)
    assert (row(contact)["owner_id"], row(contact)["department_id"]) == (None, world.sales.pk)


def test_one_bad_one_stops_all(world):
    before = Company.objects.count()
    with pytest.raises(Refused):
        Company.objects.meet_all([Company(name="Лютик"), Company(name="Василёк", inn="7707083894")], by=world.olga)
    assert Company.objects.count() == before


def test_a_link_is_an_event_on_the_person_and_is_undone(world):
    links = [
        Link(contact=world.petrova, company=world.romashka, position="бухгалтер"),
        Link(contact=world.ivanov, company=world.romashka),
    ]
    assert [link.contact for link in Link.objects.join_all(links, by=world.olga)] == [world.petrova]
    event = Event.objects.of(world.petrova).first()
    assert (event.kind, event.sentence) == ("contact.linked", "Работает в ООО «Ромашка»: бухгалтер")
    event.detail.undo(event, by=world.olga)
    assert not world.petrova.links.exists()
    back = Event.objects.of(world.petrova).first()
    assert back.kind == "contact.unlinked"
    back.detail.undo(back, by=world.olga)
    assert world.petrova.links.get().position == "бухгалтер"


def test_new_ways_stand_after_the_known(world):
    new = [Way.of("phone", "8 921 555 12 34"), Way.of("phone", "8 812 555 00 00"), Way.of("email", "i@firma.test")]
    for way in new:
        way.contact = world.ivanov
    firm = Way.of("site", "romashka.test")
    firm.company = world.romashka
    assert Way.objects.keep_all([*new, firm], by=world.anna, origin="import:3") == [*new[1:], firm]
    assert [(way.value, way.position) for way in world.ivanov.ways.all()] == [
        ("+79215551234", 0),
        ("+78125550000", 1),
        ("i@firma.test", 2),
    ]
    assert set(Event.objects.filter(kind="contact.way_added").values_list("place_id", "origin")) == {
        (world.ivanov.pk, "import:3")
    }
    assert Event.objects.of(world.romashka).first().kind == "company.way_added"
