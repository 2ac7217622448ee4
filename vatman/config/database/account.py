"""Under whose name the embedded server runs: our own, and never root's."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from vatman.config.trouble import Trouble

# An account named vatman is the administrator's own choice; the others stand on any Debian and macOS.
CANDIDATES = ("vatman", "daemon", "nobody")


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    @property
    def borrowed(self) -> bool:
        return self.uid != os.geteuid()

    def identity(self) -> dict:
        """Arguments of `subprocess.run` that make the child this account and nothing more."""
        borrowed = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.borrowed else {}
        return {"cwd": "/", "umask": 0o077, "start_new_session": True, **borrowed}

    def reaches(self, folder: Path) -> bool:
        """Asked of the system itself, so that modes, ACLs and mounts are all heard."""
        if not self.borrowed:
            return True
        asked = ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]
        return subprocess.run(asked, stderr=subprocess.DEVNULL, check=False, **self.identity()).returncode == 0

    def own(self, path: Path) -> None:
        if self.borrowed:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def choose(data: Path) -> Account:
    """The owner of existing data; else ourselves; for root an unprivileged account of this machine."""
    if data.exists():
        return _owner(data)
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_uid, entry.pw_gid)
    raise Trouble(
        "PostgreSQL не запускается от root, а обычной учётной записи нет: создайте её командой «useradd --system vatman».",
        "PostgreSQL never runs as root and no ordinary account was found: create one with 'useradd --system vatman'.",
    )


def _owner(data: Path) -> Account:
    status = data.stat()
    if status.st_uid == 0 or os.geteuid() not in (0, status.st_uid):
        raise Trouble(
            f"База в {data} принадлежит другому пользователю: запустите Vatman от него или укажите другой VATMAN_HOME.",
            f"The database in {data} belongs to another user: run Vatman as that user or choose another VATMAN_HOME.",
        )
    return Account(status.st_uid, status.st_gid)
