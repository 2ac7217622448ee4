"""How letters leave: `VATMAN_SMTP=smtp://user:password@host:587` (`smtps://` for TLS from the first byte), else they are printed by the web process."""

from typing import Any
from urllib.parse import unquote, urlsplit

SMTP = "django.core.mail.backends.smtp.EmailBackend"
CONSOLE = "django.core.mail.backends.console.EmailBackend"


def settings(url: str, sender: str = "") -> dict[str, Any]:
    """Django's names of settings. Port 587 speaks STARTTLS, `smtps` is TLS at once; the sender is the user unless told."""
    if not url:
        return {"EMAIL_BACKEND": CONSOLE}
    parts = urlsplit(url)
    at_once = parts.scheme == "smtps"
    port = parts.port or (465 if at_once else 587)
    user = unquote(parts.username or "")
    return {
        "EMAIL_BACKEND": SMTP,
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": at_once,
        "EMAIL_USE_TLS": port == 587 and not at_once,
        "EMAIL_TIMEOUT": 10,
        "DEFAULT_FROM_EMAIL": sender or user,
    }
