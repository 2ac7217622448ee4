"""Deals of this import that a later sheet shows further on: each goes its step, with the moment the sheet knows."""

from typing import Any

from vatman.deals.models import Deal

from .course import Course


def move_on(course: Course, moved: list[Any]) -> None:
    """Deals made by an earlier chunk of this import; those of the base are left where people have put them."""
    by_step: dict[Any, list[Any]] = {}
    for card in moved:
        stage, day, reason = card.moved
        by_step.setdefault((stage.pk, reason.pk if reason else None), []).append(card)
    for cards in by_step.values():
        stage, _day, reason = cards[0].moved
        rows = Deal.objects.filter(pk__in=[card.obj.pk for card in cards])
        Deal.objects.move_all(rows, stage, by=course.by, reason=reason, origin=course.origin)
        for card in cards:
            if not stage.is_open and card.moved[1]:
                Deal.objects.filter(pk=card.obj.pk).update(closed_on=card.moved[1])
