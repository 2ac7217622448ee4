"""Parts of a card: `{% load records %}`."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from vatman.records.cells import cell_of

register = template.Library()


@register.inclusion_tag("records/cell.html")
def inplace(thing: Any, name: str, edit: Any = True, kind: str = "", placeholder: str = "") -> dict[str, Any]:
    """`{% inplace deal "amount" edit=may_edit %}`: the field's value; for one who may edit it, an input that looks like text."""
    cell = cell_of(thing, name, kind=kind, editable=bool(edit))
    return {"cell": cell.but(placeholder=placeholder) if placeholder else cell}


@register.simple_tag(takes_context=True)
def panel(context: Any, name: str, inside: dict[str, Any]) -> SafeString:
    """A block of a higher room, drawn with what its function gave."""
    with context.push(**inside):
        return context.template.engine.get_template(name).render(context)
