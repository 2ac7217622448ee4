"""A3.1: columns are known by heading and by cells; where the heading lies or is empty the cells win."""

import pytest

from vatman.importing.understanding import guess

from .tables import TODAY, fields, sheet

PEOPLE = ["Иванов Иван Иванович", "Петрова Анна", "Сидоров С.С.", "Козлова Ольга Юрьевна"]
FIRMS = ["ООО «Ромашка»", "ИП Петров", "АО Заря", "Завод ЖБИ-5"]
PHONES = ["8 921 555-12-34", "+7 (495) 913-04-78", 89215551235.0, "8-800-555-35-35"]
MAILS = ["a@b.ru", "c@d.ru", "info@e.ru", "f@g.com"]
CITIES = ["Самара", "спб", "Москва", "г. Казань"]
DAYS = ["12.03.2025", "13.04.2025", "14.05.2025", "1.6.2025"]
WORDS = ["новый", "КП отпр.", "отказ", "думает"]


def column(title, values):
    return guess(sheet(title, *[[value] for value in values]), TODAY)[0]


LIARS = [
    ("Телефон", MAILS, "email"),
    ("E-mail", PHONES, "phone"),
    ("Почта", PEOPLE, "contact.name"),
    ("ФИО", FIRMS, "company.name"),
    ("ФИО", PHONES, "phone"),
    ("Компания", PEOPLE, "contact.name"),
    ("Телефон", PEOPLE, "contact.name"),
    ("Город", MAILS, "email"),
    ("Должность", PEOPLE, "contact.name"),
    ("Комментарий", MAILS, "email"),
    ("Адрес", CITIES, "city"),
    ("Город", ["ул. Ленина, 5", "пр-т Мира, д. 3", "наб. Реки 7", "ул. Садовая, 1"], "address"),
    ("Дата", ["текущая", "новая", "старая", "текущая"], "custom"),
    ("Статус", ["1", "2", "3", "1"], "custom"),
    ("Номер", [1.0, 2.0, 3.0, 4.0], "number"),
    ("Номер", PHONES, "phone"),
    ("Исполнитель", [105.0, 110.0, 105.0, 111.0], "custom"),
    ("Откуда", CITIES, "city"),
]


@pytest.mark.parametrize(("title", "values", "field"), LIARS)
def test_the_cells_win_where_the_heading_lies(title, values, field):
    assert column(title, values).field == field


WHO = [
    ("Клиент", PEOPLE, "contact.name"), ("Клиент", FIRMS, "company.name"), ("Контрагент", PEOPLE, "contact.name"), ("Контрагент", FIRMS, "company.name"), ("Наименование", FIRMS, "company.name"),
    ("Заказчик", ["Рога и копыта 1", "Рога и копыта 2", "Вектор 5", "Луч"], "company.name"), ("Клиент", ["Ефимова", "Бобылёв", "Зуев", "Колобова"], "contact.name"),
    ("Контакты", PEOPLE, "contact.name"), ("Контакты", PHONES, "phone"), ("Контакты", MAILS, "email"),
    ("Контакты", ["Иванов Иван 8 921 555-12-34", "Анна 8 921 555-12-35", "Петров 89215551236", "Ольга +7 921 555 12 37"], "ways"),
    ("Name", ["Moses Frase", "Darcel Schlecht", "Vicki Laflamme", "Kary Hendrixson"], "contact.name"), ("Name", ["Минфин России", "Правительство РФ", "Минюст России", "ФНС"], "company.name"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "values", "field"), WHO)
def test_an_ambiguous_heading_is_decided_by_the_cells(title, values, field):
    assert column(title, values).field == field


NAMELESS = [
    (PEOPLE, "contact.name"), (FIRMS, "company.name"), (PHONES, "phone"), (MAILS, "email"), (CITIES, "city"), (DAYS, "deal.created_on"), (WORDS, "deal.status"),
    (["7707083893", "7736050003", "7728168971", "7702070139"], "company.inn"), ([1.0, 2.0, 3.0, 4.0], "number"), (["15 000 руб", "2 т.р.", "300 руб", "1 200 р."], "deal.amount"),
    (["ул. Ленина, 5", "пр-т Мира, д. 3", "наб. Реки, д. 7", "ул. Садовая, 1"], "address"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "field"), NAMELESS)
def test_without_a_heading_the_cells_speak(values, field):
    assert column("", values).field == field


def test_a_sheet_without_any_heading_is_understood():
    rows = [list(row) for row in zip(["НИИ сердца", "Парексель", "Вектор", "Луч"], CITIES, PEOPLE, PHONES, strict=True)]
    assert fields(sheet("|||", *rows)) == ["company.name", "city", "contact.name", "phone"]


def test_two_columns_may_both_be_phones():
    rows = [[phone, other] for phone, other in zip(PHONES, reversed(PHONES), strict=True)]
    assert fields(sheet("Телефон|Моб.", *rows)) == ["phone", "phone"]


def test_of_two_sums_the_deals_own_is_taken_and_the_other_kept_as_money():
    table = sheet("Предопл.|Цена|Сумма", *[[100, 200, 300], [5, 6, 7], [8, 9, 10]])
    assert [(one.field.value, one.custom_kind) for one in guess(table)] == [
        ("custom", "money"),
        ("custom", "money"),
        ("deal.amount", "text"),
    ]


def test_creation_date_of_a_list_of_contacts_is_no_request():
    contacts = sheet(
        "Имя|Телефон|Дата создания", *[["Анна", phone, day] for phone, day in zip(PHONES, DAYS, strict=True)]
    )
    deals = sheet("Название сделки|Бюджет|Дата создания", *[["Буклеты", 100, day] for day in DAYS])
    assert fields(contacts)[2] == "custom"
    assert fields(deals)[2] == "deal.created_on"


def test_first_and_last_names_in_swapped_columns_are_put_right():
    table = sheet("Фамилия|Имя", ["Иван", "Иванов"], ["Анна", "Петрова"], ["Олег", "Козлов"])
    assert fields(table) == ["contact.first_name", "contact.last_name"]


def test_full_names_under_the_word_name_are_whole_names():
    assert (
        fields(sheet("Имя|Телефон", ["Иван Иванов", "1"], ["Анна Петрова", "2"], ["Олег Козлов", "3"]))[0]
        == "contact.name"
    )


def test_a_patronymic_is_known_under_a_foreign_heading():
    table = sheet(
        "lastname|firstname|surname",
        ["Иванов", "Иван", "Иванович"],
        ["Петрова", "Анна", "Олеговна"],
        ["Козлов", "Олег", "Юрьевич"],
    )
    assert fields(table) == ["contact.last_name", "contact.first_name", "contact.middle_name"]


def test_legal_forms_in_a_column_of_their_own_are_known():
    table = sheet(
        "Тип агента|Наименование",
        *[
            [form, name]
            for form, name in zip(["ООО", "МКК", "ПАО", "ЗАО"], ["Луч", "Заря", "Вектор", "Восход"], strict=True)
        ],
    )
    assert fields(table) == ["company.legal_form", "company.name"]


def test_goods_beside_a_client_are_what_he_wants():
    table = sheet("Клиент|Наименование|Сумма", *[[firm, "буклеты А5", 100] for firm in FIRMS])
    assert fields(table) == ["company.name", "deal.title", "deal.amount"]


def test_text_to_the_right_of_the_last_heading_is_a_note():
    assert fields(sheet("ФИО|", *[[name, "просил позвонить"] for name in PEOPLE]))[1] == "note"


def test_dates_as_headings_hold_notes():
    table = sheet("Клиент|12.03.2024|19.03.2024", ["ООО Луч", "не берёт", "выслал КП"], ["АО Заря", "думают", ""])
    assert [(one.field.value, one.kind) for one in guess(table)][1:] == [("note", "2024-03-12"), ("note", "2024-03-19")]


KINDS = [
    ("Оборудование", ["Станок 1", "Станок 2", "Пресс"], "text"), ("Вес", [1.5, 2, 3.25], "number"), ("Остаток", [100, 200, 300], "money"), ("Отгрузили", DAYS, "date"),
    ("Нужна доставка", ["да", "нет", "да"], "bool"), ("Приоритет", ["Низкий", "Высокий"] * 10, "choice"), ("Каталог", ["https://a.ru/1", "https://a.ru/2"], "link"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "values", "kind"), KINDS)
def test_an_unknown_column_is_kept_as_a_field_of_its_kind(title, values, kind):
    found = guess(sheet(f"ФИО|{title}|Сайт", *[["Иванов Иван", value, "a.ru"] for value in values]))[1]
    assert (found.field.value, found.custom_kind) == ("custom", kind)


def test_a_sure_heading_over_fitting_cells_is_surer_than_either_alone():
    both, heading, content = column("Телефон", PHONES), column("Менеджер", ["АБ", "ВГ"]), column("", PHONES)
    assert (both.reason, heading.reason, content.reason) == ("both", "heading", "content")
    assert both.confidence > heading.confidence > content.confidence > 0.5


def test_the_columns_of_every_program_make_one_person_with_his_deal():
    amo = sheet(
        "ID|Название сделки|Бюджет ₽|Ответственный|Дата создания сделки|Этап сделки|Воронка|Полное имя контакта|Компания контакта|Рабочий телефон (контакт)|Рабочий email (контакт)|Теги сделки",
        ["1", "Буклеты", 12000, "Анна", "12.03.2025 10:00:00", "Переговоры", "Продажи", "Иванов Иван", "ООО Луч", "'+79215551234", "a@b.ru", "опт"],
        ["2", "Визитки", 5000, "Борис", "13.03.2025 10:00:00", "Первичный контакт", "Продажи", "Петрова Анна", "Заря", "'+79215551235", "c@d.ru", ""],
    )  # fmt: skip
    assert fields(amo) == [
        "external_id", "deal.title", "deal.amount", "manager", "deal.created_on", "deal.status", "custom", "contact.name", "company.name", "phone", "email", "tags",
    ]  # fmt: skip
