"""New clients; while one is typed, those who look the same appear, a colleague's without its data. Answers A1.3, A1.4."""

import pytest

from vatman.clients.models import Company, Contact

HTMX = {"HX-Request": "true"}


def test_a_person_comes_with_his_phone_and_company(world):
    form = {
        "last_name": "Ветрова",
        "first_name": "Ольга",
        "phone": "8 921 777 00 11",
        "company": "ООО «Ромашка»",
        "position": "закупки",
    }
    answer = world.browser(world.anna).post("/contacts/new", form, headers=HTMX)
    person = Contact.objects.get(last_name="Ветрова")
    assert answer.headers["HX-Redirect"] == f"/contacts/{person.pk}"
    assert (person.owner, person.ways.get().value) == (world.anna, "+79217770011")
    assert person.links.get().company == world.romashka


def test_a_colleagues_company_of_that_name_is_not_joined(world):
    world.browser(world.boris).post("/contacts/new", {"last_name": "Ветрова", "company": "Ромашка"})
    company = Contact.objects.get(last_name="Ветрова").companies.get()
    assert company != world.romashka
    assert company.owner == world.boris


@pytest.mark.parametrize(("form", "words"), [
    ({}, "Назовите человека или дайте его телефон"),
    ({"last_name": "Ветрова", "phone": "12"}, "Это не похоже на телефон"),
    ({"last_name": "Ветрова", "email": "мыло"}, "Это не похоже на почту"),
])  # fmt: skip
def test_what_cannot_be_is_told_and_what_was_typed_stays(world, form, words):
    answer = world.browser(world.anna).post("/contacts/new", form, headers=HTMX)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert form.get("last_name", "") in answer.content.decode()


@pytest.mark.parametrize(("name", "value", "words"), [
    ("inn", "7707083894", "ИНН не сходится"),
    ("kpp", "12", "КПП — это девять знаков"),
    ("ogrn", "1027700132190", "ОГРН не сходится"),
    ("name", "", "Назовите компанию"),
])  # fmt: skip
def test_requisites_are_checked_at_once(world, name, value, words):
    answer = world.browser(world.anna).post("/companies/new", {"name": "Лютик", name: value}, headers=HTMX)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Company.objects.filter(name="Лютик").exists()


def test_a_company_comes_in(world):
    form = {"name": "Лютик", "legal_form": "ООО", "inn": "7736050003", "city": "Тверь", "email": "info@lutik.test"}
    world.browser(world.anna).post("/companies/new", form, headers=HTMX)
    company = Company.objects.get(name="Лютик")
    assert (str(company), company.emails()[0].value) == ("ООО «Лютик»", "info@lutik.test")


def likely(world, member, thing="contact", **typed):
    return world.browser(member).get(f"/clients/{thing}/likely", typed).content.decode()


@pytest.mark.parametrize(("typed", "reason"), [
    ({"phone": "+7 (921) 555 12 34"}, "тот же телефон"),
    ({"last_name": "пётр", "first_name": "Иванов"}, "то же имя"),
])  # fmt: skip
def test_ones_own_double_is_shown_with_its_reason(world, typed, reason):
    found = likely(world, world.anna, **typed)
    assert "Иванов Пётр Сергеевич" in found
    assert reason in found


def test_a_colleagues_client_is_named_as_existing_without_its_data(world):
    found = likely(world, world.boris, phone="89215551234")
    assert "Такой клиент уже есть, его ведёт Анна Аистова" in found
    assert "Иванов" not in found
    assert f"/contacts/{world.ivanov.pk}" not in found
    assert likely(world, world.boris, last_name="Иванов", first_name="Пётр").strip() == ""


def test_a_company_is_met_by_its_inn_and_name(world):
    assert "тот же ИНН" in likely(world, world.anna, "company", inn="7707083893")
    assert "то же название" in likely(world, world.anna, "company", name="«ромашка»")
    assert "Ромашка" not in likely(world, world.boris, "company", inn="7707083893")


def test_who_may_not_create_is_not_asked(world):
    for url in ("/contacts/new", "/companies/new", "/clients/contact/likely"):
        assert world.browser(world.nina).get(url).status_code == 403
    assert world.browser(world.anna).get("/contacts/new").status_code == 200
    assert world.browser(world.anna).get("/companies/new").status_code == 200
    assert world.browser(world.anna).get("/clients/role/likely").status_code == 404
