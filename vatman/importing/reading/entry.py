"""The way in: `read` for all that was given, `read_file` for one file."""

import gc
import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from vatman.importing.reading import html, sheets, text, vcard
from vatman.importing.reading.archive import Budget, entries
from vatman.importing.reading.grid import Grid, narrow
from vatman.importing.reading.kinds import kind_of
from vatman.importing.reading.limits import MAX_DEPTH, MAX_FILE, Unreadable
from vatman.importing.reading.table import find_table, settle_book
from vatman.importing.reading.walk import files, litter, lock_file
from vatman.importing.shapes import Problem, Sheet, SheetKind, SourceFile

log = logging.getLogger(__name__)
Progress = Callable[[str, int, int], None]  # name of the file, how many are done, how many there are


def read(paths: list[Path], progress: Progress | None = None) -> Iterator[SourceFile]:
    """Every file, one at a time. A file that cannot be read comes with `problems` and stops nobody."""
    found = list(files([Path(path) for path in paths]))
    for done, (path, name) in enumerate(found):
        if progress:
            progress(name, done, len(found))
        yield from _opened(path, name, Budget(), 0)
    if progress:
        progress("", len(found), len(found))


def read_file(path: Path, name: str = "") -> SourceFile:
    """One file that is no archive. Never raises for what stands in the file."""
    path, name = Path(path), name or Path(path).name
    try:
        kind = _admitted(path, name)
        if kind == "zip":
            raise Unreadable("archive_inside")
        return _read(path, name, kind)
    except Unreadable as refused:
        return _refusal(name, refused)
    except Exception:
        return _broken(name)


def _opened(path: Path, name: str, budget: Budget, depth: int) -> Iterator[SourceFile]:
    try:
        kind = _admitted(path, name)
        if kind != "zip":
            yield _read(path, name, kind)
            return
        if depth >= MAX_DEPTH:
            raise Unreadable("zip_bomb")
        for entry in entries(path, budget):
            inner = f"{name}/{entry.name}"
            if litter(entry.name):
                continue
            if entry.path is None:
                yield _refusal(inner, entry.refused or Unreadable("broken"))
            else:
                yield from _opened(entry.path, inner, budget, depth + 1)
    except Unreadable as refused:
        yield _refusal(name, refused)
    except Exception:
        yield _broken(name)


def _admitted(path: Path, name: str) -> str:
    if lock_file(name):
        raise Unreadable("lock_file")
    try:
        size = path.stat().st_size
        if not size:
            raise Unreadable("empty_file")
        if size > MAX_FILE and not name.lower().endswith(".zip"):
            raise Unreadable("huge_file")
        return kind_of(path, name)
    except OSError as missing:
        raise Unreadable("not_opened", missing.strerror or "") from missing


def _refusal(name: str, refused: Unreadable) -> SourceFile:
    return SourceFile(name, problems=[Problem(refused.code, name, value=refused.value)])


def _broken(name: str) -> SourceFile:
    """For a file so damaged that a library stumbles over it: the other files go on."""
    log.warning("Reading %s failed", name, exc_info=True)
    return _refusal(name, Unreadable("broken"))


def _read(path: Path, name: str, kind: str) -> SourceFile:
    source = SourceFile(name, digest=_digest(path))
    try:
        with _no_collector():
            source.sheets = list(_sheets(path, name, kind, source.problems))
        settle_book(source.sheets)
    except Unreadable as refused:
        source.problems.append(Problem(refused.code, name, value=refused.value))
    except Exception:
        source.problems += _broken(name).problems
    if not source.problems and all(sheet.kind is SheetKind.EMPTY for sheet in source.sheets):
        source.problems.append(Problem("empty_file", name))
    return source


@contextmanager
def _no_collector() -> Iterator[None]:
    """A hundred thousand new lists would be searched for cycles again and again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _sheets(path: Path, name: str, kind: str, problems: list[Problem]) -> Iterator[Sheet]:
    if kind == "vcard":
        yield vcard.sheet(path.read_bytes(), name)
        return
    for grid in _grids(path, name, kind, problems):
        narrow(grid)
        grid.title = f"{Path(name).stem} {grid.name}"
        if kind == "text" and text.plain_text(grid):
            yield Sheet(grid.name, SheetKind.FORM, why="plain_text")
        else:
            yield find_table(grid, name)


def _grids(path: Path, name: str, kind: str, problems: list[Problem]) -> Iterator[Grid]:
    if kind == "book":
        yield from sheets.grids(path, name, problems)
    elif kind == "text":
        yield text.grid(path, name)
    else:
        data = path.read_bytes()
        found = (
            html.xml_grids(data)
            if kind == "xml"
            else html.mhtml_grids(data, name)
            if kind == "mhtml"
            else html.html_grids(data, name)
        )
        if not found:
            raise Unreadable("no_table")
        yield from found


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
