"""What each field does with a cell: `make` gives the function that puts a value into a row's draft."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from ..shapes import ColumnGuess, Field
from . import cells_deal, cells_firm, cells_person, cells_rest
from .draft import Frame, Handle
from .text import letter, plain

F = Field


def make(guess: ColumnGuess, frame: Frame) -> Handle | None:
    """None for a column that is left alone."""
    if guess.field in (F.NUMBER, F.TYPE):
        return None
    return MAKERS[guess.field](guess, named(guess, frame), frame)


def named(guess: ColumnGuess, frame: Frame) -> str:
    """How the column is called in notes and custom fields; two of one title are told apart."""
    title = " ".join(plain(guess.title).split()) or _("Столбец %(letter)s") % {"letter": letter(guess.index)}
    frame.titles[title] = frame.titles.get(title, 0) + 1
    return title if frame.titles[title] == 1 else f"{title} ({frame.titles[title]})"


MAKERS: dict[Field, Callable[[ColumnGuess, str, Frame], Handle]] = {
    F.NAME: cells_person.person, F.COMPANY: cells_person.person, F.WAYS: cells_person.person, F.LAST_NAME: cells_person.part, F.FIRST_NAME: cells_person.part, F.MIDDLE_NAME: cells_person.part, F.POSITION: cells_person.position, F.BIRTHDAY: cells_person.birthday,
    F.PHONE: cells_person.phone, F.EMAIL: cells_person.email, F.MESSENGER: cells_person.messenger, F.LEGAL_FORM: cells_firm.of_firm, F.INN: cells_firm.requisite, F.KPP: cells_firm.kpp, F.OGRN: cells_firm.requisite, F.SITE: cells_firm.of_firm, F.CITY: cells_firm.of_firm,
    F.ADDRESS: cells_firm.of_firm, F.TITLE: cells_deal.text_of_deal, F.AMOUNT: cells_deal.amount, F.CURRENCY: cells_deal.currency, F.STATUS: cells_deal.status, F.CREATED: cells_deal.day, F.CLOSED: cells_deal.day, F.EXPECTED: cells_deal.day,
    F.SOURCE: cells_deal.text_of_deal, F.LOST_REASON: cells_deal.text_of_deal, F.MANAGER: cells_deal.manager, F.NEXT_CALL: cells_deal.next_call, F.LAST_CALL: cells_rest.last_call, F.NOTE: cells_rest.note, F.TAGS: cells_rest.tags,
    F.EXTERNAL_ID: cells_rest.external, F.CUSTOM: cells_rest.custom,
}  # fmt: skip
