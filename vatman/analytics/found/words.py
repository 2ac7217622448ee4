"""How each sum was counted, and why each deal stands in its heap, in plain words."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vatman.ui.moments import days, short_date
from vatman.ui.numbers import money

from ..models import FoundRules, Heap
from .heaps import Shown


def title(heap: str, count: int) -> str:
    """«КП без ответа: 63 сделки»: the sentence of a heap."""
    told = {
        Heap.FORGOTTEN: ngettext("%(count)s сделка: просили позвонить и не дождались", "%(count)s сделок: просили позвонить и не дождались", count),
        Heap.OFFERS: ngettext("%(count)s КП без ответа", "%(count)s КП без ответа", count),
        Heap.BIG: ngettext("%(count)s крупная сделка молчит", "%(count)s крупных сделок молчат", count),
        Heap.REGULARS: ngettext("%(count)s постоянный клиент не заказал в свой срок", "%(count)s постоянных клиентов не заказали в свой срок", count),
    }  # fmt: skip
    return told[Heap(heap)] % {"count": count}


def columns() -> list[dict[str, str]]:
    """Heads of the table by manager, a word each."""
    return [{"short": _("звонки")}, {"short": _("КП")}, {"short": _("крупные")}, {"short": _("постоянные")}]


def how(heap: str, rules: FoundRules, currency: str) -> str:
    """How the sum of a heap was counted."""
    values = {
        "forgotten": days(rules.forgotten_days), "offer": days(rules.offer_days), "silent": days(rules.silent_days),
        "big": money(rules.big_from, currency), "orders": rules.orders, "grace": rules.grace, "gone": days(rules.gone_days),
    }  # fmt: skip
    told = {
        Heap.FORGOTTEN: _("Открытые сделки, где следующий шаг просрочен больше чем на %(forgotten)s, и те, чей срок звонка прошёл ещё в таблице. Сумма — суммы этих сделок."),
        Heap.OFFERS: _("Открытые сделки в этапе, где КП уже у клиента: за %(offer)s ни перехода, ни звонка, ни сделанной задачи, ни заметки, и впереди ничего не назначено. Сумма — суммы этих сделок."),
        Heap.BIG: _("Открытые сделки от %(big)s, с которыми %(silent)s ничего не происходило; первой — та, что молчит дольше всех. Сумма — суммы этих сделок."),
        Heap.REGULARS: _("Клиенты, которые покупали не меньше %(orders)s раз и у которых сейчас нет открытой сделки: со дня последней прошло больше медианы промежутков между их покупками плюс %(grace)s %%, но опоздание меньше %(gone)s. Сумма — их обычные заказы, по медиане."),
    }  # fmt: skip
    return told[Heap(heap)] % values


def story(heap: str, row: Shown) -> str:
    """Why this deal stands here."""
    if heap == Heap.REGULARS:
        values = {"usual": days(row.usual), "last": short_date(row.last) if row.last else "", "orders": row.orders}
        return _("берёт раз в %(usual)s, последний раз %(last)s, покупок %(orders)s") % values
    quiet = (timezone.localdate() - row.quiet).days
    return _("тихо %(days)s, с %(day)s") % {"days": days(quiet), "day": short_date(row.quiet)}


def of_week(week: Any, currency: str) -> str:
    """What one week brought: «сделано 40, вернулось 12, продано 3 на 240 000 ₽»."""
    values = {"done": week.done, "back": week.back, "won": week.won, "brought": money(week.brought, currency)}
    return _("сделано %(done)s, вернулось %(back)s, продано %(won)s на %(brought)s") % values
