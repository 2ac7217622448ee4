"""A3.1: every heading met on sales floors, and those of the programs people come from."""

import pytest

from vatman.importing.understanding import headings
from vatman.importing.understanding.heading_words import WORDS

FLOOR = {
    "contact.name": "ФИО; Ф.И.О.; Ф.И.О. конт.; конт. лицо; контактное лицо; ЛПР; с кем говорил; представитель",
    "ways": "Имя/тел; Контакты",
    "who": "контрагент; Наименование; Заказчик; Клиент; Плательщик",
    "company.name": "Фирма; Орг-я; юр.лицо; Юр. лицо; Компания",
    "phone": "Тел.; тел/факс; моб; сот; раб.тел; № тел; Телефон 2; Телефон агента; Телефон покупателя; Номер тел.",
    "messenger": "вотсап; WhatsApp; Телеграм",
    "email": "эл.почта; мыло; мейл; эл. адрес; e-mail; E-mail; Почта; Электронная почта партнера",
    "deal.created_on": "Дата; дата обр.; дата заявки; поступил",
    "task.next_call": "перезв.; след. контакт; сл.звонок; когда звонить; напомнить; Следующий звонок",
    "note.last_call": "посл. звонок; дата звонка; 1 звонок; 2 звонок; 3-й звонок; Звонок 2",
    "deal.status": "ст-с; результат; итог; стадия; этап; +/-; Х/Т/Г; Статус",
    "deal.amount": "бюджет; чек; к оплате; Сумма; Сумма, тыс. руб.; Стоимость",
    "custom": "предопл.; остаток; долг; маржа; Район; Тип агента",
    "deal.title": "что хочет; потребность; запрос; интерес; тема",
    "deal.source": "откуда; канал; как узнали; Источник; Откуда узнали об услугах*:",
    "manager": "МОП; отв.; чей; кто ведёт; Менеджер; Ответственный менеджер*:",
    "note": "прим.; комм.; ход работы; история; Комментарий; Доп.информация",
    "number": "№; № п/п; п/п; № строки",
}
PROGRAMS = {
    "contact.name": "Полное имя контакта; Full Name; Контактное лицо; Display Name; Основной контакт",
    "contact.last_name": "Фамилия; Last Name; Family Name; lastname",
    "contact.first_name": "Имя; First Name; Given Name; firstname",
    "contact.middle_name": "Отчество; Middle Name; Additional Name",
    "contact.position": "Должность; Job Title; Organization 1 - Title",
    "contact.birthday": "День рождения; Дата рождения; Birthday; др",
    "company.name": "Компания контакта; Company; Organization Name; Company Name; Associated Company; Название компании",
    "phone": "Рабочий телефон (контакт); Мобильный телефон; Phone 1 - Value; Business Phone; Mobile Phone; Person - Phone",
    "email": "Рабочий email (контакт); E-mail 1 - Value; E-mail Address; Email; Рабочий e-mail; Person - Email",
    "type": "Phone 1 - Type; E-mail 2 - Type",
    "deal.title": "Название сделки; Deal Name; Deal - Title; Название лида",
    "deal.amount": "Бюджет ₽; Amount; Deal value; Сумма сделки; Deal - Value; close_value",
    "deal.currency": "Валюта; Currency",
    "deal.status": "Этап сделки; Стадия сделки; Deal Stage; deal_stage; Deal - Stage; Lead Status",
    "manager": "Ответственный; Deal owner; Contact owner; sales_agent; Deal - Owner",
    "made": "Дата создания сделки; Create Date; Created; Дата создания; Deal - Deal created",
    "deal.closed_on": "Дата закрытия; Close Date; close_date; Дата оплаты",
    "deal.expected_on": "Предполагаемая дата закрытия; Expected close date",
    "deal.lost_reason": "Причина отказа; Lost reason; Closed Lost Reason",
    "deal.source": "Источник сделки; Lead Source; Original Source",
    "task.next_call": "Next activity date; Next Activity Date; Ближайшая задача",
    "note.last_call": "Last Contacted; Last Activity Date; Дата последнего контакта",
    "tags": "Теги сделки; Tags; Labels; Group Membership",
    "external_id": "ID; Record ID; opportunity_id; КлиентКод; Номер заказа",
    "company.inn": "ИНН; ИНН/КПП; INN",
    "company.kpp": "КПП",
    "company.site": "Сайт; Website; Web Page 1; Корпоративный сайт",
    "city": "Город; Нас. пункт*; ГородПокуп; Work City",
    "address": "Адрес; Юридический адрес партнера; Адрес доставки",
}
SLIPS = {
    "phone": "Телефн; телфон; Тлефон",
    "note": "Коментарии; Примечанеи; Коментарий",
    "deal.status": "Сттатус",
    "manager": "Мнеджер; Менеджр; Ответсвенный",
    "company.name": "Организацыя; Компания:",
    "deal.source": "Источнк",
    "email": "Электроная почта",
}
TITLES = [
    (title, meaning)
    for table in (FLOOR, PROGRAMS, SLIPS)
    for meaning, titles in table.items()
    for title in titles.split("; ")
]


@pytest.mark.parametrize(("title", "meaning"), TITLES)
def test_a_heading_is_known(title, meaning):
    assert headings.read(title).meaning == meaning


KINDS = [
    ("моб", "mobile"),
    ("раб.тел", "work"),
    ("Факс", "fax"),
    ("вотсап", "whatsapp"),
    ("Телеграм", "telegram"),
    ("Директор", "директор"),
    ("Моб. телефон", "mobile"),
]


@pytest.mark.parametrize(("title", "kind"), KINDS)
def test_a_heading_tells_the_kind(title, kind):
    assert headings.read(title).kind == kind


@pytest.mark.parametrize(
    ("title", "day"), [("12.03.2024", "2024-03-12"), ("12.03", "--03-12"), ("2024-03-12 00:00:00", "2024-03-12")]
)
def test_a_date_as_a_heading_is_a_day(title, day):
    assert headings.read(title) == ("day", day, 1.0)


@pytest.mark.parametrize(
    "title",
    ["", "Оборудование", "Ширина канала:", "Количество домов в рейтинге", "Стоимость управления руб/кв.м", "xyz"],
)
def test_other_headings_say_nothing(title):
    assert headings.read(title).meaning == ""


def test_no_heading_stands_in_two_lists_or_in_a_form_that_is_never_met():
    words = [word for block in WORDS.values() for word in block.split("|")]
    assert len(words) == len(set(words))
    assert [word for word in words if headings.key(word) != word] == []
