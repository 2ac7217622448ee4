"""A1.5: who may not see a phone or an address does not find its client by it, nor guesses it digit by digit."""

import pytest

from vatman.clients.models import Contact
from vatman.records.search import find

pytestmark = pytest.mark.django_db


def names(member, text):
    return [hit.title for hit in find(member, text)]


@pytest.mark.parametrize(
    "text", ["9215551234", "+7921", "555-12-34", "1234", "petrova@mail.test", "petrova", "mail.test", "petrova мария"]
)
def test_an_observer_does_not_find_by_how_one_is_reached(world, text):
    assert names(world.olga, text) != []
    assert names(world.nina, text) == []


def test_an_observer_finds_by_the_name_even_where_the_address_has_it_too(world):
    for name in ("Petrova", "Сидорова"):
        Contact.objects.meet(
            by=world.boris,
            last_name=name,
            ways=[{"channel": "email", "value": f"{name}@mail.test".lower().replace("сидорова", "petrova.s")}],
        )
    assert names(world.nina, "petrova") == ["Petrova"]
    assert names(world.nina, "иванов")[0] == "Иванов Пётр Сергеевич"
    assert names(world.nina, "7707083893")[0] == "ООО «Ромашка»"


def test_where_the_phones_of_the_department_are_ones_own_those_are_found(world):
    role = world.roman.role
    role.allow(role.matrix | {"contact": role.matrix["contact"] | {"contacts": "own"}}, by=world.olga)
    world.roman.role.refresh_from_db()
    Contact.objects.meet(by=world.roman, last_name="Свой", ways=[{"channel": "phone", "value": "+79215550000"}])
    assert names(world.roman, "921555") == ["Свой"]
