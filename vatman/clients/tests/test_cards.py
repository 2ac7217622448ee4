"""The card of a client and the list of them, each within what the member may see. Answers A1.3, A1.5."""

import pytest

from vatman.clients.models import Company, Contact, Link
from vatman.team.models import Role


def page(world, member, url, **params):
    answer = world.browser(member).get(url, params)
    assert answer.status_code == 200, answer
    return answer.content.decode()


@pytest.fixture
def hidden(world):
    """Boris's company at which Anna's client works too."""
    secret = Company.objects.meet(
        by=world.boris, name="Тайна", city="Псков", ways=[{"channel": "phone", "value": "8 495 111 22 33"}]
    )
    Link.objects.create(contact=world.ivanov, company=secret, position="советник")
    return secret


def test_the_card_says_who_it_is_and_how_to_reach(world):
    card = page(world, world.anna, f"/contacts/{world.ivanov.pk}")
    assert "Иванов Пётр Сергеевич" in card
    assert 'href="tel:+79215551234"' in card
    assert "https://wa.me/79215551234" in card
    assert "https://t.me/+79215551234" in card
    assert "ООО «Ромашка»" in card
    assert "Новая сделка в этапе" in card  # the timeline tells of its deals
    assert "Узнать тираж" in card  # and of their tasks


def test_a_company_shows_its_people_and_requisites(world):
    card = page(world, world.anna, f"/companies/{world.romashka.pk}")
    assert "7707083893" in card
    assert "Иванов Пётр Сергеевич" in card
    assert "директор" in card
    assert "tel:+79215551234" in card


def test_a_company_tells_what_was_said_to_its_people_not_how_their_cards_were_mended(world):
    world.ivanov.add_note("просил скидку", by=world.anna)
    world.ivanov.change(by=world.anna, source="выставка")
    told = page(world, world.anna, f"/timeline/company/{world.romashka.pk}")
    assert "просил скидку" in told
    assert "выставка" not in told
    assert "Иванов Пётр Сергеевич" in told  # on whose card it was
    assert "выставка" in page(world, world.anna, f"/timeline/contact/{world.ivanov.pk}")


@pytest.mark.parametrize("member", ["boris", "tsvetana"])
def test_a_strangers_card_does_not_exist(world, member):
    browser = world.browser(getattr(world, member))
    assert browser.get(f"/contacts/{world.ivanov.pk}").status_code == 404
    assert browser.get(f"/companies/{world.romashka.pk}").status_code == 404
    assert browser.get(f"/clients/contact/{world.ivanov.pk}/twins").status_code == 404


def test_a_linked_card_one_may_not_see_shows_its_name_only(world, hidden):
    card = page(world, world.anna, f"/contacts/{world.ivanov.pk}")
    assert "Тайна" in card
    assert f"/companies/{hidden.pk}" not in card
    assert "Псков" not in card
    listed = page(world, world.anna, "/clients")
    assert "Тайна" in listed
    assert f"/companies/{hidden.pk}" not in listed


def test_who_only_looks_sees_dots_for_a_phone(world):
    for url in (f"/contacts/{world.ivanov.pk}", f"/companies/{world.romashka.pk}", "/clients"):
        seen = page(world, world.nina, url)
        assert "5551234" not in seen.replace(" ", "").replace("-", "")
        assert "-34" in seen
    world.ivanov.add_way("phone", "8 812 777 66 55", by=world.anna)
    world.ivanov.add_way("telegram", "@ivanov_print", by=world.anna)
    assert "ivanov_print" not in page(world, world.nina, f"/contacts/{world.ivanov.pk}")
    assert "7776655" not in page(world, world.nina, f"/timeline/contact/{world.ivanov.pk}").replace(" ", "")
    assert "7776655" not in page(world, world.nina, f"/timeline/company/{world.romashka.pk}").replace(" ", "")


def test_one_without_a_name_is_called_by_the_tail_of_his_phone(world):
    nameless = Contact.objects.meet(by=world.anna, ways=[{"channel": "phone", "value": "8 921 000 00 77"}])
    assert str(nameless) == "Без имени ··77"
    assert "Без имени ··77" in page(world, world.anna, "/clients")


@pytest.mark.parametrize("url", ["contacts/{0.ivanov.pk}", "companies/{0.romashka.pk}"])
def test_a_card_takes_few_queries_whatever_hangs_on_it(world, url, django_assert_max_num_queries):
    for number in range(30):
        person = Contact.objects.meet(
            by=world.anna, last_name=f"Человек {number}", ways=[{"channel": "phone", "value": f"892100000{number:02}"}]
        )
        Link.objects.join(person, world.romashka, by=world.anna)
        Link.objects.join(world.ivanov, Company.objects.meet(by=world.boris, name=f"Фирма {number}"), by=world.anna)
        world.ivanov.add_note(f"заметка {number}", by=world.roman)
    browser = world.browser(world.anna)
    address = "/" + url.format(world)
    browser.get(address)
    with django_assert_max_num_queries(16):
        browser.get(address)


def test_the_list_takes_few_queries(world, django_assert_max_num_queries):
    for number in range(60):
        person = Contact.objects.meet(
            by=world.anna,
            last_name=f"Человек {number:02}",
            ways=[{"channel": "phone", "value": f"892100000{number:02}"}],
        )
        Link.objects.join(person, world.romashka, by=world.anna)
    browser = world.browser(world.anna)
    browser.get("/clients")
    with django_assert_max_num_queries(12):
        answer = browser.get("/clients")
    first = answer.content.decode()
    assert "Человек 40" in first
    assert "Человек 59" not in first
    cursor = first.partition("cursor=")[2].partition('"')[0]
    rest = browser.get(f"/clients?cursor={cursor}", headers={"HX-Request": "true"}).content.decode()
    assert "Человек 59" in rest
    assert "Человек 40" not in rest
    assert "<html" not in rest


def test_the_list_is_ones_own_and_filtered(world):
    Company.objects.meet(by=world.anna, name="Лютик", city="Тверь", tags=["опт"])
    assert "Петрова" not in page(world, world.anna, "/clients")
    assert "Петрова" in page(world, world.roman, "/clients", owner=world.boris.pk)
    assert "Иванов" not in page(world, world.roman, "/clients", owner=world.boris.pk)
    companies = {"thing": "company"}
    assert "Лютик" not in page(world, world.anna, "/clients", **companies, deals="yes")
    assert "Ромашка" not in page(world, world.anna, "/clients", **companies, deals="no")
    assert "Ромашка" not in page(world, world.anna, "/clients", **companies, tag="опт")
    assert "Ромашка" not in page(world, world.anna, "/clients", **companies, city="тверь")
    assert "Иванов Пётр" in page(world, world.anna, "/clients", city="москва")
    assert "Иванов Пётр" in page(world, world.anna, "/clients", q="пётр иванов")
    assert "Никого с такими приметами" in page(world, world.anna, "/clients", q="абракадабра")


def test_cities_to_choose_from_are_of_companies_one_sees(world):
    assert "Москва" in page(world, world.anna, "/clients/cities")
    assert "Москва" not in page(world, world.boris, "/clients/cities")
    assert world.browser(world.tsvetana).get("/clients/cities").status_code == 403


def test_what_nobody_has_is_found_by_its_filter(world):
    world.ivanov.assign(None, by=world.roman)
    assert "Иванов" in page(world, world.boris, "/clients", owner="none")
    assert "Петрова" not in page(world, world.boris, "/clients", owner="none")


def test_newest_first(world):
    Contact.objects.meet(by=world.anna, last_name="Яковлев")
    listed = page(world, world.anna, "/clients", sort="created")
    assert listed.index("Яковлев") < listed.index("Иванов Пётр")


def test_a_role_without_clients_has_no_list(world):
    assert world.browser(world.tsvetana).get("/clients").status_code == 403
    Role.objects.get(key="worker").allow({"contact": {"view": "own"}}, by=world.olga)
    assert world.browser(world.tsvetana).get("/clients").status_code == 200
