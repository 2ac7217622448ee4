"""What the columns of real files are taken for, and what their rows say; collected only where those files lie."""

from collections import Counter
from datetime import date

import pytest

from vatman.importing.reading import read_file
from vatman.importing.tests.real.place import DATA
from vatman.importing.understanding import Context, facts, guess

COLUMNS = {
    "sheets/lists/demoexam_agents_k_import.csv": "company.legal_form company.name email phone custom address custom contact.name company.inn company.kpp",
    "sheets/lists/demoexam_Partners_import.xlsx": "custom company.name contact.name email phone address company.inn custom",
    "sheets/lists/demoexam_clientservice_s_import.csv": "contact.name custom deal.title",
    "sheets/lists/ivas_adresa.xlsx": "company.name city address contact.name phone",
    "sheets/lists/kosm36_Клиенты.csv": "external_id contact.name email phone city",
    "sheets/lists/kosm36_Заказы.csv": "custom external_id contact.name deal.created_on deal.title",
    "sheets/lists/ktelecom_kontragenty.xlsx": "company.name custom custom city deal.title address custom custom custom deal.source manager",
    "sheets/lists/netology_phonebook_raw.csv": "contact.last_name contact.first_name contact.middle_name company.name contact.position phone email",
    "sheets/registries/junaart_organizacii.xlsx": "number custom custom company.name custom custom custom custom custom",
    "sheets/registries/mosopendata_441_gorodskie_polikliniki.csv": "number company.name address custom contact.name phone phone note",
    "sheets/sales/bulengholtz_Клиенты.xlsx": "external_id contact.first_name contact.last_name custom custom custom city",
    "sales/maven_crm_original/sales_pipeline.csv": (
        "external_id manager deal.title company.name deal.status deal.created_on deal.closed_on deal.amount"
    ),
    "sales/maven_crm_original/accounts.csv": "company.name custom custom custom custom custom custom",
}


def understood(name):
    sheet = read_file(DATA / name).sheets[0]
    guesses = guess(sheet)
    context = Context(date(2026, 11, 24), name, sheet.name)
    return guesses, [facts(row, guesses, sheet, context) for row in sheet.rows]


@pytest.mark.parametrize(("name", "fields"), COLUMNS.items())
def test_the_columns_of_a_real_file_are_known(name, fields):
    assert [one.field.value for one in guess(read_file(DATA / name).sheets[0])] == fields.split()


def test_both_encodings_of_the_agents_say_the_same():
    one, other = (understood(f"sheets/lists/demoexam_agents_k_import.{kind}")[1] for kind in ("csv", "txt"))
    assert [(facts.firm, facts.people) for facts in one] == [(facts.firm, facts.people) for facts in other]
    assert len(one) == 100
    assert all(facts.firm.ways or facts.people[0].ways for facts in one)
    assert not any(":" in way.value for facts in one for way in facts.people[0].ways)


def test_a_phone_kept_as_a_fraction_is_read():
    values = [
        way.value
        for facts in understood("sheets/lists/ivas_adresa.xlsx")[1]
        for person in facts.people
        for way in person.ways
    ]
    assert "+78006665544" in values
    assert "+79091112233" in values


def test_names_spilt_over_wrong_columns_come_together():
    expected = {
        (one.people[0].last_name, one.people[0].first_name)
        for one in understood("sheets/lists/netology_phonebook.expected.csv")[1]
    }
    raw = {
        (one.people[0].last_name, one.people[0].first_name)
        for one in understood("sheets/lists/netology_phonebook_raw.csv")[1]
    }
    assert len(raw) == len(expected) == 9
    assert raw == expected


def test_the_companies_in_capitals_lose_their_long_forms():
    rows = understood("sheets/registries/junaart_organizacii.xlsx")[1]
    firms = [one.firm for one in rows if one.firm]
    assert [one.people[0].last_name for one in rows if not one.firm] == [
        "Миронов"
    ]  # a sole trader stands by his own name
    assert len({(firm.legal_form, firm.name) for firm in firms}) == len(firms) == 624
    assert not [
        firm.name for firm in firms if "ОТВЕТСТВЕННОСТЬЮ" in firm.name.upper() or "АКЦИОНЕРНОЕ" in firm.name.upper()
    ]
    assert (firms[0].legal_form, firms[0].name) == ("ООО", "Домоуправление")


def test_the_deals_of_the_sales_pipeline_add_up():
    rows = understood("sales/maven_crm_original/sales_pipeline.csv")[1]
    meanings = Counter(one.deal.status.word for one in rows)
    assert meanings == {"Won": 4238, "Lost": 2473, "Engaging": 1589, "Prospecting": 500}
    assert sum(one.deal.amount or 0 for one in rows) == 10_005_534
    assert sum(one.firm is None for one in rows) == 1425
    assert len({one.manager for one in rows}) == 30
    assert sum(one.deal.created_on is None for one in rows) == 500
    assert sum(one.deal.closed_on is None for one in rows) == 2089
    assert all(one.opens_deal for one in rows)
    assert not any(one.problems for one in rows)


def test_a_list_of_buyers_makes_no_deals():
    rows = understood("sheets/sales/bulengholtz_Клиенты.xlsx")[1]
    assert len(rows) == 18_484
    assert not any(one.opens_deal for one in rows)
    assert rows[0].external_id == "11000"
    assert (rows[0].people[0].last_name, rows[0].people[0].first_name) == ("Лебедева", "Татьяна")


def test_every_phone_of_the_state_registries_is_read_or_told():
    for name in ("415_dispansery", "425_biblioteki", "443_stomatologicheskie_polikliniki", "480_organy_zags_moskvy"):
        rows = understood(f"sheets/registries/mosopendata_{name}.csv")[1]
        assert not [problem for one in rows for problem in one.problems]
        assert sum(not one.firm.name for one in rows) == (
            2 if "biblioteki" in name else 0
        )  # two lines of the file have no name
