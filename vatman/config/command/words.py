"""What a command says while it works: short lines on stderr."""

import sys


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
