"""What each field does with a cell: `make(guess, sheet)` gives the function that puts a value into a row's draft."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from vatman.clients.requisites import is_inn, is_kpp, is_ogrn

from ..shapes import ColumnGuess, Field, NoteFacts, Status, Value
from . import cities, dates, firms, headings, legal, mails, mixed, money, people, phones, statuses
from .draft import Draft, Frame
from .text import is_nothing, letter, plain

Handle = Callable[[Draft, Value], None]
F = Field
COMPANYS = re.compile(r"компани|организац|фирм|предприят|юр ?лиц|приемн|company|organi[sz]ation|business main")
WAY_KINDS = {
    "mobile": "mobile",
    "cell": "mobile",
    "моб": "mobile",
    "work": "work",
    "раб": "work",
    "home": "home",
    "дом": "home",
    "fax": "fax",
    "факс": "fax",
}


def make(guess: ColumnGuess, frame: Frame) -> Handle | None:
    """None for a column that is left alone."""
    if guess.field in (F.NUMBER, F.TYPE):
        return None
    return MAKERS[guess.field](guess, named(guess, frame), frame)


def named(guess: ColumnGuess, frame: Frame) -> str:
    """How the column is called in notes and custom fields; two of one title are told apart."""
    title = " ".join(plain(guess.title).split()) or f"Столбец {letter(guess.index)}"
    frame.titles[title] = frame.titles.get(title, 0) + 1
    return title if frame.titles[title] == 1 else f"{title} ({frame.titles[title]})"


def _person(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    lean = (
        "person"
        if guess.field == F.NAME
        else "firm"
        if guess.field == F.WAYS or headings.read(guess.title).meaning == "who" or not frame.has_names
        else "only_firm"
    )
    order, position = guess.hint if guess.hint == "first" else "last", guess.kind
    spare = guess.field == F.NAME and frame.has_parts and not position

    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if is_nothing(text) or draft.fault(title, text):
            return
        if spare:
            draft.whole = (title, text)
            return
        if DIGITS_OR_AT.search(text) and (guess.field != F.COMPANY or MIXED.search(text)):
            _held(
                draft,
                title,
                mixed.held(text, lean, draft.code or guess.hint.removeprefix("first"), order),
                text,
                position,
            )
            return
        found = mixed.who(text, lean, order)
        for one in found.people:
            draft.add_person(one, position)
        if found.firm:
            draft.add_firm(found.firm, title, text)
        elif not found.people and not firms.is_nobody(text):
            draft.note(title, text)

    return handle


DIGITS_OR_AT = re.compile(r"[\d@]")
MIXED = re.compile(r"(?:\d[\s\-().]*){6,}|@|\bинн\b", re.I)


def _held(draft: Draft, title: str, held: mixed.Held, text: str, position: str) -> None:
    """Everything of a mixed cell into the draft; what is left becomes a note."""
    known = [draft.add_person(one, position) for one in held.people]
    if held.firm:
        draft.add_firm(held.firm, title, text)
    if held.inn and draft.firm and not draft.firm.inn:
        draft.firm.inn = held.inn
    elif held.inn:
        draft.the_firm().inn = held.inn
    for number, owner in held.numbers:
        draft.add_phone(number, "", owner=known[owner] if owner is not None else None)
    for address, owner in held.mails:
        draft.add_way("email", address, address, owner=known[owner] if owner is not None else None)
    for channel, value, raw in held.messengers:
        draft.add_way(channel, value, raw)
    for code, value in held.bad:
        draft.problem(code, title, value)
    if held.rest or held.bad:
        draft.note(title, text)


def _part(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    place = {F.LAST_NAME: 0, F.FIRST_NAME: 1, F.MIDDLE_NAME: 2}[guess.field]

    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if not is_nothing(text) and not draft.fault(title, text):
            draft.parts[place] = text

    return handle


def _phone(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    code, whose = guess.hint, COMPANYS.search(headings.key(guess.title)) is not None
    kind = guess.kind if guess.kind in ("mobile", "work", "home", "fax") else ""
    types = frame.types.get(guess.index)

    def handle(draft: Draft, value: Value) -> None:
        text = value if type(value) is str else plain(value)
        if (
            types is None
            and (number := phones.mobile(text))
            and not (text.endswith("000000") and type(value) is not str)
        ):
            return draft.add_way("phone", number, text, kind or "mobile", "", None, whose)
        found = phones.read(text, draft.code or code)
        if found.bad and draft.landline and found.bad[0][0] == "phone_without_code":
            found = phones.read(text, phones.codes(draft.landline))
        sort = _way_kind(draft.values[types]) if types is not None and types < len(draft.values) else kind
        if type(value) is not str and text.endswith("000000") and len(text) in (10, 11):
            found = phones.Phones((), (("lost_digits", text),))
        for number in found.found:
            draft.add_phone(number, sort, company=whose, may_name=True)
        if found.bad or (found.rest and not is_nothing(found.rest)):
            _odd_phone(draft, title, text, found)
        return None

    return handle


def _odd_phone(draft: Draft, title: str, text: str, found: phones.Phones) -> None:
    """What of a phone's cell is no number: letters, names, lost digits; all of it is told, none is lost."""
    if is_nothing(text) or draft.fault(title, text):
        return
    if (
        found.bad
        and len(found.bad) == len(found.found)
        and all(problem == "odd_phone" for problem, _value in found.bad)
    ):
        return draft.problem("odd_phone", title, text)
    if not found.bad and ("@" in text or mails.messengers(text).ways):
        return _held(draft, title, mixed.held(text, "person", draft.code), text, "")
    if not found.bad and people.looks(found.rest) >= 0.6:
        owners = [draft.add_person(one, "") for one in people.everyone(found.rest)]
        for way, owner, _company in draft.ways[-len(found.found) :] if found.found else ():
            if owner is None and owners:
                draft.own(way, owners[0])
        return None
    for problem, value in found.bad:
        draft.problem(problem, title, value)
    if not found.found and not found.bad:
        draft.problem("bad_phone", title, text)
    return draft.note(title, text)


@lru_cache(4096)
def _way_kind(value: Any) -> str:
    low = plain(value).lower()
    return next((kind for word, kind in WAY_KINDS.items() if word in low), "")


def _email(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    whose, types = COMPANYS.search(headings.key(guess.title)) is not None, frame.types.get(guess.index)

    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        found = mails.read(text)
        kind = _way_kind(draft.values[types]) if types is not None and types < len(draft.values) else ""
        for address in found.found:
            draft.add_way("email", address, address, kind, company=whose)
        if not found.bad and not found.rest or is_nothing(text) or draft.fault(title, text):
            return
        if not found.bad and people.looks(found.rest) >= 0.6:
            draft.maybe_person(found.rest)
            return
        held = mixed.held(text, "person", draft.code)
        if held.numbers or held.messengers:
            return _held(draft, title, held._replace(mails=()), text, "")
        for wrong in found.bad or (() if found.found else (text,)):
            draft.problem("bad_email", title, wrong)
        draft.note(title, text)

    return handle


def _messenger(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    channel = guess.kind

    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if is_nothing(text) or draft.fault(title, text):
            return
        found = mails.messengers(text, channel)
        for name, name_value, raw in found.ways:
            draft.add_way(name, name_value, raw)
        read = phones.read(text, draft.code) if not found.ways else phones.Phones()
        for number in read.found:
            draft.add_phone(number, "")
            if channel in ("whatsapp", "viber", "telegram", "max"):
                draft.add_way(channel, number.value, number.raw)
        if not found.ways and not read.found:
            draft.custom(title, "text", text)

    return handle


def _requisite(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    name = guess.field.value.removeprefix("company.")

    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if is_nothing(text) or draft.fault(title, text):
            return
        found = requisites(text)
        firm = draft.the_firm()
        for key, number in found:
            setattr(firm, key, getattr(firm, key) or number)
        if name not in dict(found):
            draft.problem(f"bad_{name}", title, text)
            draft.note(title, text)

    return handle


@lru_cache(65536)
def requisites(text: str) -> tuple[tuple[str, str], ...]:
    """«7707083893/773601001» → its ИНН and КПП; a nought that Excel ate in front is given back where the checksum agrees."""
    found: dict[str, str] = {}
    for digits in re.findall(r"\d+", re.sub(r"(?<=\d) (?=\d)", "", text)):
        if is_inn(digits) or (len(digits) in (9, 11) and is_inn("0" + digits) and "inn" not in found):
            found.setdefault("inn", digits if is_inn(digits) else "0" + digits)
        elif is_ogrn(digits):
            found.setdefault("ogrn", digits)
        elif is_kpp(digits) or (len(digits) == 8 and is_kpp("0" + digits)):
            found.setdefault("kpp", digits.zfill(9))
    return tuple(found.items())


def _kpp(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if is_nothing(text) or text == "0" or draft.fault(title, text):
            return
        digits = text.replace(" ", "").zfill(9)
        if is_kpp(digits) and len(text) > 7:
            draft.the_firm().kpp = digits
        else:
            draft.problem("bad_kpp", title, text)
            draft.note(title, text)

    return handle


def _of_firm(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    name = guess.field.value.removeprefix("company.")

    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if is_nothing(text) or draft.fault(title, text):
            return
        if name == "city":
            city = cities.find(text)
            draft.the_firm().city = city[0] if city else cities.LEAD.sub("", text).replace("\n", ", ")
            draft.code = city[1] if city else draft.code
        elif name == "site":
            site = draft.the_firm().site = mails.site(text) or text
            if len(text) > len(site) + 2:
                draft.custom(title, "text", text)
        else:
            setattr(
                draft.the_firm(),
                name,
                legal.short(text) if name == "legal_form" and len(text) < 90 else " ".join(text.split()),
            )

    return handle


def _amount(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    scale, currency = money.heading(guess.title)

    def handle(draft: Draft, value: Value) -> None:
        found = money.read(value, scale)
        deal = draft.the_deal()
        deal.amount = found.amount
        deal.currency = found.currency or currency or "RUB"
        if found.problem:
            draft.problem(found.problem, title, plain(value))
        if found.problem or found.note:
            draft.note(title, plain(value))

    return handle


def _currency(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        code = next((code for code, shape in money.BYN_FIRST if shape.search(f" {text}") or code == text.upper()), "")
        if code:
            draft.currency = code
        elif not is_nothing(text):
            draft.custom(title, "text", text)

    return handle


def _status(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if not text or (is_nothing(text) and text not in ("-", "—", "–", "нет")) or draft.fault(title, text):
            return
        meaning, reason = statuses.meaning(text)
        draft.the_deal().status = Status(text, meaning, reason)
        draft.facts.stop = draft.facts.stop or meaning == "stop"

    return handle


def _text_of_deal(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    name = guess.field.value.removeprefix("deal.")

    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if not is_nothing(text) and not draft.fault(title, text):
            setattr(draft.the_deal(), name, " ".join(text.split()))

    return handle


def _day(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    """Dates of a deal: the request's day is past, the expected one comes after it."""
    name, month_first = guess.field.value.removeprefix("deal."), guess.hint == "mdy"
    aim = "future" if guess.field == F.EXPECTED else "past"

    def handle(draft: Draft, value: Value) -> None:
        moment = dates.read(value, month_first)
        day = dates.settle(moment, aim, frame.today, frame.period, draft.began)
        if day and _sane(day, frame.today):
            setattr(draft.the_deal(), name, day)
            if name == "created_on":
                draft.began = day
            if moment.rest:
                draft.note(title, plain(value))
        elif moment.day or moment.problem:
            draft.no_day(title, plain(value), moment)

    return handle


def _sane(day: date, today: date) -> bool:
    return 1990 <= day.year <= today.year + 20


def _next_call(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    month_first = guess.hint == "mdy"

    def handle(draft: Draft, value: Value) -> None:
        moment = dates.read(value, month_first)
        day = dates.settle(moment, "future", frame.today, frame.period, draft.began)
        if day and _sane(day, frame.today):
            draft.call(day, moment.at, moment.rest)
        elif moment.day or moment.problem:
            draft.no_day(title, plain(value), moment)

    return handle


def _last_call(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    """A past contact is a note of its day, never a task."""
    month_first = guess.hint == "mdy"

    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if is_nothing(text) or draft.fault(title, text):
            return
        moment = dates.read(value, month_first)
        day = dates.settle(moment, "past", frame.today, frame.period, None) if len(text) < 400 else None
        if day is None:
            if moment.problem == "bad_date":
                draft.problem("bad_date", title, text)
            return draft.note(title, text)
        words = moment.rest if text[:1].isdigit() else text
        draft.facts.notes.append(NoteFacts(words if moment.rest else title, day))

    return handle


def _birthday(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    month_first = guess.hint == "mdy"

    def handle(draft: Draft, value: Value) -> None:
        moment = dates.read(value, month_first)
        day = dates.born(moment, frame.today)
        if day:
            draft.birthday = day
        elif moment.day or moment.problem:
            draft.no_day(title, plain(value), moment._replace(problem=moment.problem or "vague_date"))

    return handle


def _note(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    """The first column of notes speaks for itself, the others by their title; a day for a title is the note's day."""
    on = _iso(guess.kind, frame) if guess.kind else None
    lead = (
        ""
        if on or not guess.title or (frame.notes == 0 and headings.read(guess.title).meaning == "note")
        else f"{title}: "
    )
    frame.notes += 0 if on else 1

    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if not is_nothing(text) and not draft.fault(title, text):
            draft.facts.notes.append(NoteFacts(lead + text, on))

    return handle


def _iso(kind: str, frame: Frame) -> date | None:
    found = re.fullmatch(r"(\d{4}|-)-(\d\d)-(\d\d)", kind)
    if not found:
        return None
    moment = dates.Moment(int(found[1]) if found[1] != "-" else None, int(found[2]), int(found[3]))
    return dates.settle(moment, "past", frame.today, frame.period)


def _manager(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if is_nothing(text) or draft.fault(title, text):
            return
        first, *others = managers(text)
        draft.facts.manager = first
        draft.facts.participants = others

    return handle


@lru_cache(16384)
def managers(text: str) -> tuple[str, ...]:
    """«Марина/Павел» → the owner and the second one. «Иванов, Иван» is one."""
    parts = tuple(part.strip() for part in re.split(r"\s*[/;\n|+&]\s*|,\s+|\s+и\s+", text) if part.strip())
    return (
        parts
        if len(parts) > 1 and all(part[:1].isalpha() for part in parts) and len(people.everyone(text)) > 1
        else (text,)
    )


def _position(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if not is_nothing(text) and not draft.fault(title, text):
            draft.position = " ".join(text.split())

    return handle


def _tags(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if not is_nothing(text):
            draft.facts.tags += [tag.strip(" *#") for tag in re.split(r"[,;\n]|\s*:::\s*", text) if tag.strip(" *#")]

    return handle


def _external(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    def handle(draft: Draft, value: Value) -> None:
        if not is_nothing(text := plain(value)):
            draft.facts.external_id = text

    return handle


def _custom(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    kind, month_first = guess.custom_kind, guess.hint == "mdy"
    scale = money.heading(guess.title)[0]

    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if not text or text in ("-", "—") or (is_nothing(text) and kind != "bool") or draft.fault(title, text):
            return
        made = _valued(value, kind, scale, month_first, frame)
        if made is None:
            draft.note(title, text)
        else:
            draft.custom(title, kind, made)

    return handle


def _valued(value: Value, kind: str, scale: int, month_first: bool, frame: Frame) -> Value:
    """The value of its column's kind; None where it is of another."""
    if kind == "date":
        return dates.settle(dates.read(value, month_first), "near", frame.today, frame.period)
    if kind in ("number", "money"):
        found = money.read(value, scale if kind == "money" else 1)
        amount = found.amount if not found.problem and not found.note else None
        return amount if kind == "money" or amount is None else _exact(value, amount)
    if kind == "bool":
        return value if isinstance(value, bool) else BOOLS.get(plain(value).lower())
    return plain(value)


def _exact(value: Value, amount: Decimal) -> Decimal:
    """A number keeps all its decimals; a whole one has none."""
    exact = Decimal(str(value)) if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) else amount
    return (
        exact.quantize(Decimal(1)) if exact == exact.to_integral_value() and abs(exact) < 10**15 else exact.normalize()
    )


BOOLS = {
    "да": True,
    "yes": True,
    "true": True,
    "истина": True,
    "есть": True,
    "y": True,
    "+": True,
    "v": True,
    "✓": True,
    "✔": True,
} | dict.fromkeys(["нет", "no", "false", "ложь", "n", "-"], False)
MAKERS: dict[Field, Callable[[ColumnGuess, str, Frame], Handle]] = {
    F.NAME: _person, F.COMPANY: _person, F.WAYS: _person, F.LAST_NAME: _part, F.FIRST_NAME: _part, F.MIDDLE_NAME: _part, F.POSITION: _position, F.BIRTHDAY: _birthday,
    F.PHONE: _phone, F.EMAIL: _email, F.MESSENGER: _messenger, F.LEGAL_FORM: _of_firm, F.INN: _requisite, F.KPP: _kpp, F.OGRN: _requisite, F.SITE: _of_firm, F.CITY: _of_firm,
    F.ADDRESS: _of_firm, F.TITLE: _text_of_deal, F.AMOUNT: _amount, F.CURRENCY: _currency, F.STATUS: _status, F.CREATED: _day, F.CLOSED: _day, F.EXPECTED: _day,
    F.SOURCE: _text_of_deal, F.LOST_REASON: _text_of_deal, F.MANAGER: _manager, F.NEXT_CALL: _next_call, F.LAST_CALL: _last_call, F.NOTE: _note, F.TAGS: _tags,
    F.EXTERNAL_ID: _external, F.CUSTOM: _custom,
}  # fmt: skip
