"""Each column of a sheet → what it means. The heading speaks first; the cells win where it lies or is empty."""

from dataclasses import dataclass
from datetime import date

from ..shapes import ColumnGuess, Field, Sheet, Value
from . import headings, hints, kinds, settling
from .headings import Heading
from .kinds import Profile
from .text import tidy

F = Field
DATES = {F.CREATED, F.CLOSED, F.EXPECTED, F.NEXT_CALL, F.BIRTHDAY}
FITS: dict[Field, tuple[str, ...]] = {
    F.NAME: ("person",), F.PHONE: ("phone", "phone_inside"), F.EMAIL: ("email",), F.COMPANY: ("firm",), F.INN: ("inn_shape",), F.KPP: ("kpp",), F.OGRN: ("ogrn",),
    F.SITE: ("site",), F.CITY: ("city",), F.ADDRESS: ("address", "city"), F.AMOUNT: ("number", "money"), F.STATUS: ("status",), F.CREATED: ("date", "serial", "short_date"),
    F.CLOSED: ("date", "serial", "short_date"), F.EXPECTED: ("date", "serial", "short_date"), F.NEXT_CALL: ("date", "serial", "short_date"), F.BIRTHDAY: ("date", "serial", "short_date"),
    F.LAST_NAME: ("surname",), F.FIRST_NAME: ("first",), F.MIDDLE_NAME: ("patronymic",), F.LEGAL_FORM: ("legal",), F.MESSENGER: ("messenger", "phone"), F.MANAGER: ("person",),
    F.WAYS: ("mixed", "phone", "email"), F.NOTE: ("long",),
}  # fmt: skip


@dataclass(slots=True)
class Candidate:
    """A column on its way to a guess. `meaning` is a Field's value, "who" or "made" until settled."""

    index: int
    title: str
    heading: Heading
    profile: Profile
    values: list[Value]
    meaning: str = ""
    confidence: float = 0.0
    reason: str = "none"
    kind: str = ""

    def take(self, meaning: str, confidence: float, reason: str, kind: str = "") -> None:
        self.meaning, self.confidence, self.reason, self.kind = meaning, confidence, reason, kind

    @property
    def field(self) -> Field:
        return Field(self.meaning) if self.meaning in Field._value2member_map_ else F.CUSTOM


def guess(sheet: Sheet, today: date | None = None) -> list[ColumnGuess]:
    """One guess for each column of the sheet, in its order."""
    candidates = [_candidate(sheet, column.index, tidy(column.title), today) for column in sheet.columns]
    for one in candidates:
        _by_heading(one) if one.heading.meaning else _by_content(one, sheet.header_row is not None)
    settling.settle(candidates, headless=sheet.header_row is None or not any(one.title for one in candidates))
    return [_guess(one) for one in candidates]


def _candidate(sheet: Sheet, index: int, title: str, today: date | None) -> Candidate:
    values = [row.values[index] if index < len(row.values) else None for row in sheet.rows]
    return Candidate(index, title, headings.read(title), kinds.profile(values, today), values)


def _by_heading(one: Candidate) -> None:
    heading, profile = one.heading, one.profile
    one.take(heading.meaning, 0.3 if not profile.filled else 0.9 * heading.confidence, "heading", heading.kind)
    if not profile.filled or heading.meaning in ("type", "number"):
        return
    if other := _liar(one):
        one.take(
            other,
            max(0.7, round(profile.share(*FITS.get(Field(other), ())), 2) * 0.9),
            "content",
            one.kind if other == heading.meaning else "",
        )
        return
    fits = profile.share(*FITS.get(one.field, ()))
    if heading.meaning not in ("who", "made", "day") and fits >= 0.5:
        one.take(
            heading.meaning, min(0.99, 0.6 + 0.39 * heading.confidence * max(fits, 0.7) + 0.05), "both", heading.kind
        )


def _liar(one: Candidate) -> str:
    """What the cells say instead where they cannot be what the heading says; "" where it may be true."""
    meaning, share = one.heading.meaning, one.profile.share
    told = CHECKS.get(meaning, _may_be_way)(one)
    if told:
        return "" if told == meaning else told
    return _strong(one, meaning) if meaning in STRICT and share(*FITS.get(one.field, ())) < 0.3 else ""


STRICT = frozenset(
    [
        "contact.name",
        "phone",
        "email",
        "company.name",
        "city",
        "who",
        "contact.position",
        "company.site",
        "deal.status",
    ]
)


def _strong(one: Candidate, meaning: str) -> str:
    share, few = one.profile.share, one.profile.filled < 3
    if few and share("email", "phone") < 0.7:
        return ""
    found = (
        F.EMAIL if share("email") >= 0.7 else F.PHONE if share("phone") >= 0.8 else F.INN if share("inn") >= 0.9 else F.SITE if share("site") >= 0.9
        else F.CREATED if share("date") >= 0.9 and meaning != "contact.position" else F.CITY if share("city") >= 0.8 else F.COMPANY if share("firm") >= 0.8 else F.NAME if share("person") >= 0.8 else ""
    )  # fmt: skip
    if found == F.CREATED:
        return F.CUSTOM
    return "" if found == meaning or (meaning == "who" and found in (F.COMPANY, F.NAME)) else found


def _may_be_way(one: Candidate) -> str:
    share = one.profile.share
    if one.heading.meaning in ("external_id", "number", "manager", "messenger", "deal.amount", "company.inn", "tags"):
        return ""
    return (
        F.EMAIL
        if share("email") >= 0.85 and share("long") < 0.3
        else F.PHONE
        if share("phone") >= 0.9 and share("long") < 0.3
        else ""
    )


def _date_check(one: Candidate) -> str:
    if one.profile.share("date", "serial", "short_date") >= 0.25:
        return ""
    if one.profile.share("number") >= 0.6:
        return F.CUSTOM
    return F.NOTE if one.profile.length > 25 or one.heading.meaning == F.NEXT_CALL else F.CUSTOM


def _status_check(one: Candidate) -> str:
    if one.profile.share("number") >= 0.8 and one.profile.share("status") < 0.5:
        return F.AMOUNT if headings.key(one.title) in ("итог", "результат") and one.profile.length > 2.5 else F.CUSTOM
    if one.profile.share("date") >= 0.8:
        return F.CUSTOM
    return F.NOTE if one.profile.length > 45 and one.profile.distinct > 0.5 else ""


def _ways_check(one: Candidate) -> str:
    share = one.profile.share
    if share("mixed") >= 0.15 or (share("phone") >= 0.2 and share("email") >= 0.2):
        return ""
    if share("email") >= 0.7:
        return F.EMAIL
    if share("phone") >= 0.7:
        return F.PHONE
    return F.COMPANY if share("firm") >= 0.6 else F.NAME if share("person") >= 0.6 else ""


def _last_name_check(one: Candidate) -> str:
    return F.MIDDLE_NAME if one.profile.share("patronymic") >= 0.5 else ""


def _first_name_check(one: Candidate) -> str:
    return F.COMPANY if one.profile.share("firm") >= 0.7 else ""


def _numbers_check(one: Candidate) -> str:
    """«Исполнитель 105»: a key of some other table."""
    return F.CUSTOM if one.profile.share("number") >= 0.9 and one.profile.share("phone", "inn") < 0.5 else ""


def _phone_check(one: Candidate) -> str:
    share = one.profile.share
    if share("phone", "phone_inside") >= 0.25:
        return F.WAYS if share("mixed") >= 0.5 else ""
    if headings.key(one.title) in ("номер", "номера", "т"):
        return F.NUMBER if one.profile.running else F.EXTERNAL_ID if one.profile.distinct > 0.8 else F.CUSTOM
    return ""


def _amount_check(one: Candidate) -> str:
    return (
        F.CUSTOM
        if one.profile.share("number", "money") < 0.3 and one.profile.share("error") < 0.5 and one.profile.filled > 2
        else ""
    )


def _city_check(one: Candidate) -> str:
    return F.ADDRESS if one.profile.share("address") >= 0.5 and one.profile.share("city") < 0.3 else ""


def _address_check(one: Candidate) -> str:
    return F.CITY if one.profile.share("city") >= 0.8 else _may_be_way(one)


def _source_check(one: Candidate) -> str:
    return F.CITY if one.profile.share("city") >= 0.7 else _may_be_way(one)


def _form_check(one: Candidate) -> str:
    return "" if one.profile.share("legal") >= 0.5 else F.CUSTOM


def _name_check(one: Candidate) -> str:
    share = one.profile.share
    if share("mixed") >= 0.5:
        return F.WAYS
    return F.COMPANY if share("firm") >= 0.7 and share("person") < 0.3 else ""


def _company_check(one: Candidate) -> str:
    share = one.profile.share
    return (
        F.NAME if share("person") >= 0.8 and share("full_name") >= 0.5 and share("firm") < 0.1 else _numbers_check(one)
    )


def _custom_check(one: Candidate) -> str:
    return F.LEGAL_FORM if one.profile.share("legal") >= 0.7 else _may_be_way(one)


def _requisite_check(one: Candidate) -> str:
    return F.CUSTOM if one.profile.share("inn_shape", "kpp", "ogrn", "number") < 0.3 and one.profile.length < 9 else ""


def _title_check(one: Candidate) -> str:
    return F.CUSTOM if one.profile.share("number", "date") >= 0.8 else _may_be_way(one)


CHECKS = {
    **{field.value: _date_check for field in DATES}, "made": _date_check, F.STATUS: _status_check, F.WAYS: _ways_check, F.LAST_NAME: _last_name_check,
    F.FIRST_NAME: _first_name_check, "who": _numbers_check, F.MANAGER: _numbers_check, F.PHONE: _phone_check, F.AMOUNT: _amount_check, F.CITY: _city_check, F.ADDRESS: _address_check, F.SOURCE: _source_check,
    F.LEGAL_FORM: _form_check, F.NAME: _name_check, F.COMPANY: _company_check, F.CUSTOM: _custom_check, F.INN: _requisite_check, F.TITLE: _title_check,
}  # fmt: skip


def _by_content(one: Candidate, has_header: bool) -> None:
    """No heading, or one that says nothing: the cells alone."""
    share, profile = one.profile.share, one.profile
    if not profile.filled or (one.title and profile.filled < 2 and profile.total < 2):
        return one.take(F.CUSTOM, 0.1, "none")
    if profile.running and not one.title:
        return one.take(F.NUMBER, 0.8, "content")
    for field, needed, found in (
        (F.WAYS, 0.5, share("mixed")), (F.EMAIL, 0.6, share("email")), (F.INN, 0.8, share("inn")), (F.OGRN, 0.8, share("ogrn")), (F.PHONE, 0.6, share("phone")),
        (F.MESSENGER, 0.7, share("messenger")), (F.SITE, 0.7, share("site")), (F.LEGAL_FORM, 0.8, share("legal")), (F.CITY, 0.6, share("city")),
        (F.COMPANY, 0.6, share("firm")), (F.NAME, 0.6, share("person")), (F.ADDRESS, 0.6, share("address")), (F.STATUS, 0.7, share("status") if profile.variety < 25 else 0),
    ):  # fmt: skip
        if found >= needed:
            return one.take(field, round(0.85 * found, 2), "content")
    if not one.title:
        return _untitled(one, has_header)
    return one.take(F.CUSTOM, 0.5, "none")


def _untitled(one: Candidate, has_header: bool) -> None:
    share, profile = one.profile.share, one.profile
    if has_header:
        return one.take(F.NOTE if share("number", "date", "money", "bool") < 0.5 else F.CUSTOM, 0.5, "content")
    if share("date") >= 0.7:
        return one.take(F.NEXT_CALL if profile.future else F.CREATED, 0.5, "content")
    if share("money") >= 0.3 and share("number", "money") >= 0.3:
        return one.take(F.AMOUNT, 0.5, "content")
    if share("first") >= 0.6:
        return one.take(F.FIRST_NAME, 0.6, "content")
    if share("patronymic") >= 0.6:
        return one.take(F.MIDDLE_NAME, 0.6, "content")
    if share("surname") >= 0.6:
        return one.take(F.LAST_NAME, 0.5, "content")
    if share("long") >= 0.4:
        return one.take(F.NOTE, 0.5, "content")
    return one.take(F.CUSTOM, 0.3, "none")


def custom_kind(profile: Profile, title: str) -> str:
    """How a column that is nothing known is kept: date, money, number, bool, link, choice or text."""
    share = profile.share
    if share("date") >= 0.95:
        return "date"
    if share("number", "money") >= 0.95 and (share("money") >= 0.3 or headings.is_money(title)):
        return "money"
    if share("number") >= 0.95:
        return "number"
    if share("bool") >= 0.95 and profile.variety <= 2:
        return "bool"
    if share("site") >= 0.95 and share("messenger") < 0.5:
        return "link"
    repeated = profile.filled >= 12 and profile.variety <= min(12, profile.filled / 4) and profile.length < 40
    return "choice" if repeated else "text"


def _guess(one: Candidate) -> ColumnGuess:
    profile = one.profile
    good = profile.share(*FITS[one.field]) if one.field in FITS and profile.filled else 1.0
    kind = custom_kind(profile, one.title) if one.field == F.CUSTOM else "text"
    hint = hints.read(one.field, one.values, one.title)
    return ColumnGuess(
        one.index,
        one.title,
        one.field,
        round(one.confidence, 2),
        one.reason,
        kind,
        one.kind,
        hint,
        round(good, 2),
        profile.samples,
    )
