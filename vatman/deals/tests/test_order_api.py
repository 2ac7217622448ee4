"""A1.21: what a deal orders and who has paid, as programs write it."""

import pytest

from tests.api.calls import API, caller, made, told
from tests.world import World
from vatman.deals.models import Deal

LINES = [{"what": "Календари", "quantity": "2000", "price": "24.50"}, {"what": "Скидка", "price": "-1000"}]


def test_lines_come_with_the_deal_and_make_its_sum(world: World):
    shape = made(caller(world.anna).post(f"{API}/deals", {"title": "Календари", "lines": LINES}))
    assert shape["amount"] == "48000.00"
    assert shape["lines"][0] == {"what": "Календари", "quantity": "2000", "price": "24.5", "sum": "49000"}


def test_lines_are_set_anew_and_the_sum_is_not_given_apart(world: World):
    program, path = caller(world.anna), f"{API}/deals/{world.calendars.pk}"
    assert program.patch(path, {"lines": LINES}).json()["amount"] == "48000.00"
    assert "amount" in told(program.patch(path, {"amount": "5"}), 422)["fields"]
    assert told(program.post(f"{API}/deals", {"amount": "5", "lines": LINES}), 422)
    assert program.patch(path, {"lines": [], "amount": "5"}).json()["amount"] == "5.00"


@pytest.mark.parametrize(
    "line", [{"what": "Визитки", "price": "1e5"}, {"what": " ", "price": "1"}, {"what": "Визитки"}]
)
def test_a_line_that_makes_no_sense_is_refused(world: World, line: dict[str, str]):
    told(caller(world.anna).patch(f"{API}/deals/{world.calendars.pk}", {"lines": [line]}), 422)


def test_an_order_is_taken_again(world: World):
    world.calendars.set_lines(LINES, by=world.anna)
    shape = made(caller(world.anna).post(f"{API}/deals/{world.calendars.pk}/repeats"))
    assert (shape["amount"], shape["company"]["id"], len(shape["lines"])) == ("48000.00", world.romashka.pk, 2)
    assert Deal.objects.get(pk=shape["id"]).owner == world.anna


def test_payments_come_and_go(world: World):
    program, path = caller(world.anna), f"{API}/deals/{world.calendars.pk}"
    shape = made(program.post(f"{path}/payments", {"amount": "20000", "paid_on": "2026-01-12", "note": "предоплата"}))
    assert shape["paid"] == "20000.00"
    [payment] = program.get(f"{path}/payments").json()["items"]
    assert (payment["amount"], payment["paid_on"], payment["by"]["id"]) == ("20000.00", "2026-01-12", world.anna.pk)
    told(program.post(f"{path}/payments", {"amount": "0"}), 422)
    assert len(program.get(f"{API}/deals?unpaid=true").json()["items"]) == 1
    assert program.delete(f"{path}/payments/{payment['id']}").status_code == 204
    assert program.get(path).json()["paid"] == "0.00"
