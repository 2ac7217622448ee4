"""Compiles every translation beside its text, without gettext's own programs."""

from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent


def compile_all(root: Path = ROOT) -> list[Path]:
    made = []
    for text in sorted((root / "vatman").glob("**/locale/*/LC_MESSAGES/*.po")):
        polib.pofile(str(text)).save_as_mofile(str(text.with_suffix(".mo")))
        made.append(text.with_suffix(".mo"))
    return made


if __name__ == "__main__":
    compile_all()
