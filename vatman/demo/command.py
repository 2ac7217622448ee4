"""`vatman demo`: fills an empty base with the demo company."""

import argparse
import sys
import time

from django.contrib.auth import get_user_model


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--size", type=float, default=1.0, help="во сколько раз больше или меньше · how many times as large"
    )
    parser.add_argument(
        "--seed", type=int, default=1703, help="другое число — другая компания · another number, another company"
    )


def run(args: argparse.Namespace) -> int:
    from vatman.demo import logins
    from vatman.demo.build import build

    if get_user_model().objects.exists():
        print("Здесь уже есть люди: показательная компания наполняет только пустую базу.", file=sys.stderr)
        return 1
    start = time.monotonic()
    made = build(size=args.size, seed=args.seed)
    counts = ", ".join(f"{count} {words}" for words, count in made.items())
    print(f"Готово за {time.monotonic() - start:.0f} с: {counts}.", file=sys.stderr)
    if sys.stdout is not sys.stderr:  # `prepare` gives its own stdout to others, and tells the logins itself
        print("\n".join(logins()))
    return 0
