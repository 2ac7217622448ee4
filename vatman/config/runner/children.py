"""One child process: started, watched, brought back with growing patience, ended."""

import os
import subprocess
import sys
import time

from vatman.config.runner import lifeline
from vatman.ui.terminal import pick, say

LONG_LIVED = 60.0  # seconds after which an end is an accident and not a habit
SLOWEST = 30.0


class Child:
    def __init__(self, name: str, arguments: list[str]) -> None:
        self.name = name
        self.line = [sys.executable, "-m", "vatman", *arguments]
        self.process: subprocess.Popen[bytes] | None = None
        self.began = 0.0
        self.due = 0.0  # when to start next; 0 is at once
        self.failures = 0

    def start(self) -> None:
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            self.line, stdin=subprocess.PIPE, start_new_session=True, env={**os.environ, lifeline.VARIABLE: "1"}
        )

    def watch(self) -> None:
        """Notices an end and starts again when its time has come."""
        if self.process and (status := self.process.poll()) is not None:
            self._ended(status)
        if self.process is None and time.monotonic() >= self.due:
            self.start()

    def _ended(self, status: int) -> None:
        self._forget()
        self.failures = 1 if time.monotonic() - self.began > LONG_LIVED else self.failures + 1
        delay = min(SLOWEST, 0.25 * 2 ** min(self.failures, 10))
        self.due = time.monotonic() + delay
        reason, wait = _reason(status), f"{delay:.1f}"
        say(
            f"«{self.name}» остановился ({reason}), запущу снова через {wait.replace('.', ',')} с.",
            f"“{self.name}” has stopped ({reason}), starting it again in {wait} s.",
        )

    def end(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def finish(self, deadline: float) -> None:
        if not self.process:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._forget()

    def _forget(self) -> None:
        if self.process and self.process.stdin:
            self.process.stdin.close()
        self.process = None


def _reason(status: int) -> str:
    return f"{pick('сигнал', 'signal')} {-status}" if status < 0 else f"{pick('код', 'status')} {status}"
