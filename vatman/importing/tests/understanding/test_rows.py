"""A3.1: one row yields contact, company, deal, task and notes, and loses nothing."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from vatman.importing.shapes import NoteFacts, Person, Status, TaskFacts

from .tables import one, read, sheet


def said(facts):
    return [note.text for note in facts.notes]


def values(holder):
    return [(way.channel, way.value) for way in holder.ways]


def test_a_full_row_yields_all_its_things():
    facts = one(
        "№|ФИО|Должность|Компания|ИНН|Телефон|E-mail|Город|Дата заявки|Сумма|Статус|Что хочет|Откуда|Менеджер|Перезвонить|Комментарий|Любимый цвет",
        1.0, "ИВАНОВ ИВАН", "директор", "ООО «РОМАШКА»", 7707083893.0, 89215551234.0, "Ivan@Mail.ru", "спб", datetime(2026, 3, 12), "15 т.р.", "КП отпр.", "буклеты", "сайт", "Анна", "1.12.2026 10:30", "думает", "синий",
    )  # fmt: skip
    (person,) = facts.people
    assert (person.last_name, person.first_name, person.position) == ("Иванов", "Иван", "директор")
    assert values(person) == [("phone", "+79215551234"), ("email", "ivan@mail.ru")]
    assert (facts.firm.name, facts.firm.legal_form, facts.firm.inn, facts.firm.city) == (
        "Ромашка",
        "ООО",
        "7707083893",
        "Санкт-Петербург",
    )
    assert (facts.deal.title, facts.deal.amount, facts.deal.source, facts.deal.created_on) == (
        "буклеты",
        Decimal("15000.00"),
        "сайт",
        date(2026, 3, 12),
    )
    assert facts.deal.status == Status("КП отпр.", "quote_sent")
    assert facts.task == TaskFacts(date(2026, 12, 1), time(10, 30))
    assert (facts.manager, said(facts), facts.opens_deal) == ("Анна", ["думает"], True)
    assert facts.custom == {"Любимый цвет": ("text", "синий")}
    assert facts.problems == []


OPENS = [
    ("ФИО|Телефон|Статус", ["Иванов Иван", "89215551234", "новый"], True),
    ("ФИО|Телефон|Сумма", ["Иванов Иван", "89215551234", 100], True),
    ("ФИО|Телефон|Дата заявки", ["Иванов Иван", "89215551234", "12.03.2026"], True),
    ("ФИО|Телефон|Перезвонить", ["Иванов Иван", "89215551234", "12.12.2026"], True),
    ("ФИО|Телефон", ["Иванов Иван", "89215551234"], False),
    ("ФИО|Посл. звонок", ["Иванов Иван", "12.03.2026"], False),
    ("ФИО|Что хочет|Откуда", ["Иванов Иван", "буклеты", "сайт"], False),
    ("ФИО|Статус", ["Иванов Иван", ""], False),
    ("ФИО|Статус|Сумма", ["Иванов Иван", "дубль", 100], False),
    ("ФИО|Статус", ["Иванов Иван", "ЧС"], False),
]


@pytest.mark.parametrize(("titles", "cells", "opens"), OPENS)
def test_a_deal_opens_only_on_status_sum_request_or_next_call(titles, cells, opens):
    assert one(titles, *cells).opens_deal is opens


def test_a_past_call_is_a_note_of_its_day_and_never_a_task():
    facts = one("ФИО|Посл. звонок", "Иванов Иван", "12.03.2026 не берёт")
    assert facts.task is None
    assert facts.notes == [NoteFacts("не берёт", date(2026, 3, 12))]


def test_numbered_calls_are_notes():
    facts = one("ФИО|1 звонок|2 звонок", "Иванов Иван", "12.03.26 нд", "15.03.2026")
    assert facts.notes == [NoteFacts("нд", date(2026, 3, 12)), NoteFacts("2 звонок", date(2026, 3, 15))]


def test_notes_under_a_date_are_of_that_day():
    facts = one("Клиент|12.03.2024|19.03.2024", "ООО Луч", "не берёт", "выслал КП")
    assert facts.notes == [NoteFacts("не берёт", date(2024, 3, 12)), NoteFacts("выслал КП", date(2024, 3, 19))]


def test_who_must_not_be_called_is_marked():
    assert one("ФИО|Статус", "Иванов Иван", "НЕ ЗВОНИТЬ").stop
    assert not one("ФИО|Статус", "Иванов Иван", "не звонить до мая").stop


PARTS = [
    ("Иванов", "Иван", "Иванович"), ("ИВАНОВ", "ИВАН", "ИВАНОВИЧ"), ("Иванов Иван Иванович", "", ""), ("Иванов", "Иван Иванович", ""), ("Иванов Иван", "", "Иванович"), ("", "Иванов Иван", "Иванович"),
]  # fmt: skip


@pytest.mark.parametrize("parts", PARTS)
def test_a_name_spilt_over_its_columns_is_put_together(parts):
    (person,) = read(
        sheet(
            "Фамилия|Имя|Отчество|Телефон",
            [*parts, "89215551234"],
            ["Петров", "Олег", "Юрьевич", ""],
            ["Козлов", "Пётр", "Олегович", ""],
        )
    )[0].people
    assert (person.last_name, person.first_name, person.middle_name) == ("Иванов", "Иван", "Иванович")


def test_a_whole_name_beside_its_parts_is_the_same_person():
    facts = one("Name|Given Name|Family Name|E-mail 1 - Value", "Ivan Petrov", "Ivan", "Petrov", "a@b.ru")
    assert [(one.last_name, one.first_name) for one in facts.people] == [("Petrov", "Ivan")]


def test_each_cell_of_a_mixed_column_is_decided_by_itself():
    firm, person, nobody = read(
        sheet(
            "Клиент|Телефон",
            ["ООО «Луч»", "89215551231"],
            ["Сидоров Пётр Петрович", "89215551232"],
            ["ч/л", "89215551233"],
        )
    )
    assert (firm.firm.name, values(firm.firm), firm.people) == ("Луч", [("phone", "+79215551231")], [])
    assert person.firm is None
    assert person.people[0].last_name == "Сидоров"
    assert nobody.firm is None
    assert values(nobody.people[0]) == [("phone", "+79215551233")]


@pytest.mark.parametrize("word", ["чл", "ч/л", "физик", "частник", "б/н"])
def test_words_for_nobody_make_no_company(word):
    facts = one("ФИО|Компания", "Иванов Иван", word)
    assert facts.firm is None
    assert len(facts.people) == 1


CELLS = [
    # cell, people, firm, ways
    ("Иванов Иван 8 921 555-12-34", ["Иванов Иван"], "", ["+79215551234"]),
    ("Марина, 8 921 555-12-34, a@b.ru", ["Марина"], "", ["+79215551234", "a@b.ru"]),
    ("89215551231 Марина, 89215551232 Павел", ["Марина", "Павел"], "", ["+79215551231", "+79215551232"]),
    ("Марина бух 89215551234 доб 12", ["Марина"], "", ["+79215551234"]),
    ("ООО Ромашка, Иванов Иван, 8 921 555 12 34", ["Иванов Иван"], "Ромашка", ["+79215551234"]),
    ("89215551234", [""], "", ["+79215551234"]),
    ("@ivan_petrov", [""], "", ["ivan_petrov"]),
]


@pytest.mark.parametrize(("cell", "people", "firm", "ways"), CELLS)
def test_a_cell_of_mixed_contacts_is_taken_apart(cell, people, firm, ways):
    facts = one("Контакты", cell)
    assert [" ".join(filter(None, (person.last_name, person.first_name))) for person in facts.people] == people
    assert (facts.firm.name if facts.firm else "") == firm
    assert [way.value for person in facts.people for way in person.ways] == ways


def test_a_person_stands_in_the_company_cell():
    facts = one("Компания|Телефон", "ООО «Ромашка» (Марина)", "89215551234")
    assert (facts.firm.name, facts.people[0].first_name) == ("Ромашка", "Марина")


def test_a_whole_human_name_in_the_company_cell_is_a_person_where_the_row_names_no_other():
    rows = [
        ["ООО «Ромашка»", "Саранск", "Зимин Павел"],
        ["Казакова Елена Владимировна", "Рязань", None],
        ["Лунина Анна Олеговна", "Рязань", "Маев Олег"],
    ]
    _, alone, led = read(sheet("Компания|Город|Контактное лицо", *rows))
    assert (alone.people[0].first_name, alone.firm.name) == ("Елена", "")
    assert (led.people[0].first_name, led.firm.name) == ("Олег", "Лунина Анна Олеговна")


def test_as_many_phones_as_people_are_shared_out():
    first, second = one("ФИО|Телефон", "Иванов И.И., Петров П.П.", "89215551231, 89215551232").people
    assert (values(first), values(second)) == ([("phone", "+79215551231")], [("phone", "+79215551232")])


def test_a_name_beside_a_second_phone_is_a_second_contact():
    facts = one("ФИО|Телефон", "Иванов Иван", "89215551231, 89215551232 Марина")
    assert [(person.first_name, values(person)) for person in facts.people] == [
        ("Иван", [("phone", "+79215551231")]), ("Марина", [("phone", "+79215551232")]),
    ]  # fmt: skip


def test_an_office_address_is_the_firms_and_a_personal_one_the_persons():
    facts = one("ФИО|Компания|E-mail", "Иванов Иван", "ООО Луч", "info@luch.ru, ivanov@luch.ru")
    assert (values(facts.firm), values(facts.people[0])) == ([("email", "info@luch.ru")], [("email", "ivanov@luch.ru")])


def test_the_kind_of_a_phone_comes_from_its_heading_and_its_own_column():
    facts = one("ФИО|Раб. тел|Моб|Факс", "Иванов Иван", "(495) 913-04-78", "89215551234", "(495) 913-04-79")
    assert [way.kind for way in facts.people[0].ways] == ["work", "mobile", "fax"]
    google = one("Name|Phone 1 - Type|Phone 1 - Value", "Иванов Иван", "Home", "+79215551234")
    assert google.people[0].ways[0].kind == "home"


def test_whatsapp_is_a_phone_too():
    assert values(one("ФИО|вотсап", "Иванов Иван", "89215551234").people[0]) == [
        ("phone", "+79215551234"),
        ("whatsapp", "+79215551234"),
    ]


CODES = [
    (sheet("ФИО|Город|Телефон", ["Иванов Иван", "Самара", "333-44-55"]), "+78463334455"),
    (sheet("ФИО|Телефон", ["Иванов Иван", "333-44-55"], sections={2: "Самара"}), "+78463334455"),
    (sheet("ФИО|Тел. (846)", ["Иванов Иван", "333-44-55"]), "+78463334455"),
    (
        sheet("ФИО|Телефон", ["Иванов Иван", "333-44-55"], *[["Пётр", f"(846) 333-44-5{n}"] for n in range(5)]),
        "+78463334455",
    ),
    (sheet("ФИО|Телефон|Факс", ["Иванов Иван", "(846) 333-44-50", "333-44-55"]), "+78463334455"),
]


@pytest.mark.parametrize(("table", "value"), CODES)
def test_the_city_code_is_taken_from_city_section_heading_or_neighbours(table, value):
    assert value in [way.value for way in read(table)[0].people[0].ways]


def test_a_section_is_the_city_of_its_rows_or_a_tag():
    city, tag = read(sheet("Компания", ["ООО Луч"], ["АО Заря"], sections={2: "Самара", 3: "Новые клиенты"}))
    assert (city.firm.city, city.tags) == ("Самара", [])
    assert (tag.firm.city, tag.tags) == ("", ["Новые клиенты"])


LOST = [
    ("Телефон", "7,9215E+10", "lost_digits"), ("Телефон", 79215000000.0, "lost_digits"), ("Телефон", "921555123", "short_phone"), ("Телефон", "555-12-34", "phone_without_code"),
    ("Телефон", "111-11-11", "filler_phone"), ("Телефон", "спросить у Оли", "bad_phone"), ("E-mail", "ivan@mail", "bad_email"), ("ИНН", "1692286718", "bad_inn"), ("КПП", "12", "bad_kpp"),
    ("Сумма", "дог.", "vague_money"), ("Сумма", "50/50", "bad_money"), ("Дата заявки", "31.06.2026", "bad_date"), ("Перезвонить", "конец месяца", "vague_date"), ("Перезвонить", "31.06", "bad_date"),
    ("Дата рождения", "5.06", "vague_date"),
]  # fmt: skip
FILL = {
    "Телефон": ["89215551231", "89215551232"], "E-mail": ["a@b.ru", "c@d.ru"], "ИНН": ["7707083893", "7736050003"], "КПП": ["770701001", "770701002"], "Сумма": [100, 200],
    "Дата заявки": ["1.2.2026", "2.2.2026"], "Перезвонить": ["1.12.2026", "2.12.2026"], "Дата рождения": ["1.2.1980", "2.2.1981"],
}  # fmt: skip


@pytest.mark.parametrize(("title", "cell", "problem"), LOST)
def test_what_cannot_be_read_is_told_and_its_text_kept(title, cell, problem):
    rows = [["Иванов Иван", cell], *[["Петров Пётр", value] for value in FILL[title] * 2]]
    facts = read(sheet(f"ФИО|{title}", *rows))[0]
    (told,) = facts.problems
    shown = str(int(cell)) if isinstance(cell, float) else cell
    assert (told.code, told.column, told.row, told.file, told.sheet, told.value) == (
        problem,
        title,
        2,
        "клиенты.xlsx",
        "Лист1",
        shown,
    )
    assert said(facts) == [f"{title}: {shown}"]


def test_a_range_takes_the_lower_end_and_keeps_the_text():
    facts = one("ФИО|Сумма", "Иванов Иван", "50-70к")
    assert (facts.deal.amount, facts.problems[0].code, said(facts)) == (
        Decimal("50000.00"),
        "money_range",
        ["Сумма: 50-70к"],
    )


def test_a_formulas_error_is_told_and_makes_nothing():
    facts = one("ФИО|Сумма|Город", "Иванов Иван", "#Н/Д", "#REF!")
    assert [problem.code for problem in facts.problems] == ["formula_error", "formula_error"]
    assert facts.deal is None
    assert not facts.opens_deal


def test_inn_gets_back_the_nought_that_excel_ate_and_stands_with_kpp_in_one_cell():
    assert one("Компания|ИНН", "Луч", 501007223.0).firm is not None
    both = one("Компания|ИНН/КПП", "Луч", "7707083893/773601001").firm
    assert (both.inn, both.kpp) == ("7707083893", "773601001")


def test_units_of_the_heading_and_the_currency_column_count():
    assert one("ФИО|Сумма, тыс. руб.", "Иванов Иван", 15).deal.amount == Decimal("15000.00")
    dollars = one("ФИО|Сумма|Валюта", "Иванов Иван", 15, "USD").deal
    assert (dollars.amount, dollars.currency) == (Decimal("15.00"), "USD")


def test_month_first_dates_are_read_so_where_the_column_must_be():
    american = read(sheet("Name|Created|Amount", ["A Smith", "4/5/2026", 1], ["B Smith", "3/25/2026", 1]))
    assert [facts.deal.created_on for facts in american] == [date(2026, 4, 5), date(2026, 3, 25)]


def test_a_day_without_a_year_follows_the_request_or_the_sheets_name():
    facts = one("ФИО|Дата заявки|Перезвонить", "Иванов Иван", "20.12.2025", "15.01")
    assert facts.task.due_on == date(2026, 1, 15)
    assert one("ФИО|Дата", "Иванов Иван", "12.03", name="Март 2024").deal.created_on == date(2024, 3, 12)


def test_two_managers_are_an_owner_and_a_participant():
    facts = one("ФИО|Менеджер", "Иванов Иван", "Марина/Павел")
    assert (facts.manager, facts.participants) == ("Марина", ["Павел"])


def test_columns_of_one_title_are_kept_apart():
    facts = one("ФИО|Район|Район|Отпуск", "Иванов Иван", "Север", "Юг", "")
    assert facts.custom == {"Район": ("text", "Север"), "Район (2)": ("text", "Юг")}


def test_several_columns_of_notes_keep_their_titles():
    facts = one("ФИО|Комментарий|Ход работы", "Иванов Иван", "думает", "звонил")
    assert said(facts) == ["думает", "Ход работы: звонил"]


def test_rows_under_a_blank_client_are_his():
    table = sheet(
        "№|Компания|ФИО|Телефон|Комментарий", [1, "ООО Луч", "Иванов Иван", "89215551231", "думает"], [None, None, "Петрова Анна", "89215551232", None], [None, None, None, None, "14.03 звонил ещё раз"],
        [2, None, "Козлов Олег", "89215551233", None],
    )  # fmt: skip
    first, second, third, own = read(table)
    assert [facts.firm.name if facts.firm else "" for facts in (first, second, third, own)] == ["Луч", "Луч", "Луч", ""]
    assert (third.people[0].last_name, said(third)) == ("Петрова", ["14.03 звонил ещё раз"])


def test_a_lone_row_of_words_belongs_to_nobody():
    first, second = read(
        sheet("ФИО|Телефон|Комментарий", ["Иванов Иван", "89215551231", "думает"], [None, None, "просто слова"])
    )
    assert (len(first.people), second.people) == (1, [])


def test_a_surname_alone_among_firms_is_a_person():
    firm, person = read(sheet("Заказчик|Сумма", ["Типография «Луч»", 1], ["Иванов", 2]))
    assert (firm.firm.name, person.people[0].last_name, person.firm) == ("Типография «Луч»", "Иванов", None)


def test_nothing_of_a_row_is_lost():
    facts = one("ФИО|Телефон|E-mail|Город|Что-то", "Иванов Иван", "нет", "-", "", None)
    assert (facts.people, facts.problems, facts.notes) == ([Person("Иванов", "Иван")], [], [])
