"""What is ordered: a deal's lines, saved all together, and the sum that follows them."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from types import EllipsisType
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from vatman.events.models import Event
from vatman.events.recording import Trait, record
from vatman.records.copying import copy_in
from vatman.web.errors import Conflict, Refused

MOST = 200
CENT, THOUSANDTH = Decimal("0.01"), Decimal("0.001")
Said = dict[str, str]  # a line as events and pages know it: what, quantity, price


class DealLine(models.Model):
    """One position of an order. A discount is a line with a price below zero."""

    deal = models.ForeignKey("deals.Deal", models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=200)
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    price = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=models.Q(quantity__gt=0), name="line_quantity")]

    def __str__(self) -> str:
        return self.what

    @property
    def said(self) -> Said:
        return {"what": self.what, "quantity": plain(self.quantity), "price": plain(self.price)}


class WithLines(Trait):
    """The sum of a deal with lines is theirs; without them it is typed by hand."""

    lines: Any

    @transaction.atomic
    def set_lines(
        self,
        lines: Iterable[dict[str, Any]],
        *,
        by: Any,
        was: list[Said] | None = None,
        amount: Decimal | None | EllipsisType = ...,
        origin: str = "",
    ) -> Event | None:
        """The whole order anew: dicts of what, quantity, price. `was` is what the person saw. Without lines the sum stays
        as it was, or becomes `amount` if that is given."""
        from ..events import DealLined

        current = type(self)._default_manager.select_for_update(of=("self",)).get(pk=self.pk)
        before, after = self.said_lines(), clean_lines(lines)
        if was is not None and clean_lines(was) != before:
            raise Conflict(_("Пока вы правили, состав заказа изменили: откройте его снова"), code="changed_meanwhile")
        if before == after:
            return None
        self.lines.all().delete()
        copy_in(DealLine, unsaved(self, after))
        self.amount = sum_of(after) if after else current.amount if amount is ... else amount
        self.save(update_fields=["amount"])
        was_amount = None if current.amount is None else plain(current.amount)
        return record(
            DealLined(before=before, after=after, was_amount=was_amount, currency=current.currency),
            self,
            by=by,
            origin=origin,
        )

    def said_lines(self) -> list[Said]:
        return [line.said for line in self.lines.all()]

    def refuse_own_sum(self) -> None:
        """Typed over the lines, the sum would say one thing and the order another."""
        if self.lines.exists():
            words = _("Сумма складывается из строк заказа: измените строки, изменится и она")
            raise Refused(fields={"amount": words}, code="sum_of_lines")


def unsaved(deal: Any, lines: list[Said]) -> list[DealLine]:
    return [
        DealLine(deal=deal, position=place, what=line["what"], quantity=Decimal(line["quantity"]), price=Decimal(line["price"]))
        for place, line in enumerate(lines)
    ]  # fmt: skip


def clean_lines(lines: Iterable[dict[str, Any]]) -> list[Said]:
    """Raises Refused naming the line that is wrong, by its number from one."""
    found = [_clean(number, line) for number, line in enumerate(lines, 1)]
    if len(found) > MOST:
        raise _wrong(_("Строк больше %(most)s: разделите заказ") % {"most": MOST})
    if not 0 <= sum_of(found) < 10**12:
        raise _wrong(_("Сумма заказа не сходится: проверьте количество и цены"))
    return found


def sum_of(lines: Iterable[Said]) -> Decimal:
    return sum((line_sum(line) for line in lines), Decimal(0))


def line_sum(line: Said) -> Decimal:
    return (Decimal(line["quantity"]) * Decimal(line["price"])).quantize(CENT, ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """2000.000 → «2000»: equal numbers are written alike."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _clean(number: int, line: dict[str, Any]) -> Said:
    what = " ".join(str(line.get("what") or "").split())[:200]
    quantity, price = _number(line.get("quantity", 1), THOUSANDTH), _number(line.get("price"), CENT)
    place = {"number": number}
    if not what:
        raise _wrong(_("Строка %(number)s: что заказывают?") % place)
    if quantity is None or not 0 < quantity < 10**9:
        raise _wrong(_("Строка %(number)s: сколько?") % place)
    if price is None or not abs(price) < 10**12:
        raise _wrong(_("Строка %(number)s: по какой цене?") % place)
    return {"what": what, "quantity": plain(quantity), "price": plain(price)}


def _number(value: Any, step: Decimal) -> Decimal | None:
    try:
        found = Decimal("".join(str(value).split()).rstrip("₽").replace(",", "."))
        return found.quantize(step, ROUND_HALF_UP) if found.is_finite() and abs(found) < 10**12 else None
    except InvalidOperation:
        return None


def _wrong(words: str) -> Refused:
    return Refused(fields={"lines": words}, code="bad_lines")
