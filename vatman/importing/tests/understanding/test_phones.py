"""A3.1: telephones of every spelling; digits that are lost are never made up."""

import random

import phonenumbers
import pytest

from vatman.importing.understanding import phones

FOUND = [
    # text, numbers
    ("8 921 555 12 34", ["+79215551234"]),
    ("+7 (921) 555-12-34", ["+79215551234"]),
    ("8(921)5551234", ["+79215551234"]),
    ("9215551234", ["+79215551234"]),
    ("79215551234", ["+79215551234"]),
    ("8.921.555.12.34", ["+79215551234"]),
    ("+7 8 921 555 12 34", ["+79215551234"]),
    ("тел. 8 921 555-12-34.", ["+79215551234"]),
    ("phone: 8-800-172-62-56", ["+78001726256"]),
    ("+7 (495) 913-04-78", ["+74959130478"]),
    ("8 495-913-0168", ["+74959130168"]),
    ("(495) 680-54-13", ["+74956805413"]),
    ("8-9О1-234-56-78", ["+79012345678"]),
    ("8 (9ОО) 123-45-67", ["+79001234567"]),
    ("8 921 555 12 34, 8 921 555 12 35", ["+79215551234", "+79215551235"]),
    ("8921555-12-34; 8921555-12-35", ["+79215551234", "+79215551235"]),
    ("+7 921 555 12 34 / +7 921 555 12 35", ["+79215551234", "+79215551235"]),
    ("89215551234 89215551235", ["+79215551234", "+79215551235"]),
    ("8921-555-12-34 или 8921-555-12-35", ["+79215551234", "+79215551235"]),
    ("89215551234\n89215551235", ["+79215551234", "+79215551235"]),
    ("8921555123489215551235", ["+79215551234", "+79215551235"]),
    ("92155512349215551235", ["+79215551234", "+79215551235"]),
    ("+79215551234 ::: +79215551235", ["+79215551234", "+79215551235"]),
    ("(4872) 37-04-06, 25-45-85", ["+74872370406", "+74872254585"]),
    ("(495) 123-45-67, 123-45-68", ["+74951234567", "+74951234568"]),
    ("8(495)123-45-67 123-45-68", ["+74951234567", "+74951234568"]),
    ("т/ф (4872) 37-74-94", ["+74872377494"]),
    ("8 (800) 555-55-55", ["+78005555555"]),
    ("7,9215551234E+10", ["+79215551234"]),
    ("+375 29 123-45-67", ["+375291234567"]),
    ("375291234567", ["+375291234567"]),
    ("8-10-375-29-123-45-67", ["+375291234567"]),
    ("+7 701 234 56 78", ["+77012345678"]),
    ("+49 30 123456", ["+4930123456"]),
    ("+998 90 123 45 67", ["+998901234567"]),
    ("с 9 до 18, 8 921 555 12 34", ["+79215551234"]),
]


@pytest.mark.parametrize(("text", "numbers"), FOUND)
def test_a_cell_holds_numbers(text, numbers):
    read = phones.read(text)
    assert [number.value for number in read.found] == numbers
    assert not read.bad


BAD = [
    ("7,9215E+10", "lost_digits"),
    ("7.92155E+10", "lost_digits"),
    ("7,9215E10", "lost_digits"),
    ("921555123", "short_phone"),
    ("8 921 555 123", "short_phone"),
    ("92155512", "short_phone"),
    ("555-12-34", "phone_without_code"),
    ("37-04-06", "phone_without_code"),
    ("111-11-11", "filler_phone"),
    ("8 (111) 111-11-11", "filler_phone"),
    ("000-00-00", "filler_phone"),
    ("0000000000", "filler_phone"),
    ("+7 999 999-99-99", "filler_phone"),
    ("(35222) 67-39-26", "bad_phone"),
    ("+1 (212) 204-34456", "bad_phone"),
    ("8921555123489215551", "bad_phone"),
]


@pytest.mark.parametrize(("text", "problem"), BAD)
def test_what_is_no_whole_number_is_told_and_not_made_up(text, problem):
    read = phones.read(text)
    assert read.found == ()
    assert [code for code, _ in read.bad] == [problem]
    assert read.bad[0][1] in text


def test_a_number_of_no_real_code_is_kept_and_told():
    read = phones.read("+7(123)452-35-68")
    assert [number.value for number in read.found] == ["+71234523568"]
    assert read.bad == (("odd_phone", "+7(123)452-35-68"),)


CITY = [
    ("555-12-34", "846", "+78465551234"),
    ("37-04-06", "4872", "+74872370406"),
    ("2-15-15", "84722", "+78472221515"),
    ("555-12-34", "495,4951,49512", "+74955551234"),
]


@pytest.mark.parametrize(("text", "code", "value"), CITY)
def test_a_short_number_takes_the_code_of_its_city(text, code, value):
    assert phones.read(text, code).found[0].value == value


def test_a_code_of_another_length_is_not_taken():
    assert phones.read("555-12-34", "4872").found == ()


REMARKS = [
    # text, kind, note
    ("+7(495)983-36-99 доб.2926", "", "доб. 2926"),
    ("8 (495) 123-45-67, доб. 12", "", "доб. 12"),
    ("8 (495) 123-45-67 (доб. 12)", "", "доб. 12"),
    ("8(846)333-44-55 внутр. 105, секретарь", "", "доб. 105, секретарь"),
    ("8 921 555 12 34 ext 5", "", "доб. 5"),
    ("8 921 555 12 34 Марина", "", "Марина"),
    ("Марина: 8921 555 12 34", "", "Марина"),
    ("моб. 8 921 555 12 34", "mobile", ""),
    ("8 921 555 12 34 (раб.)", "work", ""),
    ("(495) 123-45-67 факс", "fax", ""),
    ("8 921 555 12 34 с 9 до 18", "", "с 9 до 18"),
    ("8 921 555 12 34 (спросить Олега)", "", "спросить Олега"),
]


@pytest.mark.parametrize(("text", "kind", "note"), REMARKS)
def test_words_beside_a_number_stay_with_it(text, kind, note):
    (number,) = phones.read(text).found
    assert (number.kind, number.note) == (kind, note)


def test_each_of_two_numbers_keeps_its_own_remark():
    first, second = phones.read("8921555-12-34 Марина, 89215551235 Павел (вотсап)").found
    assert (first.note, second.note) == ("Марина", "Павел")
    assert (first.whatsapp, second.whatsapp) == (False, True)


def test_words_without_a_number_are_not_lost():
    assert phones.read("позвоним сами").rest == "позвоним сами"


def test_the_quick_way_agrees_with_the_library():
    dice = random.Random(7)
    shapes = [
        "8{0}{1}{2}{3}",
        "+7 ({0}) {1}-{2}-{3}",
        "8 {0} {1} {2} {3}",
        "{0}{1}{2}{3}",
        "7{0}{1}{2}{3}",
        "8-{0}-{1}-{2}-{3}",
    ]
    for _ in range(400):
        parts = (
            f"9{dice.randrange(100):02}",
            f"{dice.randrange(1000):03}",
            f"{dice.randrange(100):02}",
            f"{dice.randrange(100):02}",
        )
        text = dice.choice(shapes).format(*parts)
        number = phonenumbers.parse(text, "RU")
        assert phonenumbers.is_valid_number(number)
        assert phones.mobile(text) == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
