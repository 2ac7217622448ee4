"""The planning table by mail: to owners of all, to heads of their departments, in the morning of a working day."""

import logging
import smtplib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from vatman.team.calendar import is_working
from vatman.team.models import Member, Organisation
from vatman.team.rights import Scope
from vatman.ui.moments import short_date
from vatman.ui.numbers import short_money

from .models import PlanningChoice, PlanningLetter
from .planning_columns import DAY, NOW, cells
from .queries.meeting import Meeting, meeting

logger = logging.getLogger(__name__)
NO = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)  # certainly not sent


def is_reader(member: Any) -> bool:
    """An owner, or a head of anybody: whose report reaches further than himself, but not as far as an observer's."""
    if member.role.key == "owner":
        return True
    return member.scope("view", "report") == Scope.DEPARTMENT and bool(member.departments)


def readers() -> list[Member]:
    wanted = Member.objects.active().exclude(planning_choice__letters=False).with_company()
    return [member for member in wanted.order_by("pk") if is_reader(member)]


def has_mail() -> bool:
    """Without a mail server of the company nothing is sent: nobody reads the log in the morning."""
    return not settings.EMAIL_BACKEND.endswith("console.EmailBackend")


def is_time(now: datetime) -> bool:
    """In the company's working hours of a working day: who missed the morning is told later the same day."""
    company = Organisation.get()
    local = now.astimezone(ZoneInfo(company.time_zone))
    return is_working(local.date()) and company.work_from <= local.time() < company.work_to


def send_due(now: datetime | None = None) -> int:
    """Letters to all who have not had theirs today; returns how many have left. May run twice, also at once."""
    now = now or timezone.now()
    if not has_mail() or not is_time(now):
        return 0
    day = now.astimezone(ZoneInfo(Organisation.get().time_zone)).date()
    ended = {PlanningLetter.State.SENT, PlanningLetter.State.SENDING}
    had = set(PlanningLetter.objects.filter(day=day, state__in=ended).values_list("member", flat=True))
    waiting = [member for member in readers() if member.pk not in had]
    return sum(_send(member, day) for member in waiting)


def _send(member: Member, day: date) -> bool:
    letter = PlanningLetter.objects.claim(member, day)
    if letter is None:
        return False
    connection = get_connection()
    try:
        message = compose(member, day)
        connection.open()
    except Exception as error:  # nothing has been said to the server yet
        logger.warning("The planning letter of %s: %s", member.pk, error)
        letter.is_refused(str(error))
        return False
    return hand_over(message, connection, letter)


def hand_over(message: EmailMessage, connection: Any, letter: Any) -> bool:
    """What breaks in the middle leaves it open whether the letter has left: it stays «sending» and is not sent again."""
    try:
        connection.send_messages([message])
    except NO as error:
        letter.is_refused(str(error))
        return False
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("Nobody knows whether the letter of %s has left: %s", letter.member_id, error)
        return False
    letter.is_sent()
    try:
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        logger.info("The mail server did not say goodbye: %s", error)
    return True


def compose(member: Member, day: date) -> EmailMultiAlternatives:
    """In his language and zone; numbers and names of colleagues only, nothing of clients."""
    with translation.override(member.language), timezone.override(ZoneInfo(member.zone)):
        found = meeting(member)
        context = {"meeting": found, "span": found.planning.span, "rows": list(_rows(found)), "total": found.total}
        context |= {"absent": found.absent(found.planning.span.start), "url": _address()}
        context |= {"day_columns": DAY, "now_columns": NOW, "currency": found.planning.currency}
        subject = _("Планёрка, %(day)s: продано %(won)s на %(sum)s, горит %(late)s") % {
            "day": short_date(day), "won": found.total.numbers["won"], "late": found.total.numbers["late"],
            "sum": short_money(found.total.numbers["won_sum"], found.planning.currency),
        }  # fmt: skip
        text = render_to_string("analytics/letter/planning.txt", context)
        html = render_to_string("analytics/letter/planning.html", context)
    message_id = f"<planning-{day.isoformat()}-{member.pk}@{domain()}>"
    message = EmailMultiAlternatives(
        " ".join(subject.split()), text, to=[member.email], headers={"Message-ID": message_id}
    )
    message.attach_alternative(html, "text/html")
    return message


def _rows(found: Meeting) -> Iterator[dict[str, Any]]:
    for line in found.lines:
        both = cells(line, found.planning, (*DAY, *NOW), total=True)
        yield {"line": line, "cells": both, "told": [cell for cell in both if cell.value]}


def _address() -> str:
    """Where the page is, if the installation knows how it is called from outside."""
    origins = settings.CSRF_TRUSTED_ORIGINS
    return origins[0].rstrip("/") + reverse("planning") if origins else ""


def domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >") or "vatman"


def told_to(member: Any, day: date) -> dict[str, Any] | None:
    """What the page says of the letter to one who is to have it: whether he wants it, and what became of today's."""
    if not is_reader(member):
        return None
    letter = PlanningLetter.objects.filter(member=member, day=day).first()
    wanted = not PlanningChoice.objects.filter(member=member, letters=False).exists()
    return {"wanted": wanted, "has_mail": has_mail(), "today": letter}


def choose(member: Any, letters: bool) -> None:
    PlanningChoice.objects.update_or_create(member=member, defaults={"letters": letters})
