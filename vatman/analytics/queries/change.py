"""How a funnel differs from the period before, as one would tell it at a meeting."""

from decimal import Decimal

from django.utils.translation import gettext as _

from vatman.ui.numbers import grouped, short_money

from .funnel import Funnel


def change(now: Funnel, currency: str = "RUB") -> str:
    """One sentence; the period before is taken as it stood at the same age. Empty where there is nothing to tell."""
    was = now.was
    if was is None or not (now.total or was.total):
        return ""
    values = {"requests": grouped(now.total), "won": grouped(now.won), "sum": short_money(now.won_sum, currency)}
    if not was.total:
        return (
            _("Заявок %(requests)s, продано %(won)s на %(sum)s; сравнить не с чем: до этого заявок не было.") % values
        )
    values |= {
        "was_requests": grouped(was.total), "was_won": grouped(was.won), "was_sum": short_money(was.won_sum, currency),
        "share": _percent(now.conversion), "was_share": _percent(was.conversion), "more": _step(now.total, was.total),
    }  # fmt: skip
    return (
        _(
            "Против такого же срока до этого: заявок %(requests)s вместо %(was_requests)s (%(more)s), продано %(won)s вместо %(was_won)s, "
            "на %(sum)s вместо %(was_sum)s; до продажи доходит %(share)s, доходило %(was_share)s."
        )
        % values
    )


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{share * 100:.0f}\u00a0%"


def _step(now: int, was: int) -> str:
    """«+20 %», «−5 %», «как было»."""
    step = round(Decimal(now - was) * 100 / was)
    return _("как было") if step == 0 else f"{'+' if step > 0 else '−'}{abs(step)}\u00a0%"
