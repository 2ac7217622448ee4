"""How a phone or an address is shown to one who may see the record but not how to reach it."""

import re
from typing import Any

from pydantic import BaseModel


def mask(value: str) -> str:
    """«+7 921 555-12-34» → «+• ••• •••-••-34», «petrova@mail.test» → «p••••••@mail.test»; other names, «@ivanov» too, by their first letter."""
    if value.startswith("@"):
        return f"@{value[1:2]}•••"
    if "@" in value:
        name, _at, host = value.partition("@")
        return f"{name[:1]}{'•' * max(len(name) - 1, 3)}@{host}"
    digits = [place for place, sign in enumerate(value) if sign.isdigit()]
    if len(digits) < 5:
        return f"{value[:1]}•••"
    return "".join("•" if sign.isalnum() and place not in digits[-2:] else sign for place, sign in enumerate(value))


def looks_like_reach(text: str) -> bool:
    """Whether a name is nothing but a phone or a mail address."""
    return re.fullmatch(r"(?!\d{4}-\d\d-\d\d$)\+?[\d\s()-]{7,}|\S+@\S+", text) is not None


def hidden(value: Any, key: str, reach: frozenset[str]) -> Any:
    """A recorded value for one who may not see how a client is reached: what stands under a key of `reach`, or is nothing but
    a phone or an address, becomes dots, however deep it stands in dicts, lists and names of things."""
    if isinstance(value, str):
        is_reach = key in reach or (looks_like_reach(value) and not _is_number(key))
        return mask(value) if value and is_reach else value
    if isinstance(value, dict):
        return {name: hidden(one, name, reach) for name, one in value.items()}
    if isinstance(value, list):
        return [hidden(one, key, reach) for one in value]
    if isinstance(value, BaseModel):
        return value.model_copy(update={name: hidden(one, name, reach) for name, one in vars(value).items()})
    return value


def _is_number(key: str) -> bool:
    """Requisites, sums and the company's own fields stand on the card for whoever sees it, long as their digits are."""
    return key in ("inn", "kpp", "ogrn", "amount") or key.startswith("fields__")
