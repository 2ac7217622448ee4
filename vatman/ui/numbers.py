"""Sums and counts as people here write them: thin spaces, short units, the sign of the currency behind."""

from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

THIN = "\u00a0"  # Golos Text draws the narrow one next to nothing
SIGNS = {"RUB": "₽", "USD": "$", "EUR": "€", "KZT": "₸", "BYN": "Br", "UAH": "₴", "CNY": "¥"}


def grouped(value: Any) -> str:
    """12345.5 → «12 345,50», in English «12 345.50»; whole numbers without a fraction."""
    number = Decimal(str(value))
    text = f"{number:,.2f}" if number % 1 else f"{number:,.0f}"
    return text.replace(",", THIN).replace(".", "." if get_language() == "en" else ",")


def money(value: Any, currency: str = "RUB") -> str:
    """84000 → «84 000 ₽»; nothing for None."""
    return "" if value is None else f"{grouped(value)}{THIN}{SIGNS.get(currency, currency)}"


def short(value: Any) -> str:
    """15 600 000 → «15,6 млн», 840 000 → «840 тыс.», below 100 000 in full."""
    number = Decimal(str(value or 0))
    for size, word in ((1_000_000_000, _("млрд")), (1_000_000, _("млн")), (1_000, _("тыс."))):
        if abs(number) >= size and (size > 1_000 or abs(number) >= 100_000):
            scaled = round(number / size, 1)
            shown: Decimal | int = scaled if scaled % 1 and abs(scaled) < 1000 else round(scaled)
            return f"{grouped(shown).removesuffix('0') if shown % 1 else grouped(shown)}{THIN}{word}"
    return grouped(round(number))


def short_money(value: Any, currency: str = "RUB") -> str:
    return f"{short(value)}{THIN}{SIGNS.get(currency, currency)}"
