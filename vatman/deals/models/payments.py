"""Money that came, typed by hand. What is paid in all stands on the deal, kept true by the verbs."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.events.models import Event
from vatman.events.recording import Trait, record
from vatman.records.copying import copy_in
from vatman.records.history import Happened, record_history
from vatman.web.errors import Refused

LOCK = "SELECT id FROM deals_deal WHERE id = ANY(%s) ORDER BY id FOR UPDATE"
TELL = """
UPDATE deals_deal AS deal SET paid = coalesce((SELECT sum(amount) FROM deals_payment WHERE deal_id = deal.id), 0)
WHERE id = ANY(%s)
"""


class Payment(models.Model):
    """In the currency of the deal; below zero it was given back."""

    deal = models.ForeignKey("deals.Deal", models.CASCADE, related_name="payments")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    paid_on = models.DateField()
    note = models.CharField(max_length=200, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    origin = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        ordering = ["paid_on", "pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(amount=0), name="payment_of_something")]

    def __str__(self) -> str:
        return f"{self.amount} {self.paid_on}"


class Paid(Trait):
    """What has been paid for one deal."""

    amount: Decimal | None
    paid: Decimal
    payments: Any

    @property
    def left(self) -> Decimal:
        """Still to be paid; below zero if more came than was asked."""
        return (self.amount or Decimal(0)) - self.paid

    @transaction.atomic
    def take_payment(
        self, amount: Decimal, *, on: date | None = None, note: str = "", by: Any, origin: str = ""
    ) -> Event:
        """`on`: the day the money came, by default today."""
        from ..events import DealPaid

        day, words = on or timezone.localdate(), note.strip()[:200]
        payment = Payment(deal_id=self.pk, amount=amount, paid_on=day, note=words, by=by, origin=origin)
        _refuse_nonsense(payment)
        payment.save()
        self._count_paid()
        return record(DealPaid.of(payment, self), self, by=by, origin=origin)

    @transaction.atomic
    def drop_payment(self, pk: int, *, by: Any, origin: str = "") -> Event | None:
        """A payment written down by mistake. One that is gone already is not dropped twice."""
        from ..events import DealPaymentDropped

        payment = self.payments.select_for_update().filter(pk=pk).first()
        if payment is None:
            return None
        dropped = DealPaymentDropped.of(payment, self)
        payment.delete()
        self._count_paid()
        return record(dropped, self, by=by, origin=origin)

    def _count_paid(self) -> None:
        _retell([self.pk])
        self.refresh_from_db(fields=["paid"])  # type: ignore[attr-defined]


class PaidSets:
    """The set form."""

    @transaction.atomic
    def take_payments(self, payments: Iterable[Payment], *, by: Any, origin: str = "") -> list[Payment]:
        """Unsaved payments with their deals at hand: one COPY, one UPDATE of the deals, an event each. One that came with
        history says in `told_at` when it was written down."""
        from ..events import DealPaid

        new = list(payments)
        for payment in new:
            _refuse_nonsense(payment)
            payment.by, payment.origin = by, origin
        copy_in(Payment, new)
        _retell([payment.deal_id for payment in new])
        actor, now = by.pk if by else None, timezone.now()
        told = ((one.__dict__.get("told_at") or now, DealPaid.of(one, one.deal), one.deal) for one in new)
        record_history((Happened(at, actor, kind, deal) for at, kind, deal in told), origin=origin)
        return new


def _refuse_nonsense(payment: Payment) -> None:
    if not payment.amount or abs(payment.amount) >= 10**12:
        raise Refused(fields={"amount": _("Сколько заплатили?")})
    if payment.paid_on > timezone.localdate():
        raise Refused(fields={"paid_on": _("Этот день впереди: деньги ещё не пришли")})
    if payment.paid_on.year < 1990:
        raise Refused(fields={"paid_on": _("Проверьте год")})


def _retell(deals: Iterable[int]) -> None:
    ids = sorted(set(deals))
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(LOCK, [ids])
            cursor.execute(TELL, [ids])
