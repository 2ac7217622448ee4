"""Where one home keeps its server: data, socket, password, locks."""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from vatman.config.database import binaries
from vatman.config.database.account import Account, choose
from vatman.config.trouble import Trouble

LONGEST = 85  # a socket's whole path must fit into 104 bytes on macOS, 108 on Linux


@dataclass(frozen=True)
class Place:
    home: Path
    folder: Path
    account: Account

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def password_file(self) -> Path:
        return self.home / "postgres_password"

    @property
    def sockets(self) -> Path:
        near = self.folder / "run"
        if len(os.fsencode(near)) <= LONGEST:
            return near
        mark = _mark(self.folder)
        if self.account.borrowed:
            return binaries.STORE / f"run-{mark}"
        return Path("/tmp") / f"vatman-{self.account.uid}-{mark}"

    def password(self) -> str:
        """Made at the first asking, in a file which only the caller can read."""
        try:
            return self.password_file.read_text()
        except FileNotFoundError:
            self._make_password()
            return self.password_file.read_text()

    def _make_password(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        draft = self.home / f"postgres_password.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(32))
        try:
            os.link(draft, self.password_file)  # whole or not at all, and the first one wins
        except FileExistsError:
            return
        finally:
            draft.unlink()

    def prepare(self) -> None:
        """Makes the folders that are missing; refuses those that someone else put there."""
        if self.folder.parent == binaries.STORE:
            binaries.make_store()
        for folder in (self.folder, self.sockets):
            _own_folder(folder, self.account)
        link = self.home / "postgres"
        if link != self.folder and not link.is_symlink():
            link.symlink_to(self.folder)


def place(home: Path) -> Place:
    """`<home>/postgres` where the server's account can reach it, else a folder of its own to which that name points."""
    home = home.absolute()
    home.mkdir(parents=True, exist_ok=True)
    near = home / "postgres"
    if near.exists():
        folder = near.resolve()
        return Place(home, folder, choose(folder))
    account = choose(near)
    folder = near if account.reaches(home) else binaries.STORE / _mark(home)
    return Place(home, folder, choose(folder))


def _mark(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:12]


def _own_folder(folder: Path, account: Account) -> None:
    try:
        folder.mkdir(mode=0o700)
        account.own(folder)
    except FileExistsError:
        status = folder.lstat()
        if folder.is_symlink() or status.st_uid != account.uid or status.st_mode & 0o077:
            raise Trouble(
                f"Папка {folder} занята кем-то другим: удалите её или укажите другой VATMAN_HOME.",
                f"The folder {folder} belongs to someone else: remove it or choose another VATMAN_HOME.",
            ) from None
