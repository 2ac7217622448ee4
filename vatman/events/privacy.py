"""How a phone or an address is shown to one who may see the record but not how to reach it."""

import re


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
