"""What every card of the base has: notes, files, tags, the company's own fields, its owner, its timeline.

A room's card view gives its template `card_context(card, member)`; the template then includes whichever parts it wants::

    {% block head %}{% include "records/head.html" %}{% endblock %}       styles and script of all the parts below
    {% include "records/stamp_owner.html" %}                             cells of the stamp: owner, «взять себе», who sees it
    {% include "records/notes.html" %}                                   the box for a note with @colleagues and files;
                                                                         with extra="deals/closing.html" buttons beside it
    {% include "events/timeline.html" %}                                 what happened, with undo and more on scroll
    {% include "records/fields.html" %}                                  block of the company's own fields, «+ поле»
    {% include "records/files.html" %}                                   block of files
    {% include "records/tags.html" %}                                    tags with suggestions
    {% include "records/panels.html" with panels=steps %}                what higher rooms show here (`records.places.panel`):
    {% include "records/panels.html" with panels=sides %}                `steps` of an order below 40 (tasks), `sides` the others
    {% load records %}{% inplace card "city" edit=may_edit %}            one field edited in place; the same as a component:
    <c-inplace :thing="card" name="city" :edit="may_edit" />

All of them need `card` in the context. Every change answers with a toast that can undo it, and wakes `data-live="contact:12"`
elements by the page's own event `changed`, so nothing else need be done for a part of the page that must follow.
URLs: `field`, `note_add`, `note_trash`, `file_add`, `file`, `file_trash`, `tags`, `assign`, `take`, `seen_by`, `trashing`.
"""

from typing import Any

from vatman.events.queries import timeline

from .cells import custom_cells
from .models import File
from .places import STEPS, panels_of
from .views.common import may_note
from .views.custom import may_add_field


def card_context(card: Any, member: Any) -> dict[str, Any]:
    """What the parts of a card need, in at most six queries besides the panels' own."""
    return {
        "card": card,
        "may_edit": member.may("edit", card),
        "may_delete": member.may("delete", card),
        "may_note": may_note(member, card),
        "files": File.objects.on(card),
        "panels": (steps := panels_of(card, member, range(STEPS)))
        + (sides := panels_of(card, member, range(STEPS, 1000))),
        "steps": steps,
        "sides": sides,
        "timeline": timeline(card.story(member), member),
        **fields_context(card, member),
    }


def fields_context(card: Any, member: Any) -> dict[str, Any]:
    return {
        "cells": custom_cells(card, editable=member.may("edit", card)),
        "may_add_field": may_add_field(member, card.thing),
    }
