"""`/contacts` and `/companies` in the shapes of the design, within what the caller may see."""

import pytest

from tests.api.calls import API, caller, made, told
from tests.world import World
from vatman.clients.models import Company, Contact
from vatman.events.models import Event
from vatman.records.models import CustomField
from vatman.team.models import Role

CONTACT = {
    "id",
    "name",
    "last_name",
    "first_name",
    "middle_name",
    "phones",
    "emails",
    "companies",
    "owner",
    "tags",
    "fields",
    "created_at",
}
COMPANY = {
    "id",
    "name",
    "legal_form",
    "inn",
    "kpp",
    "phones",
    "emails",
    "city",
    "owner",
    "contacts",
    "tags",
    "fields",
    "created_at",
}


def test_a_contact_has_its_shape(world: World):
    shape = caller(world.anna).get(f"{API}/contacts/{world.ivanov.pk}").json()
    assert shape.keys() >= CONTACT
    assert shape["name"] == "Иванов Пётр Сергеевич"
    assert shape["phones"] == [{"value": "+79215551234", "kind": "", "raw": "8 (921) 555-12-34"}]
    assert shape["companies"] == [{"id": world.romashka.pk, "name": "Ромашка", "position": "директор"}]
    assert shape["owner"] == {"id": world.anna.pk, "name": "Анна Аистова", "email": "anna@dvor.test"}


def test_moments_have_the_members_offset(world: World):
    world.anna.change(by=world.anna, time_zone="Asia/Omsk")
    assert caller(world.anna).get(f"{API}/contacts/{world.ivanov.pk}").json()["created_at"].endswith("+06:00")


def test_a_company_has_its_shape(world: World):
    shape = caller(world.anna).get(f"{API}/companies/{world.romashka.pk}").json()
    assert shape.keys() >= COMPANY
    assert (shape["name"], shape["legal_form"], shape["inn"]) == ("Ромашка", "ООО", "7707083893")
    assert shape["contacts"] == [{"id": world.ivanov.pk, "name": "Иванов Пётр Сергеевич", "position": "директор"}]


def test_a_list_holds_only_what_is_visible(world: World):
    assert [one["id"] for one in caller(world.anna).get(f"{API}/contacts").json()["items"]] == [world.ivanov.pk]
    assert len(caller(world.roman).get(f"{API}/contacts").json()["items"]) == 2
    assert caller(world.tsvetana).get(f"{API}/contacts").json() == {"items": [], "next": None}


@pytest.mark.parametrize("method", ["get", "patch", "delete"])
def test_anothers_contact_does_not_exist(world: World, method: str):
    told(
        getattr(caller(world.anna), method)(f"{API}/contacts/{world.petrova.pk}", {} if method == "patch" else None),
        404,
    )


def test_an_invisible_company_shows_its_name_only(world: World):
    world.romashka.assign(world.boris, by=world.olga)
    [linked] = caller(world.anna).get(f"{API}/contacts/{world.ivanov.pk}").json()["companies"]
    assert linked == {"id": None, "name": "Ромашка", "position": "директор"}


def test_phones_are_not_for_everyone(world: World):
    assert caller(world.nina).get(f"{API}/contacts/{world.ivanov.pk}").json()["phones"] == []
    assert caller(world.nina).get(f"{API}/contacts?phone=89215551234").json()["items"] == []


def test_a_contact_is_met_with_all_it_has(world: World):
    field = CustomField.objects.add("contact", "Скидка", "number", by=world.olga)
    body = {
        "last_name": "Орлова", "first_name": "Вера", "phones": [{"value": "8 912 000-11-22", "kind": "work"}], "emails": [{"value": "Vera@Mail.test"}],
        "companies": [{"company": world.romashka.pk, "position": "закупки"}], "tags": ["опт"], "fields": {field.key: 5},
    }  # fmt: skip
    shape = made(caller(world.anna).post(f"{API}/contacts", body))
    assert shape["phones"] == [{"value": "+79120001122", "kind": "work", "raw": "8 912 000-11-22"}]
    assert shape["emails"][0]["value"] == "vera@mail.test"
    assert shape["companies"][0]["position"] == "закупки"
    assert (shape["tags"], shape["fields"]) == (["опт"], {field.key: "5"})
    assert shape["owner"]["id"] == world.anna.pk


def test_a_number_in_companies_is_enough(world: World):
    assert (
        made(caller(world.anna).post(f"{API}/contacts", {"last_name": "Орлова", "companies": [world.romashka.pk]}))[
            "companies"
        ][0]["id"]
        == world.romashka.pk
    )


def test_a_contact_of_nothing_is_refused_by_its_field(world: World):
    assert "last_name" in told(caller(world.anna).post(f"{API}/contacts", {}), 422)["fields"]


def test_anothers_company_cannot_be_named(world: World):
    company = Company.objects.meet(by=world.boris, name="Чужая")
    told(caller(world.anna).post(f"{API}/contacts", {"last_name": "Орлова", "companies": [company.pk]}), 404)
    assert not Contact.objects.filter(last_name="Орлова").exists()


def test_only_what_is_given_changes(world: World):
    shape = caller(world.anna).patch(f"{API}/contacts/{world.ivanov.pk}", {"first_name": "Павел"}).json()
    assert shape["name"] == "Иванов Павел Сергеевич"
    assert Event.objects.filter(kind="contact.changed").latest("id").detail.changes() == {
        "first_name": ["Пётр", "Павел"]
    }


def test_an_unknown_name_is_a_slip(world: World):
    assert (
        "frist_name"
        in told(caller(world.anna).patch(f"{API}/contacts/{world.ivanov.pk}", {"frist_name": "Павел"}), 422)["fields"]
    )


def test_a_new_owner_takes_it_away(world: World):
    asking = caller(world.anna)
    assert (
        asking.patch(f"{API}/contacts/{world.ivanov.pk}", {"owner": world.boris.pk}).json()["owner"]["id"]
        == world.boris.pk
    )
    told(asking.get(f"{API}/contacts/{world.ivanov.pk}"), 404)


def test_seeing_is_not_changing(world: World):
    told(caller(world.nina).patch(f"{API}/contacts/{world.ivanov.pk}", {"first_name": "Павел"}), 403)
    told(caller(world.nina).post(f"{API}/contacts", {"last_name": "Орлова"}), 403)
    told(caller(world.anna).delete(f"{API}/contacts/{world.ivanov.pk}"), 403)


def test_what_is_deleted_waits_in_the_trash(world: World):
    assert caller(world.olga).delete(f"{API}/contacts/{world.ivanov.pk}").status_code == 204
    told(caller(world.olga).get(f"{API}/contacts/{world.ivanov.pk}"), 404)
    assert Contact.objects.get(pk=world.ivanov.pk).trashed_at


def test_a_company_with_a_slip_in_its_inn_is_refused(world: World):
    assert (
        "inn"
        in told(caller(world.anna).post(f"{API}/companies", {"name": "Астра", "inn": "7707083894"}), 422)["fields"]
    )
    assert (
        made(caller(world.anna).post(f"{API}/companies", {"name": "Астра", "inn": "7707083893"}))["inn"] == "7707083893"
    )


def test_ways_and_links_come_and_go(world: World):
    asking = caller(world.anna)
    astra = made(asking.post(f"{API}/companies", {"name": "Астра"}))
    base = f"{API}/contacts/{world.ivanov.pk}"
    assert len(made(asking.post(f"{base}/phones", {"value": "89120001122"}))["phones"]) == 2
    assert (
        made(asking.post(f"{base}/emails", {"value": "ivanov@mail.test"}))["emails"][0]["value"] == "ivanov@mail.test"
    )
    assert len(made(asking.post(f"{base}/companies", {"company": astra["id"]}))["companies"]) == 2
    assert asking.delete(f"{base}/companies/{astra['id']}").status_code == 204
    assert len(asking.get(base).json()["companies"]) == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [("phone=8 921 555 12 34", 1), ("phone=89990000000", 0), ("q=иванов", 1), ("tag=опт", 0), ("phone=x", 0)],
)
def test_a_list_is_filtered(world: World, query: str, found: int):
    assert len(caller(world.anna).get(f"{API}/contacts?{query}").json()["items"]) == found


def test_two_cards_become_one(world: World):
    double = Contact.objects.meet(
        by=world.anna, last_name="Иванов", ways=[{"channel": "email", "value": "i@mail.test"}]
    )
    shape = made(caller(world.anna).post(f"{API}/contacts/{world.ivanov.pk}/merges", {"other": double.pk}))
    assert shape["emails"][0]["value"] == "i@mail.test"
    told(caller(world.anna).get(f"{API}/contacts/{double.pk}"), 404)


def test_a_list_asks_the_database_as_often_for_many_as_for_few(world: World, django_assert_max_num_queries):
    asking = caller(world.anna)
    for number in range(30):
        contact = Contact.objects.meet(
            by=world.anna, last_name=f"Орлов {number}", ways=[{"channel": "phone", "value": f"+7912000{number:04}"}]
        )
        contact.links.create(company=world.romashka)
    asking.get(f"{API}/contacts?limit=1")
    with django_assert_max_num_queries(9):
        assert len(asking.get(f"{API}/contacts").json()["items"]) == 31


def test_notes_are_written_by_those_who_may(world: World):
    path = f"{API}/contacts/{world.ivanov.pk}/notes"
    note = made(caller(world.anna).post(path, {"text": "Звонить после обеда"}))
    assert caller(world.roman).get(path).json()["items"] == [note]
    told(caller(world.nina).post(path, {"text": "Просто смотрю"}), 403)
    told(caller(world.boris).get(path), 404)


def test_rights_taken_away_work_at_once(world: World):
    asking = caller(world.anna)
    Role.objects.get(key="manager").let("contact", "view", "none", by=world.olga)
    told(asking.get(f"{API}/contacts/{world.ivanov.pk}"), 404)
