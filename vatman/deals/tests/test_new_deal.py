"""A1.10: a request is written down in one window: who, what, how much, what next."""

from datetime import date

import pytest

from vatman.clients.models import Company, Contact
from vatman.deals.models import Deal, Pipeline, Source
from vatman.tasks.models import Task

HTMX = {"HTTP_HX_REQUEST": "true"}


def send(world, member, **values):
    return world.browser(member).post("/deals/new", values, **HTMX)


def newest():
    return Deal.objects.order_by("-pk").first()


def test_a_deal_with_a_known_client_and_its_first_step(world):
    answer = send(world, world.anna, client=f"company:{world.romashka.pk}", title="Буклеты", amount="50 000,50 ₽", source=Source.objects.first().pk,
                  step="Позвонить", step_kind="call", step_on="2030-01-15", step_time="11:30")  # fmt: skip
    deal = newest()
    assert answer.headers["HX-Redirect"] == f"/deals/{deal.pk}"
    assert (deal.title, str(deal.amount), deal.company, deal.owner) == (
        "Буклеты",
        "50000.50",
        world.romashka,
        world.anna,
    )
    task = Task.objects.get(deal=deal)
    assert (task.kind, task.due_on, deal.next_step_id) == ("call", date(2030, 1, 15), task.pk)


def test_a_new_company_with_its_person(world):
    send(
        world,
        world.anna,
        client="new:company",
        name="ООО «Каскад»",
        person="Ветрова Ольга",
        phone="8 921 000-11-22",
        title="Календари",
    )
    deal = newest()
    assert (str(deal.company), str(deal.contact)) == ("ООО «Каскад»", "Ветрова Ольга")
    assert deal.contact.links.get().company == deal.company
    assert deal.contact.ways.get().value == "+79210001122"
    assert not Task.objects.filter(deal=deal).exists()


def test_what_is_typed_without_choosing_is_understood(world):
    send(world, world.anna, name="ИП Громов", title="Визитки")
    assert str(newest().company) == "ИП Громов"
    send(world, world.anna, name="Соколова Анна", title="Визитки")
    assert (newest().contact.last_name, newest().contact.first_name) == ("Соколова", "Анна")
    send(world, world.anna, name="Кира Лунина", title="Визитки")
    assert (newest().contact.last_name, newest().contact.first_name) == ("Лунина", "Кира")
    send(world, world.anna, name="  ооо Вектор", title="Визитки")
    assert str(newest().company) == "ООО «Вектор»"
    send(world, world.anna, title="Без клиента")
    assert newest().client is None


def test_what_was_wrong_is_told_and_what_was_typed_is_kept(world):
    before = (Deal.objects.count(), Contact.objects.count(), Company.objects.count())
    answer = send(world, world.anna, client="new:contact", name="Лапин", phone="12", title="Афиши")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "не похоже на телефон" in page
    assert 'value="Афиши"' in page
    assert 'value="Лапин"' in page
    assert (Deal.objects.count(), Contact.objects.count(), Company.objects.count()) == before


def test_a_colleagues_client_is_neither_shown_nor_taken(world):
    assert send(world, world.anna, client=f"contact:{world.petrova.pk}", title="Буклеты").status_code == 404
    page = world.browser(world.anna).get("/deals/clients?for=client&name=petrova@mail.test").content.decode()
    assert "Такой клиент уже есть, его ведёт Борис Белов" in page
    assert "Петрова" not in page


def test_a_manager_gives_no_deal_to_another(world):
    answer = send(world, world.anna, title="Буклеты", owner=world.boris.pk)
    assert answer.status_code == 422
    send(world, world.roman, title="Буклеты", owner=world.boris.pk)
    assert newest().owner == world.boris


def test_another_pipeline_begins_at_its_own_stage(world):
    tender = Pipeline.objects.open("Тендеры", by=world.olga)
    send(world, world.anna, title="Торги", pipeline=tender.pk)
    assert newest().stage == tender.first_stage()


@pytest.mark.parametrize(
    ("who", "status"), [("anna", 200), ("roman", 200), ("olga", 200), ("nina", 403), ("tsvetana", 403)]
)
def test_the_window_is_for_those_who_may_begin(world, who, status):
    assert world.browser(getattr(world, who)).get("/deals/new").status_code == status


def test_the_window_knows_whose_card_it_was_opened_on(world):
    page = world.browser(world.anna).get(f"/deals/new?company={world.romashka.pk}").content.decode()
    assert f'value="company:{world.romashka.pk}"' in page
    page = world.browser(world.anna).get(f"/deals/new?contact={world.petrova.pk}").content.decode()
    assert "Петрова" not in page


def test_a_name_sent_before_the_hits_came_makes_no_double(world):
    send(world, world.anna, name="ооо ромашка", title="Буклеты")
    assert newest().company == world.romashka
    send(world, world.anna, name="Иванов Пётр Сергеевич", title="Буклеты")
    assert newest().contact == world.ivanov
