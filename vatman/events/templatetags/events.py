"""One line of a timeline: `{% load events %}{% line event %}`.

Drawn here and not by a template: a card has tens of them, and as a template they took half of its drawing.
"""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vatman.ui.moments import clock, when
from vatman.ui.templatetags.ui import icon

from ..models import Event

register = template.Library()
NOTHING = SafeString("")


@register.simple_tag
def line(event: Event) -> SafeString:
    body = event.body
    return format_html(
        '<li><time datetime="{}">{}</time><span class="dot {}{}"></span><div>{}{}{}{}</div></li>\n',
        event.at.isoformat(), clock(event.at), event.tone, " blue" if body else "",
        _said(event), _undo(event), _change(event), _body(event, body),
    )  # fmt: skip


def _said(event: Event) -> SafeString:
    who = event.actor or _("Ватман")
    if event.is_note:
        return format_html(
            '<b>{}</b> · {} <span class="why">{}{}{}</span>', who, _("заметка"), _changed(event), *_where(event)
        )
    return format_html('{} <span class="why">{}{}{}</span>', event.sentence, who, *_where(event))


def _where(event: Event) -> tuple[SafeString, str]:
    """On which other card it happened, and what did it."""
    link = ' · <a class="link" href="{}">{}</a>'
    place = format_html(link, event.place_url, event.place_name) if event.place_name else NOTHING
    return place, event.came if event.origin else ""


def _changed(event: Event) -> SafeString:
    at: Any = event.detail.changed_at
    return format_html('· <span title="{}">{}</span> ', when(at), _("изменено")) if at else NOTHING


def _undo(event: Event) -> SafeString:
    if not event.may_undo:
        return NOTHING
    button = ' <button type="button" class="btn bare small undo" hx-post="{}" hx-swap="none">{}</button>'
    return format_html(button, reverse("undo", args=[event.id]), _("Вернуть"))


def _change(event: Event) -> SafeString:
    if not (event.may_change and event.detail.stands):
        return NOTHING
    return format_html(
        ' <button type="button" class="btn bare square small undo" hx-get="{}" hx-target="#note-{}" hx-swap="outerHTML">{}</button>',
        reverse("note", args=[event.subject_id]), event.subject_id, icon("pencil", _("Исправить заметку")),
    )  # fmt: skip


def _body(event: Event, body: str) -> SafeString:
    if not body:
        return NOTHING
    mark = format_html(' id="note-{}"', event.subject_id) if event.is_note else NOTHING
    return format_html('<div class="bub"{}>{}</div>', mark, body)
