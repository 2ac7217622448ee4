"""A deal as a card of the board. Two hundred of them stand on a page: what is the same for all is worked out once."""

from html import escape  # Django's own is the same behind a check for lazy words, of which there are none here
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vatman.team.calendar import working_between
from vatman.ui import icons, moments, numbers
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
CARD = (
    '<article class="card {mark}" id="deal-{pk}" data-s="{stage}" data-at="{at}"{step}>'
    '<div class="r"><a href="/deals/{pk}{query}">{who}</a><b>{sum}</b></div><div class="what"><span>{what}</span>{days}</div>'
    '<div class="next" title="{why}">{icon}<span>{next}</span><i class="owner" title="{owner}">{initials}</i></div>{dots}</article>\n'
)
Words = tuple[str, str, str]  # the mark of a card, the words of its last line, the reason in a sentence


class Pen:
    """Draws the cards of one page for one member."""

    def __init__(self, member: Any, query: str = "") -> None:
        self.now = timezone.now()
        self.today = timezone.localdate(self.now)
        self.query = escape(f"?{query}") if query else ""
        sprite = reverse("icons", args=[icons.version()])
        self.icons = {
            mark: format_html('<svg class="icon"><use href="{}#{}"/></svg>', sprite, look["icon"])
            for mark, look in MARKS.items()
        }
        dots = format_html('<button class="dots" aria-label="{}"></button>', _("Переместить"))
        self.dots = dots if member.may("edit", "deal") else SafeString("")
        self.days, self.standing = _("%(count)s дн"), _("стоит %(count)s дн")
        self.no_step, self.nobody = _("нет следующего шага"), _("без ответственного")
        self.why_none = _("Без шага: никто не знает, что делать дальше. Назначьте следующий шаг")

    def draw(self, deal: Deal, stage: Stage) -> SafeString:
        """Needs `owner`, `company` and `contact` at hand; asks the database nothing."""
        mark, words, why = self._last_line(deal)
        client = str(deal.client or "")
        step = f' data-step="{deal.next_step_id}"' if deal.next_step_id else ""
        return SafeString(CARD.format(
            mark=mark, pk=deal.pk, stage=deal.stage_id, at=_order(deal), step=step, query=self.query, who=escape(client or deal.title),
            sum=numbers.money(deal.amount, deal.currency), what=escape(deal.title) if client and deal.title != client else "",
            days=self._days(deal, stage) if deal.is_open else "", icon=self.icons[mark], next=escape(words), why=escape(why),
            owner=escape(str(deal.owner or self.nobody)), initials=escape(initials(deal.owner)) or "?", dots=self.dots,
        ))  # fmt: skip

    def _days(self, deal: Deal, stage: Stage) -> str:
        spent = working_between(timezone.localdate(deal.stage_since), self.today)
        if deal.rots_on is not None and deal.rots_on <= self.today and not self._asleep(deal):
            why = _("Застряла: %(spent)s дн в этапе «%(stage)s», обычно хватает %(usual)s (рабочих)")
            why %= {"spent": spent, "stage": stage, "usual": stage.rots_after}
            return (
                f'<em class="stuck" title="{escape(why)}">{self.icons["stuck"]}{self.standing % {"count": spent}}</em>'
            )
        why = ngettext("В этом этапе %(count)s рабочий день", "В этом этапе %(count)s рабочих дней", spent) % {
            "count": spent
        }
        return f'<em title="{why}">{self.days % {"count": spent}}</em>'

    def _asleep(self, deal: Deal) -> bool:
        return deal.sleeps_until is not None and deal.sleeps_until > self.today

    def _last_line(self, deal: Deal) -> Words:
        if not deal.is_open:
            return _closed(deal)
        if self._asleep(deal) and deal.sleeps_until:
            words = _("спит до %(day)s") % {"day": moments.short_date(deal.sleeps_until)}
            return "asleep", words, words
        if deal.next_step_at is None:
            return "none", self.no_step, self.why_none
        when = moments.when(deal.next_step_at, deal.next_step_timed)
        words, day = f"{when[:1].upper()}{when[1:]} · {deal.next_step_title}", timezone.localdate(deal.next_step_at)
        if deal.next_step_at < self.now if deal.next_step_timed else day < self.today:
            return "late", words, self._why_late(deal)
        return "step", words, words

    def _why_late(self, deal: Deal) -> str:
        passed = moments.late(deal.next_step_at)
        return _("Горит: срок шага прошёл %(ago)s — %(what)s") % {"ago": passed, "what": deal.next_step_title}


def _order(deal: Deal) -> int:
    """Open cards by what needs attention first, closed ones newest first."""
    if deal.is_open:
        return int(deal.attention_at.timestamp() * 1000)
    return -(deal.closed_on.toordinal() if deal.closed_on else 0)


def _closed(deal: Deal) -> Words:
    day = moments.short_date(deal.closed_on) if deal.closed_on else ""
    if deal.state == Stage.Kind.WON:
        words = _("продана %(day)s") % {"day": day}
        return "won", words, words
    words = f"{deal.loss_reason or _('отказ')} · {day}"
    return "lost", words, words
