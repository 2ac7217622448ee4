"""What every template may say. Numbers and days have their own pages: `ui.numbers`, `ui.moments`."""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .. import icons, moments, numbers

register = template.Library()

STYLES = ["tokens", "layout", "parts", "forms", "table", "timeline", "over"]
MODULES = {
    "htmx": "npm/htmx.org/dist/htmx.esm.min.js",
    "sortablejs": "npm/sortablejs/modular/sortable.esm.js",
    "ui/": "ui/js/",
    "deals/": "deals/js/",
}

FILTERS: tuple[Callable[..., str], ...] = (
    numbers.grouped,
    numbers.money,
    numbers.short,
    numbers.short_money,
    moments.day,
    moments.when,
    moments.ago,
    moments.late,
    moments.days,
    moments.long_day,
    moments.clock,
    moments.short_date,
)
for function in FILTERS:
    register.filter(function.__name__, function)


@register.simple_tag
def icon(name: str, title: str = "") -> SafeString:
    """`{% icon "phone" %}`; with a title it speaks to those who do not see it."""
    return _drawn(name, str(title))


@lru_cache(maxsize=1024)  # a long list draws hundreds, all of a few
def _drawn(name: str, title: str) -> SafeString:
    href = f"{reverse('icons', args=[icons.version()])}#{name}"
    if title:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', title, href)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', href)


@register.filter
def initials(member: Any) -> str:
    """«Марина Котова» → «МК»."""
    return "".join(word[0] for word in str(member or "").split()[:2]).upper()


@register.simple_tag
def owner(member: Any) -> SafeString:
    """The round mark of the member in charge."""
    if member is None:
        return format_html('<span class="owner none" title="{}">?</span>', "—")
    return format_html('<span class="owner" title="{}">{}</span>', member, initials(member))


@register.simple_tag
def styles() -> SafeString:
    sheets = ["npm/@fontsource-variable/golos-text/wght.css", *(f"ui/css/{name}.css" for name in STYLES)]
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(sheet),) for sheet in sheets))


@register.simple_tag
def importmap() -> SafeString:
    """Bare names of modules → where they are served, so that no module knows an address."""
    return SafeString(
        f'<script type="importmap">{json.dumps({"imports": {name: static(path) for name, path in MODULES.items()}})}</script>'
    )


@register.simple_tag(takes_context=True)
def query(context: Any, **changes: Any) -> str:
    """The present page's query string with some values changed; None drops one: `?{% query owner=3 cursor=None %}`."""
    params = context["request"].GET.copy()
    for name, value in changes.items():
        params.pop(name, None)
        if value not in (None, ""):
            params[name] = value
    return params.urlencode()
