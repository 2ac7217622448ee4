"""Where the data live: the embedded server under VATMAN_HOME, or the one DATABASE_URL names."""

import os
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

POOL = {"min_size": 1, "max_size": int(os.environ.get("VATMAN_POOL", "8")), "timeout": 15}


def home(*, testing: bool) -> Path:
    """The folder of everything an installation keeps; a run of the tests has a throw-away one."""
    if testing:
        from vatman.config.database import testing as throw_away

        return throw_away.home()
    return Path(os.environ.get("VATMAN_HOME") or "var").absolute()


def connection(home: Path) -> dict[str, Any]:
    if "PYTEST_VERSION" in os.environ:
        from vatman.config.database import testing

        return {"ENGINE": "django.db.backends.postgresql", **testing.start()}
    if url := os.environ.get("DATABASE_URL"):
        return {**from_url(url), "OPTIONS": {"pool": POOL}}
    from vatman.config.database import embedded

    return {"ENGINE": "django.db.backends.postgresql", **embedded.connection_settings(home), "OPTIONS": {"pool": POOL}}


def from_url(url: str) -> dict[str, Any]:
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname", "vatman"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
    }
