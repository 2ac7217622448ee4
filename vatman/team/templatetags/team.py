from typing import Any

from django import template

from ..sections import drawn

register = template.Library()


@register.inclusion_tag("team/settings/tabs.html")
def settings_tabs(current: str) -> dict[str, Any]:
    """`{% settings_tabs "members" %}`: the line of pages under the stamp of every page of settings."""
    return {"sections": drawn(current)}
