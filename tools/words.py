"""Compiles every translation beside its text, without gettext's own programs."""

import os
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent


def compile_all(root: Path = ROOT) -> list[Path]:
    made = []
    for text in sorted((root / "vatman").glob("**/locale/*/LC_MESSAGES/*.po")):
        made.append(_compiled(text, text.with_suffix(".mo")))
    return made


def _compiled(text: Path, ready: Path) -> Path:
    """Put in place whole: a server may be reading the one before."""
    if not ready.exists() or ready.stat().st_mtime < text.stat().st_mtime:
        half = ready.with_suffix(f".{os.getpid()}")
        polib.pofile(str(text)).save_as_mofile(str(half))
        half.replace(ready)
    return ready


if __name__ == "__main__":
    compile_all()
