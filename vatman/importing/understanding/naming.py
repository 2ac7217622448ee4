"""What kind of word stands in a person's name: a first name, a patronymic, a surname, an initial, a position."""

import re
from functools import lru_cache
from typing import Any

from .firstnames import KNOWN
from .text import CYRILLIC, fold

PATRONYMIC = re.compile(
    r"(?:[а-я]{2,}(?:ович|евич|овна|евна|инична)|иль(?:ич|инична)|[а-я]*(?:кузьмич|лукич|фомич|никитич|саввич|ильич|фокич|яковлич)|[а-я]+(?:ьич|ична|шна))"
)
NOT_PATRONYMIC = frozenset(["пшенична", "старшна"])
SURNAME = re.compile(
    r"[а-я-]*(?:[а-я]{2}(?:ов|ев|ин|ын)|[а-я]{2}(?:ова|ева|ина|ына)|[а-я]{2}(?:ск|цк)(?:ий|ая|ой|и)|[а-я]{2}(?:енко|анко|ченко|юк|чук|щук|ейко|йло)"
    r"|[а-я]{2}(?:ян|янц|дзе|швили|ших|ских|ных|вич|зон|штейн|ман|берг|сон|чик|шин|ец|жан|уллин|пулос|эску))"
)
POSITION = re.compile(
    r"(?:ген|гл|зам|ком|исп|тех|фин|рук|нач|ст|мл|вед)\.?|и\.?о\.?|врио|[а-я]*(?:директор|дир|бухгалт|бух|менедж|снаб|секретар|секрет|закуп|логист|юрист"
    r"|инжен|механик|прораб|владел|собственник|учредит|продав|маркет|дизайн|завхоз|технолог|началь|руковод|замест|заведующ|председат|президент|админ"
    r"|генеральн|главн|коммерческ|исполнит|технич|финансов|старш|ведущ|специалист|эксперт|советник|помощник|ассистент|кладов|диспетч|оператор|офис"
    r"|менеджер|программ|аналитик|управляющ|товаровед|мастер|агроном|экономист|кадр|партнер|консульт|мерчендайз|архитект|водител|охран|вахт)[а-я]*\.?"
    r"|(?:по|отдела|отдел|по продажам|продажам|продаж|снабжению|хр|hr|ceo|cto|cfo|лпр|manager|director|sales|head|отк|пто|ахо|ахч|ахд)"
)
HONORIFIC = re.compile(
    r"(?:г-н|г-жа|гр\.?|гражд\.|господин|госпожа|тов\.|mr\.?|mrs\.?|ms\.?|dr\.?|д-р|проф\.)\s+", re.I
)
OGLY = frozenset(["оглы", "кызы", "оглу", "кизи", "улы", "гызы"])
PARTICLES = OGLY | frozenset(
    ["фон", "де", "ван", "бин", "ибн", "да", "ди", "дер", "аль", "von", "van", "de", "der", "bin", "ибн"]
)
INITIAL = re.compile(r"(?:[А-ЯЁA-Z]|[А-ЯЁ]ю|[А-ЯЁа-яё])\.?|(?:Дж|Дм|Вл|Ал|Ст|Ю)\.")


def is_initial(token: str) -> bool:
    return INITIAL.fullmatch(token) is not None


@lru_cache(65536)
def is_first(token: str) -> bool:
    key = fold(token)
    return key in KNOWN or ("-" in key and all(part in KNOWN for part in key.split("-")))


@lru_cache(65536)
def is_patronymic(token: str) -> bool:
    key = fold(token)
    return PATRONYMIC.fullmatch(key) is not None and key not in NOT_PATRONYMIC


@lru_cache(65536)
def is_surname(token: str) -> bool:
    """By its ending only: «Иванов», «Ковальчук», but also «магазин»: ask `grammar` where it matters."""
    key = fold(token)
    return len(key) > 3 and SURNAME.fullmatch(key) is not None and key not in KNOWN


@lru_cache(16384)
def is_position(token: str) -> bool:
    if POSITION.fullmatch(fold(token)) is None or is_first(token):
        return False
    return not (
        token[:1].isupper() and is_surname(token) and "word" not in grammar(token)
    )  # «Кладова», not «Кладовщик»


@lru_cache(1)
def _morph() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer()


@lru_cache(65536)
def grammar(word: str) -> frozenset[str]:
    """What the dictionary says of a word: surname, name, patronymic, word (a common one), short (an abbreviation). Slow: for doubtful words only."""
    if not CYRILLIC.search(word):
        return frozenset()
    morph, said = _morph(), set()
    known = morph.word_is_known(word.lower())
    for parse in morph.parse(word.lower())[:4]:
        tag = parse.tag
        if "Geox" in tag:
            said.add("place")
        if ("nomn" not in tag and "NOUN" in tag) or "Poss" in tag:  # «иванов» as «Иван's» is no common word
            continue
        said |= {
            name
            for mark, name in (
                ("Surn", "surname"),
                ("Name", "name"),
                ("Patr", "patronymic"),
                ("Abbr", "short"),
                ("Geox", "place"),
            )
            if mark in tag
        }
        if known and not {"Surn", "Name", "Patr", "Abbr", "Geox", "Orgn"} & set(tag.grammemes):
            said.add("word")
    return frozenset(said)


@lru_cache(65536)
def proper(token: str) -> str:
    """Capitals put right: «ПЕТРОВА-ВОДКИНА» → «Петрова-Водкина», «оглы» stays low. A well written word is left alone."""
    if token.lower() in PARTICLES:
        return token.lower()
    if (
        (token.isupper() and len(token.strip(".")) > 1)
        or token.islower()
        or (CYRILLIC.match(token) and not token[1:].islower())
    ):
        return "-".join(part[:1].upper() + part[1:].lower() for part in token.split("-"))
    return token
