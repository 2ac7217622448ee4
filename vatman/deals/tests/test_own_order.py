"""The list is ordered by the company's own fields: right without an index, the same with it. Answers A1.10."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from vatman.clients.models import Contact
from vatman.deals.filters import BoardFilter
from vatman.deals.models import Deal, ListChoice
from vatman.deals.queries import listing
from vatman.records.models import CustomField
from vatman.records.sorting import build, index_name, key_of

HTMX = {"HX-Request": "true"}
KINDS = {
    "text": ["Ёлка", "елка", "Яблоко", "арбуз", "Арбуз", "зонт"],
    "number": ["10", "9", "-3", "0.5", "100000000000", "9"],
    "money": ["99.50", "100.00", "5.00", "5.00", "1000000.00", "0.00"],
    "date": ["2026-12-01", "2025-01-31", "2027-03-05", "2026-12-01", "2024-02-29", "2026-01-01"],
    "choice": ["офсет", "цифра", "картон", "офсет", "цифра", "картон"],
    "bool": [True, False, True, False, True, False],
    "link": [
        "https://b.test",
        "https://a.test",
        "https://c.test",
        "https://A.test",
        "https://d.test",
        "https://e.test",
    ],
}


def own(world, kind, thing="deal"):
    return CustomField.objects.add(thing, f"Поле {kind}", kind, by=world.olga, choices=["офсет", "цифра", "картон"])


def deals(world, field, values):
    """Twice as many deals as values: every other one has none, one has something that is no such thing."""
    kept = [value for value in values for value in (value, None)] + (["как-нибудь"] if field.kind == "number" else [])
    new = [
        Deal(title=f"Заказ {n}", owner=world.anna, stage=world.stage("request"), fields={} if value is None else {field.key: value})
        for n, value in enumerate(kept)
    ]  # fmt: skip
    return Deal.objects.start_all(new, by=world.anna)


def key(field, deal):
    value = deal.fields.get(field.key)
    if field.kind in ("number", "money"):
        return Decimal(value) if value and value[-1].isdigit() else None
    return None if value is None else str(field.current(value)).lower().replace("ё", "е")


def expected(field, down):
    rows = sorted(Deal.objects.filter(owner__isnull=False), key=lambda deal: deal.pk, reverse=down)
    full = [deal for deal in rows if key(field, deal) is not None]
    full.sort(key=lambda deal: key(field, deal), reverse=down)
    if down:  # equal values go from the newest
        full.sort(key=lambda deal: -deal.pk)
        full.sort(key=lambda deal: key(field, deal), reverse=True)
    return [deal.pk for deal in full] + [deal.pk for deal in rows if key(field, deal) is None]


def walked(world, sort):
    """Page by page of three, as a scroll does."""
    found, cursor, filter_ = [], "", BoardFilter()
    choice = listing.choice_of(world.olga, sort)
    rows = listing.rows_of(world.olga, filter_)
    while cursor is not None:
        page = listing.in_order(rows, choice.own, sort).page(cursor, limit=3)
        found, cursor = found + [deal.pk for deal in page.items], page.next
    return found


@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_goes_on_page_by_page_and_from_card_to_card(world, kind, sign):
    field = own(world, kind)
    deals(world, field, KINDS[kind])
    sort, right = f"{sign}{field.key}", expected(field, bool(sign))
    assert walked(world, sort) == right
    assert [deal.pk for deal in listing.ordered(listing.rows_of(world.olga, BoardFilter()), sort)] == right
    met = {deal.pk: deal for deal in Deal.objects.all()}
    after = [listing.neighbour(world.olga, BoardFilter(), sort, met[pk], 1) for pk in right]
    before = [listing.neighbour(world.olga, BoardFilter(), sort, met[pk], -1) for pk in right]
    assert [deal.pk if deal else None for deal in after] == [*right[1:], None]
    assert [deal.pk if deal else None for deal in before] == [None, *right[:-1]]


def test_a_renamed_choice_stands_where_its_new_name_does(world):
    field = own(world, "choice")
    deals(world, field, KINDS["choice"])
    field.change(renamed={"картон": "ящик"}, by=world.olga)
    assert walked(world, field.key) == expected(field, False)


def test_the_head_of_the_column_sorts(world):
    field = own(world, "number")
    deals(world, field, ["10", "9"])
    ListChoice.objects.create(member=world.olga, columns=["title", field.key])
    browser = world.browser(world.olga)
    page = browser.get("/deals").content.decode()
    assert f"sort=-{field.key}" in page  # numbers begin from the greatest
    page = browser.get(f"/deals?sort={field.key}").content.decode()
    assert 'aria-sort="ascending"' in page
    assert re.findall(r"Заказ \d", page)[:2] == ["Заказ 2", "Заказ 0"]
    assert browser.get(f"/deals/export?sort={field.key}").status_code == 200
    first = Deal.objects.get(title="Заказ 2")
    answer = browser.get(f"/deals/{first.pk}/next?sort={field.key}")
    assert answer.headers["Location"].startswith(Deal.objects.get(title="Заказ 0").get_absolute_url())


@pytest.mark.parametrize("sort", ["f999999", "-f999999", "f", "fx", "f1; drop", "f" + "9" * 40])
def test_an_order_that_is_none_is_the_usual_one(world, sort):
    browser = world.browser(world.olga)
    assert browser.get("/deals", {"sort": sort}).status_code == 200
    assert browser.get("/clients", {"sort": sort}).status_code == 200


@pytest.mark.parametrize("cursor", ["x", "WzEsMl0", "WzAsIngiLDFd", "WzAsbnVsbCwxXQ", "WzEsMSwxXQ", "WzAsIjEiLCJ4Il0"])
def test_a_spoiled_cursor_is_told(world, cursor):
    field = own(world, "number")
    answer = world.browser(world.olga).get(f"/deals?sort={field.key}&cursor={cursor}", headers=HTMX)
    assert answer.status_code == 422


def test_one_put_away_is_no_order(world):
    field = own(world, "number")
    ListChoice.objects.create(member=world.olga, columns=["title"], sort=field.key)
    field.archive(by=world.olga)
    assert listing.choice_of(world.olga).sort == listing.FIRST


def test_clients_are_ordered_too_and_show_what_by(world):
    field = own(world, "number", "contact")
    for number, name in ((20, "Двадцатов"), (3, "Третьяков")):
        Contact.objects.meet(by=world.anna, last_name=name, fields={field.key: str(number)})
    browser = world.browser(world.anna)
    assert f'value="{field.key}"' in browser.get("/clients").content.decode()
    page = browser.get(f"/clients?sort={field.key}").content.decode()
    assert page.index("Третьяков") < page.index("Двадцатов") < page.index("Иванов Пётр")
    assert f"sort=-{field.key}" in page
    page = browser.get(f"/clients?sort=-{field.key}").content.decode()
    assert page.index("Двадцатов") < page.index("Третьяков") < page.index("Иванов Пётр")
    assert browser.get(f"/clients?thing=company&sort={field.key}").status_code == 200  # of the other kind of card


def test_the_index_is_wished_for_once(world):
    field = own(world, "number")
    for _ in range(2):
        world.browser(world.olga).get(f"/deals?sort={field.key}")
    assert ProcrastinateJob.objects.filter(task_name="records.index_field", args={"field": field.pk}).count() == 1
    CustomField.objects.filter(pk=field.pk).update(index=index_name(field))
    other = own(world, "date")
    CustomField.objects.filter(pk=other.pk).update(index=index_name(other))
    world.browser(world.olga).get(f"/deals?sort={other.key}")
    assert not ProcrastinateJob.objects.filter(args={"field": other.pk}).exists()


@pytest.mark.django_db(transaction=True)
def test_it_is_built_aside_and_answers_the_order(world):
    number, choice = own(world, "number"), own(world, "choice")
    deals(world, number, [str(n) for n in range(300)])
    for field in (number, choice):
        build(field)
        field.refresh_from_db()
        assert field.index == index_name(field)
        build(field)  # a job may run twice
    for sort in (number.key, f"-{number.key}"):
        rows = listing.in_order(Deal.objects.alive(), number, sort)
        plan = explain(rows._full(Decimal(5), 7)[:50])
        assert number.index in plan, plan
        assert "Sort" not in plan
        assert "Filter" not in plan.replace("Index Cond", "")
    assert walked(world, number.key) == expected(number, False)
    old = choice.index
    choice.change(renamed={"картон": "ящик"}, by=world.olga)
    build(choice)
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexname LIKE 'own%%'")
        assert {name for (name,) in cursor.fetchall()} == {number.index, index_name(choice)} != {number.index, old}


def explain(rows):
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off; SET enable_bitmapscan = off")
    try:
        return rows.explain()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET enable_seqscan; RESET enable_bitmapscan")


def test_what_is_no_number_has_no_key(world):
    field = own(world, "number")
    for value in ("1e5", "", "٣", "1,5", "--1", "9" * 80, " 5"):
        Deal.objects.filter(pk=world.calendars.pk).update(fields={field.key: value})
        assert (
            Deal.objects.filter(pk=world.calendars.pk).annotate(key=key_of(field)).values_list("key", flat=True)[0]
            is None
        )
