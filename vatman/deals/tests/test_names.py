"""A name typed in one line, in either order."""

import pytest

from vatman.deals.clients import split_name


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Иванов Пётр Сергеевич", ["Иванов", "Пётр", "Сергеевич"]),
        ("Пётр Сергеевич Иванов", ["Иванов", "Пётр", "Сергеевич"]),
        ("Кира Лунина", ["Лунина", "Кира"]),
        ("Марина Иванова", ["Иванова", "Марина"]),
        ("Иванова Марина", ["Иванова", "Марина"]),
        ("Белов Роман", ["Белов", "Роман"]),
    ],
)
def test_last_and_first_name_are_told_apart(typed, parts):
    assert list(split_name(typed).values()) == parts


def test_one_word_is_a_first_name():
    assert split_name("Ольга") == {"first_name": "Ольга"}
