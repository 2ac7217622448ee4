"""A3.1: sums as people write them; a half-said sum is told, never guessed."""

from decimal import Decimal

import pytest

from vatman.importing.understanding import money

SUMS = [
    ("1 200,50 руб", "1200.50", "RUB"), ("1200", "1200", ""), ("1 200 000", "1200000", ""), ("15 т.р.", "15000", ""), ("15т.р", "15000", ""), ("50к", "50000", ""), ("50 K", "50000", ""),
    ("50тр", "50000", ""), ("50 тыс", "50000", ""), ("50 тыс.руб.", "50000", "RUB"), ("1,2 млн", "1200000", ""), ("2 млн руб", "2000000", "RUB"), ("1.200.000", "1200000", ""),
    ("1,200.50", "1200.50", ""), ("1.200,50", "1200.50", ""), ("12.500", "12500", ""), ("12.50", "12.50", ""), ("1,5", "1.50", ""), ("120 с НДС", "120", ""), ("120 000 + НДС", "120000", ""),
    ("120000 без НДС", "120000", ""), ("2*15000", "30000", ""), ("2х15000", "30000", ""), ("3 шт х 500", "1500", ""), ("10000+5000", "15000", ""), ("$300", "300", "USD"), ("300$", "300", "USD"),
    ("300 USD", "300", "USD"), ("€1 000", "1000", "EUR"), ("100 000 тенге", "100000", "KZT"), ("12 000р.", "12000", "RUB"), ("12000 р", "12000", "RUB"), ("12000-00", "12000", ""), ("1000=", "1000", ""),
    ("15000 руб. 50 коп.", "15000.50", "RUB"), ("1919.00 ₽", "1919", "RUB"), ("1972 рублей", "1972", "RUB"), ("15 тыс. 500 руб", "15500", "RUB"), ("от 50000", "50000", ""), ("~50000", "50000", ""),
    ("ок. 50 000", "50000", ""), ("до 100 тыс", "100000", ""), ("бесплатно", "0", ""), ("-5000", "-5000", ""), ("(5 000)", "-5000", ""), ("12'000", "12000", ""), ("1\xa0200,00\xa0₽", "1200", "RUB"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "amount", "currency"), SUMS)
def test_a_cell_is_a_sum(text, amount, currency):
    found = money.read(text)
    assert (found.amount, found.currency, found.problem) == (Decimal(amount), currency, "")


TOLD = [
    ("дог.", "vague_money"), ("договорная", "vague_money"), ("по запросу", "vague_money"), ("?", "vague_money"), ("#Н/Д", "formula_error"), ("#DIV/0!", "formula_error"), ("50/50", "bad_money"),
    ("50%", "bad_money"), ("100 000 / 50 000", "bad_money"), ("спросить", "bad_money"), ("1" * 40, "bad_money"), (float("inf"), "bad_money"), ("40817810099910004312", "bad_money"), ("150 у.е.", "bad_money"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "problem"), TOLD)
def test_what_is_no_sum_is_told(text, problem):
    found = money.read(text)
    assert (found.amount, found.problem) == (None, problem)


RANGES = [("50-70", "50"), ("50-70к", "50000"), ("50 – 70 тыс", "50000"), ("от 50 до 70 тыс", "50000")]


@pytest.mark.parametrize(("text", "low"), RANGES)
def test_a_range_gives_its_lower_end_and_says_so(text, low):
    found = money.read(text)
    assert (found.amount, found.problem) == (Decimal(low), "money_range")


@pytest.mark.parametrize("text", ["", "-", "—", "нет"])
def test_nothing_is_no_sum_and_no_trouble(text):
    assert money.read(text) == money.Money()


HEADINGS = [
    ("Сумма, тыс. руб.", 1000, "RUB"),
    ("Бюджет (т.р.)", 1000, ""),
    ("Сумма, млн", 1_000_000, ""),
    ("Сумма $", 1, "USD"),
    ("Бюджет ₽", 1, "RUB"),
    ("Сумма", 1, ""),
]


@pytest.mark.parametrize(("title", "scale", "currency"), HEADINGS)
def test_the_heading_gives_the_unit(title, scale, currency):
    assert money.heading(title) == (scale, currency)


def test_a_unit_in_the_cell_goes_before_the_headings():
    assert money.read("15", 1000).amount == Decimal("15000")
    assert money.read(15.5, 1000).amount == Decimal("15500")
    assert money.read("15 тыс", 1000).amount == Decimal("15000")
