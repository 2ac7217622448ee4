"""Which ways to reach say who someone is, and which are everybody's."""

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberType

COMMON = frozenset(
    [
        "info",
        "sales",
        "sale",
        "office",
        "mail",
        "zakaz",
        "zakazy",
        "order",
        "orders",
        "admin",
        "support",
        "contact",
        "contacts",
        "hello",
        "buh",
        "buhgalter",
        "accounting",
        "account",
        "secretary",
        "sekretar",
        "reception",
        "priem",
        "priemnaya",
        "post",
        "pochta",
        "manager",
        "managers",
        "marketing",
        "hr",
        "kadry",
        "ok",
        "snab",
        "snabzhenie",
        "tender",
        "shop",
        "opt",
        "market",
        "noreply",
        "reklama",
        "pr",
        "service",
        "commerce",
        "commercial",
        "firma",
        "company",
        "torg",
        "sbyt",
        "zakupki",
        "zakup",
        "director",
        "dir",
        "general",
        "main",
        "help",
        "inbox",
        "email",
        "e-mail",
        "client",
        "clients",
        "clienti",
        "site",
        "web",
        "webmaster",
        "sklad",
        "job",
        "rabota",
        "resume",
    ]
)
MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


@lru_cache(maxsize=20_000)
def is_common_mail(address: str) -> bool:
    """info@, sales2@, office.spb@: an address of an office, not of a person."""
    local = address.partition("@")[0].lower()
    first = re.split(r"[._\-+0-9]", local, maxsplit=1)[0]
    return local in COMMON or first in COMMON or not local


@lru_cache(maxsize=20_000)
def is_mobile(number: str) -> bool:
    """A number that one person carries, by its E.164 form."""
    if number.startswith("+79"):
        return len(number) == 12
    try:
        return phonenumbers.number_type(phonenumbers.parse(number)) in MOBILE
    except phonenumbers.NumberParseException:
        return False


@lru_cache(maxsize=20_000)
def is_nobodys(number: str) -> bool:
    """8-800 and fillers: +71111111111, 000-00-00, 1234567."""
    digits = number.lstrip("+")
    national = digits[1:] if digits.startswith("7") and len(digits) == 11 else digits
    tail = digits[-7:]
    return (
        national.startswith(("800", "804"))
        or len(set(tail)) == 1
        or len(set(national[1:])) == 1
        or tail in ("1234567", "7654321", "2345678")
    )
