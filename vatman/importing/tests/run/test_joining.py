"""A1.4: duplicates are joined inside an import and with the base; what joins nobody and what is doubted. Reasons are kept."""

from vatman.clients.models import Company, Contact

from .tables import outcomes


def contacts(load):
    return Contact.objects.filter(origin=load.origin).count()


def test_a_mobile_phone_joins_however_it_is_written(load):
    found = load("ФИО | Телефон\nЗимин Павел | 8 (912) 345-67-89\nЗимин П. | +7 912 345 67 89\nПавел | 79123456789")
    assert outcomes(found) == [("created", ""), ("joined", "phone"), ("joined", "phone")]
    assert contacts(found) == 1


def test_the_base_is_met_too(load, world):
    found = load("ФИО | Телефон\nИванов Пётр | 8 921 555 12 34")
    assert outcomes(found) == [("joined", "phone")]
    assert found.rows.get().contact == world.ivanov


def test_a_personal_mail_joins(load):
    found = load("ФИО | Почта\nЗимин Павел | zimin@mail.ru\nЗимин Павел Олегович | ZIMIN@mail.ru")
    assert outcomes(found) == [("created", ""), ("joined", "email")]
    assert Contact.objects.get(origin=found.origin).middle_name == "Олегович"


def test_the_same_mail_under_another_full_name_is_asked_about(load):
    found = load("ФИО | Почта\nЗимин Павел | zimin@mail.ru\nЛетова Анна | zimin@mail.ru")
    assert outcomes(found) == [("created", ""), ("created", "")]
    doubt = found.doubts.get()
    assert (doubt.reason, doubt.value) == ("email_other_name", "zimin@mail.ru")
    assert (doubt.card("ours").last_name, doubt.card("other").last_name) == ("Летова", "Зимин")


def test_the_same_phone_under_another_full_name_is_asked_about(load):
    found = load("ФИО | Телефон\nЗимин Павел | 8 912 345-67-89\nЛетова Анна | 8 912 345-67-89")
    assert contacts(found) == 2
    assert found.doubts.get().reason == "phone_other_name"


def test_office_addresses_join_nobody(load):
    found = load("ФИО | Почта\nЗимин Павел | info@firma.ru\nЛетова Анна | info@firma.ru\nМаев Олег | sales@firma.ru")
    assert contacts(found) == 3
    assert not found.doubts.exists()


def test_a_phone_under_more_than_three_names_joins_nobody(load):
    found = load(
        "ФИО | Телефон\nЗимин Павел | 8 912 345-67-89\nЛетова Анна | 8 912 345-67-89\nМаев Олег | 8 912 345-67-89\n"
        "Июнева Вера | 8 912 345-67-89\nЗимин Пётр Ильич | 8 912 345-67-89"
    )
    assert contacts(found) == 5
    assert not found.doubts.exists()


def test_behind_a_phone_of_many_a_full_name_met_twice_is_one_person(load):
    found = load(
        "ФИО | Телефон\nЗимин Павел | 8 912 345-67-89\nЛетова Анна | 8 912 345-67-89\nМаев Олег | 8 912 345-67-89\n"
        "Июнева Вера | 8 912 345-67-89\nЗимин Павел | 8 (912) 345 67 89\nПавел | 8 912 345-67-89\nПавел | 89123456789"
    )
    assert outcomes(found)[4] == ("joined", "phone_and_name")
    assert contacts(found) == 6


def test_four_spellings_of_one_person_are_one_person(load):
    found = load(
        "ФИО | Телефон\nЗимин Павел Ильич | 8 912 345-67-89\nЗимин П.И. | 8 912 345-67-89\nПавел | 8 912 345-67-89\n"
        "Зимин | 8 912 345-67-89\nЗимин Павел | 8 912 345-67-89"
    )
    assert contacts(found) == 1


def test_toll_free_and_filler_numbers_join_nobody(load):
    found = load(
        "ФИО | Телефон\nЗимин Павел | 8 800 200-06-00\nЛетова Анна | 8 800 200-06-00\nМаев Олег | 8 911 111-11-11\nИюнева Вера | 8 911 111-11-11"
    )
    assert contacts(found) == 4
    assert not found.doubts.exists()


def test_our_own_mail_joins_nobody(load, world):
    found = load("ФИО | Почта\nЗимин Павел | anna@dvor.test\nЛетова Вера | anna@dvor.test")
    assert contacts(found) == 2
    assert not found.doubts.exists()


def test_the_same_name_in_the_same_company_is_one_person(load):
    found = load(
        "ФИО | Компания | Должность\nЗимин Павел | ООО Гвоздь | директор\nЗимин П. | Гвоздь |\nЗимин Павел | ООО Весна |"
    )
    assert outcomes(found) == [("created", ""), ("joined", "name_and_company"), ("created", "")]


def test_a_letter_from_the_firms_domain_tells_where_one_works(load):
    found = load(
        "ФИО | Компания | Телефон | Почта\nЗимин Павел Ильич | ООО Гвоздь | 8 495 345-67-89 |\nЛетова Анна | ООО Гвоздь | | letova@gvozd.ru\n"
        "Маев Олег | Гвоздь | | maev@gvozd.ru\nЗимин Павел | | | zimin@gvozd.ru\nЛетова Вера | | | vera@gvozd.ru"
    )
    assert outcomes(found)[3:] == [("joined", "name_and_company"), ("created", "")]


def test_a_full_namesake_is_asked_about(load):
    found = load("ФИО | Телефон\nЗимин Павел Ильич | 8 912 345-67-89\nЗимин Павел Ильич | 8 913 345-67-00")
    assert contacts(found) == 2
    assert found.doubts.get().reason == "same_name"


def test_inn_joins_companies_of_different_names_and_keeps_the_other_name_beside(load):
    found = load("Компания | ИНН\nООО «Гвоздь» | 7736050003\nГвоздь-Торг | 7736050003")
    assert outcomes(found) == [("created", ""), ("joined", "inn")]
    company = Company.objects.get(origin=found.origin)
    assert company.name == "Гвоздь"
    assert "Гвоздь-Торг — клиенты.csv" in " ".join(company.fields.values())


def test_branches_of_one_inn_stay_apart(load):
    by_kpp = load(
        "Компания | ИНН | КПП\nООО Гвоздь | 7736050003 | 773601001\nООО Гвоздь | 7736050003 | 631201001\nООО Гвоздь | 7736050003 | 773601001 "
    )
    assert [row.outcome for row in by_kpp.rows.all()] == ["created", "created", "joined"]
    by_city = load("Компания | ИНН | Город\nООО Весна | 7707083893 | Самара\nООО Весна | 7707083893 | Казань")
    assert Company.objects.filter(origin=by_city.origin).count() == 2


def test_companies_join_by_name_unless_city_form_or_inn_speak_against(load):
    found = load(
        "Компания | Город | ИНН\nООО «Гвоздь» | Самара |\nгвоздь | Самара |\nООО Гвоздь | Казань |\nИП Гвоздь | Самара |"
    )
    assert [row.outcome for row in found.rows.all()] == ["created", "joined", "created", "created"]


def test_a_wrong_inn_joins_nobody_and_is_told(load):
    found = load("Компания | ИНН\nООО Гвоздь | 7736050000\nООО Весна | 7736050000")
    assert Company.objects.filter(origin=found.origin, inn="").count() == 2
    assert [problem.code for problem in found.problems.all()] == ["bad_inn", "bad_inn"]


def test_companies_of_one_name_at_different_addresses_are_asked_about(load):
    found = load(
        "Компания | Адрес\nБиблиотека | ул. Лесная, 5\nБиблиотека | ул. Полевая, 7\nБиблиотека | Лесная ул., д. 5, этаж 2"
    )
    assert [row.outcome for row in found.rows.all()] == ["created", "created", "joined"]
    assert found.doubts.get().reason == "other_address"
