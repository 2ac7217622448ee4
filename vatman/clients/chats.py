"""Where a button on a phone number or a name leads: the chat on it in each messenger."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Chat:
    """`copies`: the messenger has no address of a chat by number, so the number goes to the clipboard as it opens."""

    channel: str
    title: str
    icon: str
    url: str
    copies: bool = False


def chats_of(way: Any) -> list[Chat]:
    """A phone leads to every messenger on that number, a name only to its own."""
    if way.channel in ("phone", "whatsapp"):
        digits = way.value.lstrip("+")
        return [
            Chat("whatsapp", "WhatsApp", icon="brand-whatsapp", url=f"https://wa.me/{digits}"),
            Chat("telegram", "Telegram", icon="brand-telegram", url=f"https://t.me/+{digits}"),
            Chat("max", "MAX", icon="message-circle", url="https://web.max.ru/", copies=True),
        ]
    name = quote(way.value.lstrip("@").rpartition("/")[2])
    return {
        "telegram": [Chat("telegram", "Telegram", icon="brand-telegram", url=f"https://t.me/{name}")],
        "max": [Chat("max", "MAX", icon="message-circle", url=f"https://max.ru/{name}")],
        "vk": [Chat("vk", _("ВКонтакте"), icon="brand-vk", url=f"https://vk.com/{name}")],
    }.get(way.channel, [])


def link_of(way: Any) -> str:
    """What pressing the value itself does: a call, a letter, a site; "" for what is only read."""
    if way.channel == "phone":
        return f"tel:{way.value}"
    if way.channel == "email":
        return f"mailto:{way.value}"
    if way.channel == "site":
        return way.value if way.value.startswith(("http://", "https://")) else f"https://{way.value}"
    chats = chats_of(way)
    return chats[0].url if chats else ""
