"""What the deals of the print house order and what has come for them. A chance of its own: the story stays as it was."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from vatman.deals.models import Deal, Payment
from vatman.deals.models.lines import plain

ORDERED = ("send_quote", "meeting", "won")
HALF, WHOLE = 0.55, 0.93  # sold ones with a prepayment; of those, whose rest has come


def order(deals: list[Deal], run: str) -> None:
    """One line of each deal that was reckoned: its sum stays what it was. `run`: the field with the number of copies."""
    rng = Random(len(deals))
    for deal in deals:
        if deal.amount is None or deal.stage.key not in ORDERED:
            continue
        cents, copies = int(Decimal(deal.amount) * 100), int(deal.fields.get(run) or 1)
        copies = copies if cents % copies == 0 else 1
        what = deal.title.rpartition(",")[0] if copies > 1 and "," in deal.title else deal.title
        price = Decimal(cents // copies) / 100
        deal.new_lines = [{"what": what, "quantity": str(copies), "price": plain(price)}]
        last = deal.new_moves[-1].at if getattr(deal, "new_moves", None) else deal.created_at
        deal.promised_on = (last + timedelta(days=rng.randrange(7, 21))).date()


def pay(deals: list[Deal], *, by: Any) -> None:
    """Sold ones are paid at once or by halves; a few still owe."""
    rng, now = Random(len(deals) + 1), timezone.now()
    payments = [one for deal in deals if deal.stage.key == "won" for one in _payments(rng, deal, now)]
    Deal.objects.take_payments(payments, by=by)


def _payments(rng: Random, deal: Deal, now: datetime) -> list[Payment]:
    sold, amount = deal.new_moves[-1].at, Decimal(deal.amount or 0)
    halves = rng.random() < HALF
    first = (amount / 2).quantize(Decimal(1)) if halves else amount
    parts = [(first, sold + timedelta(hours=rng.randrange(1, 5)), "предоплата" if halves else "")]
    if halves and rng.random() < WHOLE:
        parts.append((amount - first, sold + timedelta(days=rng.randrange(5, 15)), "остаток"))
    return [_payment(deal, *part) for part in parts if part[0] and part[1] < now]


def _payment(deal: Deal, amount: Decimal, at: datetime, note: str) -> Payment:
    payment = Payment(deal=deal, amount=amount, paid_on=timezone.localdate(at), note=note)
    payment.told_at = at  # type: ignore[attr-defined]
    return payment
