"""`vatman demo`: fills an empty base with the demo company."""

import argparse
import sys
import time

from django.contrib.auth import get_user_model

from vatman.ui.terminal import pick, say

COUNTED = {
    "members": ("сотрудников", "members"), "companies": ("компаний", "companies"), "contacts": ("контактов", "contacts"),
    "deals": ("сделок", "deals"), "tasks": ("задач", "tasks"),
}  # fmt: skip


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
        say(
            "Здесь уже есть люди: показательная компания наполняет только пустую базу.",
            "There are people here: the demo company fills an empty base only.",
        )
        return 1
    start = time.monotonic()
    made = build(size=args.size, seed=args.seed)
    took = round(time.monotonic() - start)
    counts = ", ".join(f"{count} {pick(*COUNTED[name])}" for name, count in made.items())
    say(f"Готово за {took} с: {counts}.", f"Done in {took} s: {counts}.")
    if sys.stdout is not sys.stderr:  # `prepare` gives its own stdout to others, and tells the logins itself
        print("\n".join(logins()))
    return 0
