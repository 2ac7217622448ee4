"""«Chrome, Windows» out of what a browser says of itself: enough to know one's own computer in a list."""

from django.utils.translation import gettext_lazy as _

BROWSERS = {
    "YaBrowser": _("Яндекс Браузер"),
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


def name(agent: str) -> str:
    found = [next((str(title) for mark, title in table.items() if mark in agent), "") for table in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found)) or agent[:40] or "—"
