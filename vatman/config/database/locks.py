"""Locks that the kernel drops by itself when their holder is killed."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self


class Lock:
    """One open lock file: shared by many users, or held alone."""

    def __init__(self, path: Path) -> None:
        self.handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def share(self) -> None:
        fcntl.flock(self.handle, fcntl.LOCK_SH)

    def take(self) -> None:
        fcntl.flock(self.handle, fcntl.LOCK_EX)

    def take_if_free(self) -> bool:
        try:
            fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        os.close(self.handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def alone(path: Path) -> Iterator[None]:
    lock = Lock(path)
    try:
        lock.take()
        yield
    finally:
        lock.close()
