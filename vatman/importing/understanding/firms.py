"""A cell → an organisation: its legal form, its name with quotes and capitals put right."""

import re
from functools import lru_cache
from typing import NamedTuple

from . import cities, legal, naming, people
from .text import CYRILLIC, WORD, fold, is_nothing, tidy, unmix


class Named(NamedTuple):
    name: str
    form: str = ""
    city: str = ""


NOBODY = re.compile(
    r"(?:ч[\s./\\-]*л\.?|част(?:н(?:ик|ое лицо|ый клиент|ый|ое))?\.?|физ(?:ик|[\s./-]*лиц[оа]?|\.?\s*л\.?)?\.?|ф[\s./-]*л\.?|б[\s./]*[нк]\.?|без (?:названия|компании|организации)"
    r"|самозанят(?:ый|ая)|розница|розн\.?|физические лица|private|individual|no company|неизвестн[оаы]|-+|нет)", re.I
)  # fmt: skip
FIRM_WORDS = re.compile(
    r"(?:завод|фабрик|компани|фирм|организаци|предприяти|магазин|маркет|супермаркет|салон|студи|центр|агентств|групп|холдинг|корпораци|концерн|комбинат|комплекс"
    r"|школ|лице|гимнази|детск|сад\b|университет|институт|академи|колледж|техникум|клиник|больниц|поликлиник|аптек|стоматолог|диспансер|банк|фонд|союз|ассоциаци"
    r"|типограф|издательств|редакци|газет|журнал|ресторан|кафе|бар\b|отел|гостиниц|санатор|фитнес|театр|музе|библиотек|министерств|департамент|администраци"
    r"|управлени|комитет|служб|отдел|учрежден|общество|ателье|мастерск|производств|строй|монтаж|торг|сервис|трейд|транс|логист|авто|снаб|пром|инвест|проект"
    r"|технолог|систем|решени|недвижимост|консалт|реклам|принт|полиграф|мебел|хлеб|мясокомбинат|ферма|агро|завет|нефт|газ|энерго|электро|лаборатори|бюро"
    r"|склад|база|кооператив|артель|бригад|церковь|храм|посольств|нии\b|нпо\b|нпп\b|нпк\b|пкф\b|тд\b|ук\b|тк\b|рпк\b|рк\b|гк\b|чоп\b|жкх\b|тц\b|трц\b|бц\b|хк\b|фк\b"
    r"|company|group|shop|store|studio|bank|school|center|agency|media|service|solutions|systems|holding|trade|trading|consulting|логистик)[а-яa-z]*"
)  # fmt: skip
NOT_FIRM = re.compile(r"[а-я]+(?:ов|ова|ев|ева|ин|ина|ский|ская|енко|ович|евич|овна|евна)")
QUOTES = re.compile("[\"“”„‟«»‹›]|''|``")
QUOTED = re.compile(r"«([^«»]+)»")
BRANCH = re.compile(r"\s*\(\s*([^()]+?)\s*\)\s*$")
LATIN_FORMS = (
    (re.compile(r"^(?:[oо]{3}|000|ОО0|0ОО)(?=[\s«])", re.I), "ООО"),
    (re.compile(r"^(?:OAO|ОAО)(?=[\s«])", re.I), "ОАО"),
    (re.compile(r"^(?:3AO|ZAO|3АО)(?=[\s«])", re.I), "ЗАО"),
)
SMALL = frozenset(
    [
        "и",
        "в",
        "на",
        "по",
        "с",
        "со",
        "для",
        "от",
        "к",
        "из",
        "при",
        "за",
        "у",
        "о",
        "об",
        "им",
        "имени",
        "им.",
        "г",
        "г.",
        "без",
        "под",
    ]
)
STARTS = (
    re.compile(r"(^|[«(]|\.\s)(\w)"),
    re.compile(r"(^[А-ЯЁ]{2,4}\s)(\w)"),
    re.compile(
        r"((?:^(?:управляющая компания|торговый дом|компания|фирма|группа компаний)|\b(?:района|города|пос[её]лка|округа))\s)(\w)",
        re.I,
    ),
)
VOWEL = re.compile("[аеёиоуыэюя]", re.I)


@lru_cache(65536)
def is_firm_word(word: str) -> bool:
    """«завод», «строй…», «ООО»: a word no human name holds. «Строев» is none."""
    key = fold(word)
    if word.upper() in legal.SHORT and (word.isupper() or len(word) > 2):
        return True
    if FIRM_WORDS.match(key) is None:
        return False
    return not (NOT_FIRM.fullmatch(key) and "surname" in naming.grammar(key) and "word" not in naming.grammar(key))


@lru_cache(16384)
def is_nobody(text: str) -> bool:
    """«чл», «ч/л», «физик», «частник», «б/н»: no company at all."""
    return is_nothing(text) or NOBODY.fullmatch(text.strip()) is not None


USUAL = re.compile(r"(ООО|ПАО|АО|ЗАО|ОАО) ?(?:«([А-ЯЁ][А-Яа-яёЁ0-9 .№-]+)»|\"([А-ЯЁ][А-Яа-яёЁ0-9 .№-]+)\")")


def quick(text: str) -> Named | None:
    """The usual case at once: «ООО «Ромашка»», well written; None for all else."""
    found = USUAL.fullmatch(text)
    if not found:
        return None
    name = (found[2] or found[3]).strip()
    return Named(name, found[1]) if not name.isupper() else None


@lru_cache(32768)
def firm(text: str) -> Named | None:
    """The organisation a text names; None for what names nobody."""
    text = tidy(text).replace("\n", " ").strip(" ,;.")
    if is_nobody(text):
        return None
    text = _latin_forms(unmix(_quotes(text)))
    form, rest = _form(text)
    rest, city = _branch(rest)
    rest = _unquote(rest.strip(" ,;-–—"))
    if not WORD.search(rest) and not re.search(r"\d", rest):
        return None
    if form in ("ИП", "КФХ") and people.looks(rest.strip("«»")) >= 0.3:
        return Named(_owner(rest.strip("«»")), form, city)
    name = _capitals(rest)
    return Named(name[:1].upper() + name[1:] if form and CYRILLIC.match(name) else name, form, city)


def _latin_forms(text: str) -> str:
    """«OOO», «3AO» typed in Latin."""
    for typed, form in LATIN_FORMS:
        text = typed.sub(form, text)
    return text


def _form(text: str) -> tuple[str, str]:
    """(legal form, the rest). A form after the name counts too: «Ромашка, ООО»."""
    if (lead := legal.PREFIX.match(text)) and _means_form(lead[1], text[lead.end() :]):
        form, rest = legal.short(lead[1]), text[lead.end() :]
        inner = legal.PREFIX.match(rest)
        return (
            (form, rest[inner.end() :])
            if inner and legal.short(inner[1]) == form and rest[inner.end() :]
            else (form, rest)
        )
    if (tail := legal.SUFFIX.search(text)) and _means_form(tail[1], "«"):
        rest = text[: tail.start()] + ("»" if text[tail.start()] == "»" else "")
        return legal.short(tail[1]), rest
    if tail := legal.FOREIGN.search(text):
        forms = [
            legal.WORLD[part] for part in re.split(r"\.?[\s,&]+", tail[1].lower().rstrip(".")) if part in legal.WORLD
        ]
        whole = legal.WORLD.get(tail[1].lower().rstrip("."))
        return whole or " ".join(forms) or tail[1], text[: tail.start()]
    return "", text


def _means_form(form: str, rest: str) -> bool:
    key = legal.short(form)
    if key in legal.SHY:
        return rest.lstrip().startswith("«") and form.isupper()
    return len(form) > 2 or form.isupper() or form.lower() in ("ао", "ип", "чп") or rest.lstrip().startswith("«")


def _quotes(text: str) -> str:
    """Every kind of quote to «…», opening and closing told apart by what stands beside."""
    if not QUOTES.search(text):
        return text
    text = re.sub("[“”„‟‹›]|''|``", '"', text)
    made: list[str] = []
    for place, char in enumerate(text):
        if char == '"':
            before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
            closing = after == "" or (
                before not in ("", " ", "(", "«", '"') and (after in ' ,.;:)»"-' or "«" in "".join(made))
            )
            char = "»" if closing and before else "«"
        made.append(char)
    return re.sub(r"«\s+", "«", re.sub(r"\s+»", "»", "".join(made)))


def _branch(text: str) -> tuple[str, str]:
    found = BRANCH.search(text)
    if found and (city := cities.find(found[1])):
        return text[: found.start()], city[0]
    return text, ""


def _unquote(text: str) -> str:
    """The outer pair of quotes goes, inner ones are balanced."""
    if (
        text.startswith("«")
        and text.endswith("»")
        and text.count("«") - text.count("»") in (0, 1)
        and "«" not in text[1:].split("»")[0]
        and text.count("»") == 1
    ):
        return text[1:-1].strip()
    if text.startswith("«") and text.endswith("»"):
        inner = text[1:-1]
        depth = 0
        for char in inner:
            depth += (char == "«") - (char == "»")
            if depth < 0:
                break
        if depth >= 0:
            text = inner
    if text.count("«") == 1 and "»" not in text:
        return text.replace("«", "").strip() if text.startswith("«") else text + "»"
    if text.count("»") == 1 and "«" not in text:
        return text.replace("»", "").strip()
    if text.count("«") == text.count("»") + 1:
        return text + "»"
    return text


def _owner(text: str) -> str:
    """The name of an ИП: «ИВАНОВ ИВАН ИВАНОВИЧ» → «Иванов Иван Иванович», «Иванов И.И.» stays as short."""
    one = people.name(text)
    if one is None or one.empty:
        return _capitals(text)
    short = one.middle if len(one.first) == 2 and one.first.endswith(".") else f" {one.middle}" if one.middle else ""
    return " ".join(part for part in (one.last, f"{one.first}{short}".strip()) if part) + (
        f" {one.position}" if one.position else ""
    )


def _capitals(text: str) -> str:
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return text
    if all(char.islower() for char in letters):
        return re.sub(r"^[«]?\w", lambda start: start[0].upper(), text)
    long = [word for word in WORD.findall(text) if len(word) > 4]
    if not all(char.isupper() for char in letters) or not (
        long or len(WORD.findall(text)) > 1 or _is_word(letters, text)
    ):
        return text
    if not CYRILLIC.search(text):
        return text if len(letters) < 6 else _lowered(text)
    return _lowered(text)


def _is_word(letters: list[str], text: str) -> bool:
    return "word" in naming.grammar(text) and "short" not in naming.grammar(text) and len(letters) > 2


def _lowered(text: str) -> str:
    """All capitals → a sentence; every quoted part begins with a capital; abbreviations stay."""
    made = WORD.sub(lambda found: _lower_word(found[0]), text)
    for start in STARTS:
        made = start.sub(lambda found: found[1] + found[2].upper(), made)
    return made


@lru_cache(65536)
def _lower_word(word: str) -> str:
    if word.lower() in SMALL:
        return word.lower()
    if len(word) <= 4:
        said = naming.grammar(word)
        if not VOWEL.search(word) or "short" in said or ("word" not in said and len(word) < 4) or word in legal.SHORT:
            return word
    said = naming.grammar(word) if len(word) > 3 else frozenset()
    return (
        naming.proper(word)
        if cities.find(word)
        or "place" in said
        or ("surname" in said and "word" not in said and naming.is_surname(word))
        else word.lower()
    )


@lru_cache(32768)
def looks(text: str) -> float:
    """How surely this is an organisation, 0…1."""
    text = tidy(text).replace("\n", " ")
    if is_nobody(text) or len(text) > 250 or not WORD.search(text):
        return 0.0
    form, rest = _form(_latin_forms(unmix(_quotes(text.strip(" ,;.")))))
    if form and rest.strip(" «»"):
        return 1.0
    if QUOTES.search(text):
        return 0.85
    if any(is_firm_word(word) for word in WORD.findall(text)):
        return 0.8
    human = people.looks(text)
    return 0.0 if human >= 0.5 else 0.4 if WORD.search(text) and len(text.split()) < 6 else 0.2
