"""Making the data folder: whole or not at all."""

import os
import shutil
import sys
from pathlib import Path

from vatman.config.database.binaries import Binaries
from vatman.config.database.place import Place
from vatman.config.trouble import Trouble

NAME = USER = "vatman"
CTYPE = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
INITDB = [
    "--username=postgres",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=PG_UNICODE_FAST",
    "--locale=C",
    f"--lc-ctype={CTYPE}",
    "--auth-local=scram-sha-256",
    "--auth-host=reject",
    "--data-checksums",
    "--no-instructions",
]
LETTERS = (
    "TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'PG_UNICODE_FAST' "
    f"LC_COLLATE 'C' LC_CTYPE '{CTYPE}'"
)
DATABASE = f"CREATE DATABASE {NAME} OWNER {USER} {LETTERS}"


def create(place: Place, programs: Binaries, *, durable: bool) -> None:
    """initdb, our role and database; renamed to its name only when complete, so a kill in the middle leaves nothing half."""
    draft = place.folder / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    secret = _secret(place)
    try:
        made = programs.run(
            place.account, "initdb", *INITDB, f"--pwfile={secret}", *([] if durable else ["--no-sync"]), "-D", draft
        )
    finally:
        secret.unlink()
    if made.returncode:
        raise failed(made.stdout, place)
    role = f"CREATE ROLE {USER} LOGIN CREATEDB PASSWORD '{place.password()}'"
    single_user(place, programs, draft, [role, DATABASE], durable=durable)
    draft.rename(place.data)


def single_user(place: Place, programs: Binaries, data: Path, statements: list[str], *, durable: bool = True) -> None:
    """Statements of the superuser, without a server that anyone could reach meanwhile."""
    quick = [] if durable else ["-c", "fsync=off"]
    done = programs.run(
        place.account,
        "postgres",
        "--single",
        *quick,
        "-D",
        data,
        "postgres",
        input="".join(f"{s}\n" for s in statements),
    )
    if done.returncode or "ERROR:" in done.stdout or "FATAL:" in done.stdout:
        raise failed(done.stdout, place)


def failed(words: str, place: Place) -> Trouble:
    """PostgreSQL's own words, turned into what to do."""
    if "No space left on device" in words or "Disk quota exceeded" in words:
        return Trouble(
            f"На диске нет места для базы ({place.folder}): освободите место и запустите снова, сохранённое цело.",
            f"The disk of the database ({place.folder}) is full: free some space and start again, what was saved is safe.",
        )
    last = next((line for line in reversed(words.strip().splitlines()) if line.strip()), "?")
    return Trouble(
        f"PostgreSQL не запустился: {last} (подробности в {place.log}).",
        f"PostgreSQL did not start: {last} (details in {place.log}).",
    )


def _secret(place: Place) -> Path:
    """The password as a file for initdb, inside a folder which only the account can enter."""
    path = place.folder / "initdb_password"
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(place.password())
    place.account.own(path)
    return path
