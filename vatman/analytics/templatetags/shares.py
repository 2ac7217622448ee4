from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def percent(share: float | None) -> str:
    """0.593 → «59 %»; nothing for None."""
    return "" if share is None else f"{share * 100:.0f} %"


@register.filter
def css(number: float | None) -> str:
    """A number as a style sheet wants it, in any language of the page."""
    return f"{number or 0:.2f}"


@register.filter
def days_short(days: float | None) -> str:
    """4.8 → «4,8 дн»"""
    return "" if days is None else _("%(days)s дн") % {"days": number_format(days, 1 if days < 10 else 0)}


@register.filter
def share_of(value: Any, most: Any) -> float:
    return 100 * float(value or 0) / float(most) if most else 0


@register.filter
def greatest(rows: list[dict[str, Any]], key: str) -> Any:
    return max((row[key] or 0 for row in rows), default=0)
