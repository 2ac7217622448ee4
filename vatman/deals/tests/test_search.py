"""A3.13: anything is found by whatever is remembered of it, and only what one may see.

Stands in the room of deals, because contacts, companies and deals are searched together.
"""

import pytest

from vatman.clients.models import Company, Contact, Link
from vatman.deals.models import Deal
from vatman.records.models import SearchDocument
from vatman.records.search import find, later
from vatman.team.models import Member, Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def floor(world, settings):
    settings.ROOT_URLCONF = "vatman.deals.tests.urls"
    Link.objects.join(world.petrova, world.romashka, position="бухгалтер", by=world.olga)
    return world


def found(member, text, **kwargs):
    return [hit.title for hit in find(member, text, **kwargs)]


PERSON = ["Иванов", "иванов пётр", "Петр Иванов", "ив пет", "ИВАНОВ П", "сергеевич", "Иванову"]
PHONE = [
    "8 921 555 12 34",
    "+7 (921) 555-12-34",
    "9215551234",
    "921 555",
    "555-12-34",
    "5551234",
    "12-34",
    "555-12",
    "8921",
    "+7921",
]
SLIPS = ["bdfyjd", "gtnh bdfyjd", "Иваноф", "ивонов петр", "иавнов", "Пертр", "иванв"]
FIRM = ["ромашка", "ООО Ромашка", "7707083893", "7707", "москва ромашка", "hjvfirf", "рмоашка"]
MAIL = ["petrova@mail.test", "petrova@ma", "mail.test", "petrova", "Ромашка Мария", "зуекщмф"]
DEAL = ["календарь", "Календарей", "календари ромашка", "календари Иванов", "кален", "рмоашка"]


@pytest.mark.parametrize("texts", [PERSON, PHONE, SLIPS])
def test_a_person_is_found(floor, texts):
    assert {text: found(floor.anna, text, things=["contact"]) for text in texts} == dict.fromkeys(
        texts, ["Иванов Пётр Сергеевич"]
    )


def test_a_firm_is_found(floor):
    assert {text: found(floor.anna, text, things=["company"]) for text in FIRM} == dict.fromkeys(
        FIRM, ["ООО «Ромашка»"]
    )


def test_by_mail_and_by_place_of_work(floor):
    hit = ("Петрова Мария", "бухгалтер, ООО «Ромашка»", f"/contacts/{floor.petrova.pk}")
    answers = {
        text: [(one.title, one.subtitle, one.url) for one in find(floor.boris, text, things=["contact"])]
        for text in MAIL
    }
    assert answers == dict.fromkeys(MAIL, [hit])


def test_a_deal_is_found_by_any_form_of_its_words_and_by_its_client(floor):
    assert {text: found(floor.anna, text, things=["deal"]) for text in DEAL} == dict.fromkeys(DEAL, ["Календари"])


def test_what_was_written_in_notes_leads_to_the_card(floor):
    floor.ivanov.add_note("Просил образцы дизайнерской бумаги", by=floor.anna)
    assert found(floor.anna, "образец бумага") == ["Иванов Пётр Сергеевич"]
    assert found(floor.boris, "образцы") == []


def test_nothing_of_anothers_is_found(floor):
    assert found(floor.anna, "петрова") == found(floor.anna, "petrova@mail.test") == found(floor.anna, "буклеты") == []
    assert found(floor.roman, "петрова") == found(floor.olga, "петрова") == ["Петрова Мария", "Буклеты"]
    assert found(floor.nina, "иванов", things=["contact"]) == ["Иванов Пётр Сергеевич"]
    assert found(floor.tsvetana, "ромашка") == []


def test_ones_own_is_never_lost_behind_others(floor):
    Contact.objects.meet_all(
        [Contact(last_name="Иванов", first_name=f"Пётр {n}", owner=floor.boris) for n in range(120)], by=floor.olga
    )
    assert found(floor.anna, "иванов", things=["contact"]) == ["Иванов Пётр Сергеевич"]
    assert len(found(floor.boris, "иванов", things=["contact"], limit=5)) == 5


def test_what_nobody_owns_is_seen_as_the_setting_says(floor):
    Contact.objects.meet_all(
        [Contact(last_name="Ничеев", department=floor.sales), Contact(last_name="Ничеева")], by=floor.olga
    )
    people = {"anna": floor.anna, "roman": floor.roman, "olga": floor.olga}

    def seen():
        fresh = {name: Member.objects.get(pk=one.pk) for name, one in people.items()}
        return {name: len(found(one, "ничеев")) for name, one in fresh.items()}

    assert seen() == {"anna": 1, "roman": 1, "olga": 2}
    Organisation.get().change(by=floor.olga, unowned_seen_by="heads")
    assert seen() == {"anna": 0, "roman": 1, "olga": 2}
    Organisation.get().change(by=floor.olga, unowned_seen_by="all")
    assert seen() == {"anna": 2, "roman": 2, "olga": 2}


def test_without_a_department_there_are_no_colleagues(floor):
    floor.petrova.assign(None, by=floor.olga)
    Contact.objects.filter(pk=floor.petrova.pk).update(department=None)
    lonely = Member.objects.join(email="x@dvor.test", name="Ян", role="head", by=floor.olga)
    assert found(lonely, "петрова") == []


def test_the_new_owner_finds_it_at_once(floor):
    floor.petrova.assign(floor.anna, by=floor.olga)
    assert found(floor.anna, "петрова", things=["contact"]) == ["Петрова Мария"]
    assert found(floor.boris, "петрова", things=["contact"]) == []
    Contact.objects.assign_all(Contact.objects.all(), floor.boris, by=floor.olga)
    assert found(floor.boris, "иванов", things=["contact"]) == ["Иванов Пётр Сергеевич"]


def test_trash_is_not_found_until_restored(floor):
    floor.ivanov.trash(by=floor.anna)
    assert found(floor.anna, "иванов", things=["contact"]) == []
    floor.ivanov.restore(by=floor.anna)
    assert found(floor.anna, "иванов", things=["contact"]) == ["Иванов Пётр Сергеевич"]


def test_a_new_name_reaches_the_cards_that_show_it(floor):
    floor.romashka.change(by=floor.olga, name="Пион")
    assert found(floor.boris, "пион") == ["Петрова Мария"]
    assert set(found(floor.anna, "пион")) == {"ООО «Пион»", "Календари", "Иванов Пётр Сергеевич"}
    assert found(floor.olga, "ромашка") == []


def test_the_whole_word_comes_before_its_continuations(floor):
    names = ["Ивановский", "Иванова", "Иван", "Иванишин"]
    Contact.objects.meet_all([Contact(last_name=name, owner=floor.anna) for name in names], by=floor.anna)
    assert found(floor.anna, "Иванов", things=["contact"]) == ["Иванов Пётр Сергеевич", "Иванова", "Ивановский"]


def test_documents_written_later_are_written_once_and_whole(floor):
    with later():
        company = Company.objects.meet(by=floor.anna, name="Сирень")
        contact = Contact.objects.meet(by=floor.anna, last_name="Орлов")
        Link.objects.join(contact, company, by=floor.anna)
        Deal.objects.start(by=floor.anna, title="Этикетка", contact=contact)
        assert found(floor.anna, "сирень") == []
    assert set(found(floor.anna, "орлов")) == {"Орлов", "Этикетка"}
    assert set(found(floor.anna, "сирень")) == {"Сирень", "Орлов"}


ODD = [
    "",
    " ",
    "и",
    "'",
    "\\",
    "':*",
    "& | !",
    "()",
    "%",
    "@",
    "+",
    "\x00",
    "а" * 500,
    "ж' & '@1",
    "—",
    "1" * 90,
    "a\x00b",
    "я\x00@mail.test",
    "'' ''",
    "И'в",
]


def test_no_text_breaks_the_question(floor):
    assert {text: found(floor.anna, text) for text in ODD} == dict.fromkeys(ODD, [])


def test_the_marks_of_rights_are_no_words_to_ask_for(floor):
    assert found(floor.olga, f"@{floor.anna.pk}") == found(floor.olga, f"#{floor.sales.pk}") == []


def test_a_card_has_one_document(floor):
    floor.ivanov.change(by=floor.anna, first_name="Павел")
    assert SearchDocument.objects.filter(thing="contact", thing_id=floor.ivanov.pk).count() == 1
