"""The browser of the tests: the machine's own Chromium, else the one Playwright brought."""

import os
import shutil
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def path() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def launch() -> dict[str, Any]:
    """Arguments of Playwright's `chromium.launch`."""
    own = {"executable_path": found} if (found := path()) else {}
    return {**own, "args": ["--no-sandbox"] if os.geteuid() == 0 else []}
