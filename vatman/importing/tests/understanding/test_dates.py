"""A3.1: days in every spelling, with the year where it stands elsewhere; what is no day is told."""

from datetime import date, datetime, time

import pytest

from vatman.importing.understanding import dates

TODAY = date(2026, 11, 24)
DAYS = [
    (45000, date(2023, 3, 15)), (45000.5, date(2023, 3, 15)), ("45000", date(2023, 3, 15)), (20240312, date(2024, 3, 12)), ("20240312", date(2024, 3, 12)), (datetime(2024, 1, 1, 10, 5), date(2024, 1, 1)),
    (date(2024, 1, 1), date(2024, 1, 1)), ("12.03.21", date(2021, 3, 12)), ("12.03.2021", date(2021, 3, 12)), ("12/03/2021", date(2021, 3, 12)), ("12-03-2021", date(2021, 3, 12)),
    ("12,03,21", date(2021, 3, 12)), ("12..03.2021", date(2021, 3, 12)), ("12.03.2021г.", date(2021, 3, 12)), ("12.03.2021 (пт)", date(2021, 3, 12)), ("2021-03-12", date(2021, 3, 12)),
    ("2021.03.12", date(2021, 3, 12)), ("2024-03-12T10:00:00Z", date(2024, 3, 12)), ("03/25/2021", date(2021, 3, 25)), ("12 марта 2024 г.", date(2024, 3, 12)), ("12-мар-24", date(2024, 3, 12)),
    ("1 мая 2024", date(2024, 5, 1)), ("Mar 12, 2024", date(2024, 3, 12)), ("12 Mar 2024", date(2024, 3, 12)), ("06:54:25 11.04.2023", date(2023, 4, 11)), ("22.12.2019 15:10", date(2019, 12, 22)),
    ("до 15.12.2025", date(2025, 12, 15)), ("1.2.2024", date(2024, 2, 1)), ("12/31/1999", date(1999, 12, 31)),
]  # fmt: skip


@pytest.mark.parametrize(("value", "day"), DAYS)
def test_a_cell_is_a_day(value, day):
    moment = dates.read(value)
    assert dates.settle(moment, "near", TODAY) == day
    assert not moment.problem


TIMES = [("06:54:25 11.04.2023", time(6, 54, 25)), ("12.03.2024 14:30", time(14, 30)), ("12.03 в 15", time(15)), ("12.03.24 в 15:30", time(15, 30)), (45000.5, time(12)), ("3/4/21 5:30 PM", time(17, 30)), ("2024-03-12 10:00:00+03:00", time(10))]  # fmt: skip


@pytest.mark.parametrize(("value", "at"), TIMES)
def test_the_hour_beside_a_day_is_read(value, at):
    assert dates.read(value).at == at


TOLD = [
    ("31.06", "bad_date"), ("31.06.2024", "bad_date"), ("29.02.2023", "bad_date"), ("45.13.2024", "bad_date"), (5, "bad_date"), ("конец месяца", "vague_date"), ("после праздников", "vague_date"),
    ("пт", "vague_date"), ("март 2024", "vague_date"), ("2024", "vague_date"), ("зв после 20го", "vague_date"), ("#Н/Д", "formula_error"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "problem"), TOLD)
def test_what_is_no_day_is_told(value, problem):
    assert dates.read(value).problem == problem


def test_words_beside_a_day_stay():
    assert dates.read("12.03.24 Марина").rest == "Марина"


YEARS = [
    # text, aim, period, since, day
    ("15.01", "future", (None, None), None, date(2027, 1, 15)),  # written in November: of the next year
    ("15.01", "past", (None, None), None, date(2026, 1, 15)),
    ("15.12", "future", (None, None), None, date(2026, 12, 15)),
    ("15.12", "past", (None, None), None, date(2025, 12, 15)),
    ("15.01", "future", (None, None), date(2025, 12, 20), date(2026, 1, 15)),
    ("12 марта", "past", (2024, None), None, date(2024, 3, 12)),
    ("15.01", "near", (2025, 12), None, date(2026, 1, 15)),
    ("5.12", "past", (2025, 12), None, date(2025, 12, 5)),
    ("30.06", "past", (None, 6), None, date(2026, 6, 30)),
]


@pytest.mark.parametrize(("text", "aim", "period", "since", "day"), YEARS)
def test_a_missing_year_is_the_nearest_sensible_one(text, aim, period, since, day):
    assert dates.settle(dates.read(text), aim, TODAY, period, since) == day


PERIODS = [
    ("Декабрь 2025.xlsx", (2025, 12)), ("клиенты 24г", (2024, None)), ("2023", (2023, None)), ("отчет март", (None, 3)), ("Заявки май'24", (2024, 5)), ("Лист1", (None, None)), ("мартини", (None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "period"), PERIODS)
def test_the_year_stands_in_a_name(name, period):
    assert dates.find_period(name) == period


def test_a_column_is_month_first_only_where_it_must_be():
    assert dates.month_first(["3/25/2021", "4/5/2021"])
    assert not dates.month_first(["25/3/2021", "4/5/2021"])
    assert not dates.month_first(["3/4/2021", "4/5/2021"])
    assert dates.settle(dates.read("4/5/2021", month_first=True), "near", TODAY) == date(2021, 4, 5)


def test_a_birthday_lies_in_the_past():
    assert dates.born(dates.read("12.03.85"), TODAY) == date(1985, 3, 12)
    assert dates.born(dates.read("12.03.54"), TODAY) == date(1954, 3, 12)
    assert dates.born(dates.read("5.06"), TODAY) is None
