"""The first minutes of an empty installation: a one-time link, and the steps its owner goes through.

A higher room adds its own step by `step(order, title, url_name)` in its `apps.ready`.
"""

from typing import Any, NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _


class Step(NamedTuple):
    order: int
    title: Any
    url_name: str


STEPS = [Step(0, _("Владелец и компания"), "first"), Step(90, _("Клиенты"), "first_clients")]


def step(order: int, title: Any, url_name: str) -> None:
    """Adds a page between the company (0) and the clients (90)."""
    STEPS.append(Step(order, title, url_name))
    STEPS.sort()


def link() -> str | None:
    """The path of a new one-time link for the first owner; None when there is one."""
    from .models import Invitation, Member

    if Member.objects.owners().exists():
        return None
    return reverse("first", args=[Invitation.objects.make(by=None)])


def progress(current: str) -> list[dict[str, Any]]:
    """The steps for a page to draw: [{"title", "state": "done" | "now" | "ahead"}]."""
    place = next(index for index, one in enumerate(STEPS) if one.url_name == current)
    states = ["done"] * place + ["now"] + ["ahead"] * (len(STEPS) - place - 1)
    return [{"title": one.title, "state": state} for one, state in zip(STEPS, states, strict=True)]


def following(current: str) -> str:
    """The address of the step after this one."""
    place = next(index for index, one in enumerate(STEPS) if one.url_name == current)
    for one in STEPS[place + 1 :]:
        try:
            return reverse(one.url_name)
        except NoReverseMatch:
            continue
    return "/"
