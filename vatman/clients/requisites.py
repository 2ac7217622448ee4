"""Checksums of Russian requisites. Source: приказ ФНС ЕД-7-14/559 (ИНН, КПП), приказ Минфина 165н (ОГРН)."""

import re

INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
INN_11 = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
INN_12 = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)


def _digit(text: str, weights: tuple[int, ...]) -> bool:
    control = sum(int(digit) * weight for digit, weight in zip(text, weights, strict=False)) % 11 % 10
    return control == int(text[len(weights)])


def is_inn(text: str) -> bool:
    if not re.fullmatch(r"[0-9]{10}|[0-9]{12}", text) or not text.strip("0"):
        return False
    return _digit(text, INN_10) if len(text) == 10 else _digit(text, INN_11) and _digit(text, INN_12)


def is_kpp(text: str) -> bool:
    return re.fullmatch(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}", text) is not None


def is_ogrn(text: str) -> bool:
    """ОГРН has 13 digits, ОГРНИП 15: the last one is the rest of the others by 11 or 13."""
    if not re.fullmatch(r"[0-9]{13}|[0-9]{15}", text) or not text.strip("0"):
        return False
    return int(text[:-1]) % (len(text) - 2) % 10 == int(text[-1])
