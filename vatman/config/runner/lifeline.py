"""A child ends with its supervisor, even one that was killed: its stdin is a pipe nobody else holds open.

A pipe, unlike PR_SET_PDEATHSIG, works on macOS too and does not depend on the thread that started the child.
"""

import os
import signal
import sys
import threading

VARIABLE = "VATMAN_SUPERVISED"
GRACE = 5.0  # seconds to end in order after the supervisor is gone


def hold() -> None:
    """Nothing for a process that a person started by hand."""
    if VARIABLE in os.environ:
        threading.Thread(target=_watch, name="lifeline", daemon=True).start()


def _watch() -> None:
    while os.read(sys.stdin.fileno(), 1):
        continue
    threading.Timer(GRACE, os._exit, args=[1]).start()
    os.kill(os.getpid(), signal.SIGTERM)
