"""Business cards of all three versions (A1.3)."""

from datetime import date
from typing import Any

from vatman.importing.reading.vcard import sheet


def card(*lines: str) -> dict[str, Any]:
    found = sheet("\r\n".join(["BEGIN:VCARD", *lines, "END:VCARD", ""]).encode(), "контакты.vcf")
    [row] = found.rows
    return {column.title: row.values[column.index] for column in found.columns}


def test_the_third_version_with_groups_and_labels() -> None:
    assert card(
        "VERSION:3.0", "N:Иванов;Иван;Иванович;;", "FN:Иван Иванов", "ORG:Ромашка;Отдел закупок", "TITLE:директор",
        "item1.TEL;type=pref:+7 927 111-22-33", "item1.X-ABLabel:_$!<Mobile>!$_", "TEL;TYPE=WORK,FAX:8 846 200-00-01",
        "EMAIL;TYPE=INTERNET:ivanov@example.ru", "EMAIL:second@example.ru", "ADR;TYPE=WORK:;;ул. Мира\\, 1;Самара;;443000;Россия",
        "BDAY:19850605", "NOTE:звонить\\nпосле обеда", "CATEGORIES:клиенты,VIP",
    ) == {
        "Фамилия": "Иванов", "Имя": "Иван", "Отчество": "Иванович", "Организация": "Ромашка", "Отдел": "Отдел закупок",
        "Должность": "директор", "Моб. телефон": "+7 927 111-22-33", "Факс": "8 846 200-00-01",
        "E-mail": "ivanov@example.ru; second@example.ru", "Город": "Самара", "Адрес": "443000, Россия, Самара, ул. Мира, 1",
        "День рождения": date(1985, 6, 5), "Теги": "клиенты; VIP", "Комментарий": "звонить\nпосле обеда",
    }  # fmt: skip


def test_the_fourth_version_with_links_of_phones() -> None:
    found = card(
        "VERSION:4.0",
        "FN:Анна Петрова",
        'TEL;VALUE=uri;TYPE="voice,cell":tel:+7-927-222-33-44',
        "IMPP:telegram:@anna",
        "UID:urn:uuid:1",
    )
    assert found == {
        "ФИО": "Анна Петрова",
        "Моб. телефон": "+7-927-222-33-44",
        "Мессенджер": "telegram:@anna",
        "UID": "urn:uuid:1",
    }


def test_a_folded_line_and_a_soft_break_are_joined() -> None:
    assert card("VERSION:3.0", "FN:Анна", "NOTE:длинная зап", " ись")["Комментарий"] == "длинная запись"
    assert (
        card("VERSION:2.1", "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=", "=D0=B0=D0=BD;;;;")["Фамилия"]
        == "Иван"
    )


def test_a_firm_alone_has_no_person() -> None:
    assert card("VERSION:3.0", "N:;;;;", "FN:Ромашка", "ORG:Ромашка", "TEL:111-22-33") == {
        "Организация": "Ромашка",
        "Телефон": "111-22-33",
    }


def test_a_card_inside_a_card_is_nobody_of_the_list() -> None:
    lines = "BEGIN:VCARD\nVERSION:2.1\nN:Иванов;Иван\nAGENT:\nBEGIN:VCARD\nN:Секретарь\nEND:VCARD\nTEL:111-22-33\nEND:VCARD\n"
    found = sheet(lines.encode(), "x.vcf")
    assert [row.values for row in found.rows] == [["Иванов", "Иван", "111-22-33"]]


def test_what_nobody_asked_for_is_kept_and_pictures_are_not() -> None:
    found = card(
        "VERSION:3.0", "FN:Анна", "X-SHOE-SIZE:38", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRg==", "not a line at all"
    )
    assert found == {"ФИО": "Анна", "X-SHOE-SIZE": "38"}


def test_cards_are_numbered_by_their_place() -> None:
    found = sheet(b"BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n", "x.vcf")
    assert [row.number for row in found.rows] == [1, 3]
