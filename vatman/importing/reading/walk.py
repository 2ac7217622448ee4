"""Which files are read: a file, all files of a folder, all entries of a zip."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

LITTER = frozenset(("thumbs.db", "desktop.ini", ".ds_store", "__macosx", ".git", ".svn"))


def files(paths: list[Path]) -> Iterator[tuple[Path, str]]:
    """Pairs of a file and its name relative to what was given, each file once, in order of names."""
    seen: set[Path] = set()
    for given in paths:
        several = len(paths) > 1
        for path, name in _below(given, several):
            real = path.resolve()
            if real not in seen:
                seen.add(real)
                yield path, name


def _below(given: Path, several: bool) -> Iterator[tuple[Path, str]]:
    if not given.is_dir():
        yield given, given.name
        return
    for path in sorted(given.rglob("*"), key=lambda path: path.parts):
        name = path.relative_to(given).as_posix()
        if path.is_file() and not litter(name):
            yield path, f"{given.name}/{name}" if several else name


def litter(name: str) -> bool:
    """What systems leave in folders and nobody means to import."""
    return any(part.lower() in LITTER or part.startswith("._") for part in PurePosixPath(name).parts)


def lock_file(name: str) -> bool:
    """The trace of a book that someone has open."""
    return PurePosixPath(name).name.startswith(("~$", ".~lock."))
