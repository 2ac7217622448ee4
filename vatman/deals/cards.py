"""A deal as a card of the board: everything already in words, so that drawing two hundred of them costs nothing."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vatman.team.calendar import working_between
from vatman.ui import moments, numbers
from vatman.ui.templatetags.ui import initials

from .models import Deal, Stage

MARKS = {  # why a card burns → its icon; three different things, three different marks
    "late": {"icon": "flame"},
    "none": {"icon": "alert-triangle"},
    "step": {"icon": "clock"},
    "asleep": {"icon": "moon"},
    "won": {"icon": "circle-check"},
    "lost": {"icon": "circle-x"},
    "stuck": {"icon": "hourglass"},
}


@dataclass(slots=True)
class Card:
    """`at` orders cards within a column, `mark` is one of MARKS, `why` tells it in a sentence."""

    id: int
    stage: int
    at: int
    url: str
    who: str
    what: str
    sum: str
    days: str
    days_why: str
    stuck: bool
    mark: str
    icon: str
    next: str
    why: str
    step: int | None
    owner: str
    owner_name: str


def draw(deal: Deal, stage: Stage, query: str = "") -> Card:
    """Needs `owner`, `company` and `contact` at hand; asks the database nothing."""
    mark, words, why = _last_line(deal)
    spent = working_between(timezone.localdate(deal.stage_since), timezone.localdate())
    stuck = deal.is_rotten
    client = str(deal.client) if deal.client else ""
    return Card(
        id=deal.pk, stage=deal.stage_id, at=_order(deal),
        url=f"/deals/{deal.pk}?{query}" if query else f"/deals/{deal.pk}",
        who=client or deal.title, what=deal.title if client and deal.title != client else "",
        sum=numbers.money(deal.amount, deal.currency),
        days=_("стоит %(count)s дн") % {"count": spent} if stuck else _("%(count)s дн") % {"count": spent} if deal.is_open else "",
        days_why=_why_stuck(spent, stage) if stuck else _in_stage(spent) if deal.is_open else "",
        stuck=stuck, mark=mark, icon=MARKS[mark]["icon"], next=words, why=why, step=deal.next_step_id,
        owner=initials(deal.owner) if deal.owner else "?", owner_name=str(deal.owner or _("без ответственного")),
    )  # fmt: skip


def _order(deal: Deal) -> int:
    """Open cards by what needs attention first, closed ones newest first."""
    if deal.is_open:
        return int(deal.attention_at.timestamp() * 1000)
    return -(deal.closed_on.toordinal() if deal.closed_on else 0)


def _in_stage(spent: int) -> str:
    return ngettext("В этом этапе %(count)s рабочий день", "В этом этапе %(count)s рабочих дней", spent) % {"count": spent}


def _why_stuck(spent: int, stage: Stage) -> str:
    return _("Застряла: %(spent)s дн в этапе «%(stage)s», обычно хватает %(usual)s (рабочих)") % {
        "spent": spent, "stage": stage, "usual": stage.rots_after,
    }  # fmt: skip


def _last_line(deal: Deal) -> tuple[str, str, str]:
    """The mark of a card, the words of its last line, and the reason."""
    if not deal.is_open:
        return _closed(deal)
    if deal.is_asleep:
        words = _("спит до %(day)s") % {"day": moments.short_date(deal.sleeps_until)}
        return "asleep", words, words
    if deal.next_step_at is None:
        return "none", _("нет следующего шага"), _("Без шага: никто не знает, что делать дальше. Назначьте следующий шаг")
    words = step_words(deal)
    if deal.is_burning:
        return "late", words, _("Горит: срок шага прошёл %(ago)s — %(what)s") % {"ago": _passed(deal), "what": deal.next_step_title}
    return "step", words, words


def step_words(deal: Deal) -> str:
    when = moments.when(deal.next_step_at, deal.next_step_timed)
    return f"{when[:1].upper()}{when[1:]} · {deal.next_step_title}"


def _passed(deal: Deal) -> str:
    late = (timezone.localdate() - timezone.localdate(deal.next_step_at)).days
    return _("%(count)s дн назад") % {"count": late} if late else moments.ago(deal.next_step_at)


def _closed(deal: Deal) -> tuple[str, str, str]:
    day = moments.short_date(deal.closed_on) if deal.closed_on else ""
    if deal.state == Stage.Kind.WON:
        words = _("продана %(day)s") % {"day": day}
        return "won", words, words
    words = f"{deal.loss_reason or _('отказ')} · {day}"
    return "lost", words, words
