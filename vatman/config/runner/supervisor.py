"""Keeps database, site and jobs running until it is asked to stop; stops them all in a few seconds."""

import os
import select
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from vatman.config.database.embedded import EmbeddedServer
from vatman.config.runner.children import Child
from vatman.config.trouble import Trouble
from vatman.ui.terminal import say

GRACE = 5.0  # seconds for children to end before they are killed
PULSE = 1.0  # seconds between looks at the database; the end of a child is noticed at once
HOPELESS = 6  # failures in a row of a child before the first answer


class Supervisor:
    def __init__(self, children: list[Child]) -> None:
        self.children = children
        self.wanted = True

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Signals wake the loop instead of breaking into it."""
        self.bell, ring = os.pipe()
        os.set_blocking(self.bell, False)
        os.set_blocking(ring, False)
        signal.set_wakeup_fd(ring, warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        try:
            yield
        finally:
            signal.set_wakeup_fd(-1)
            os.close(self.bell)
            os.close(ring)

    def _stop(self, *_: object) -> None:
        self.wanted = False

    def wait_for(self, process: subprocess.Popen[str]) -> None:
        """Until it ends by itself, or because we are asked to stop."""
        while process.poll() is None:
            if not self.wanted:
                process.terminate()
            self._sleep(PULSE)

    def run(self, server: EmbeddedServer | None, address: str, entrances: str) -> int:
        say("Запускаю сайт и фоновые работы…", "Starting the site and background jobs…")
        answers = False
        try:
            while self.wanted:
                self._look_at(server)
                for child in self.children:
                    child.watch()
                if not answers and (answers := _answers(address)):
                    say("Vatman работает. Остановить — Ctrl-C.", "Vatman is running. Ctrl-C stops it.")
                    say(f"{address}/", f"{address}/")
                    print(entrances, end="", flush=True)
                self._check_hope(answers)
                self._wait(PULSE if answers else 0.1)
        finally:
            self._end()
        return 0

    def _look_at(self, server: EmbeddedServer | None) -> None:
        if server and not server.process():
            say("База остановилась, поднимаю снова…", "The database has stopped, bringing it up again…")
            server.ensure()

    def _check_hope(self, answers: bool) -> None:
        for child in self.children:
            if not answers and child.failures >= HOPELESS:
                raise Trouble(
                    f"«{child.name}» не запускается: причина — выше.",
                    "The site or the jobs do not start: the reason stands above.",
                )

    def _wait(self, seconds: float) -> None:
        next_start = min((child.due for child in self.children if child.process is None), default=float("inf"))
        timeout = max(0.0, min(seconds, next_start - time.monotonic()))
        self._sleep(timeout)

    def _sleep(self, seconds: float) -> None:
        """Or less: any signal wakes us."""
        if select.select([self.bell], [], [], seconds)[0]:
            os.read(self.bell, 4096)

    def _end(self) -> None:
        say("Останавливаюсь…", "Stopping…")
        deadline = time.monotonic() + GRACE
        for child in self.children:
            child.end()
        for child in self.children:
            child.finish(deadline)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=1) as answer:  # noqa: S310
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False
