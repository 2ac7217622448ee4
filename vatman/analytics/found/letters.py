"""Monday's letter to owners and heads: what came back last week, what it brought, and what still lies there."""

import logging
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from vatman.team.models import Member
from vatman.ui.moments import short_date
from vatman.ui.numbers import money

from .. import letters as mail
from ..models import FoundLetter
from . import words
from .heaps import found
from .weeks import WEEK, Week, monday, week

logger = logging.getLogger(__name__)


def send_all(today: date | None = None) -> int:
    """About the week before this one, to each reader once; may run again. Returns how many have left."""
    if not mail.has_mail():
        return 0
    start = monday(today) - WEEK
    members = Member.objects.active().with_company().order_by("pk")
    return sum(_send(member, start) for member in members if mail.is_reader(member) and member.may("view", "deal"))


def letter(member: Any, told: Week) -> tuple[str, str] | None:
    """Subject and text; None where there is nothing to tell: nothing lies there and nothing has come back."""
    now, currency = found(member, rows=False), member.organisation.currency
    if not now and not told:
        return None
    since, until = short_date(told.start), short_date(told.end)
    values = {"back": told.back, "won": told.won, "brought": money(told.brought, currency)}
    subject = _("Найденные деньги за неделю: вернулось %(back)s, продано %(won)s на %(brought)s") % values
    lines = [
        _("Неделя %(since)s — %(until)s: %(line)s.")
        % {"since": since, "until": until, "line": words.of_week(told, currency)}
    ]
    if now:
        lines += ["", _("Ещё лежит, на %(sum)s:") % {"sum": money(now.whole.amount, currency)}]
        lines += [
            f"— {words.title(one.heap, one.whole.deals)}, {money(one.whole.amount, currency)}"
            for one in now.heaps
            if one.whole.deals
        ]
    return " ".join(subject.split()), "\n".join(
        [*lines, "", _("Раздать по дням: Отчёты → Найденные деньги."), _address()]
    )


def _address() -> str:
    """Where the page is, if the installation knows how it is called from outside."""
    origins = settings.CSRF_TRUSTED_ORIGINS
    return origins[0].rstrip("/") + reverse("found") + "\n" if origins else ""


def _send(member: Any, start: date) -> bool:
    claimed = FoundLetter.objects.claim(member, start)
    if claimed is None:
        return False
    connection = get_connection()
    try:
        with translation.override(member.language), timezone.override(ZoneInfo(member.zone)):
            told = letter(member, week(member, start))
        if told is None:
            claimed.is_needless()
            return False
        connection.open()
    except Exception as error:  # nothing has been said to the server yet
        logger.warning("The letter of found money of %s: %s", member.pk, error)
        claimed.is_refused(str(error))
        return False
    message_id = f"<found-{start.isoformat()}-{member.pk}@{mail.domain()}>"
    message = EmailMessage(*told, to=[member.email], headers={"Message-ID": message_id})
    return mail.hand_over(message, connection, claimed)
