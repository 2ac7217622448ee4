"""The installation's own secret, made once and kept beside its data."""

import os
import secrets
from pathlib import Path


def secret_key(home: Path) -> str:
    if key := os.environ.get("VATMAN_SECRET_KEY"):
        return key
    path = home / "secret_key"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process was quicker
            return path.read_text()
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()
