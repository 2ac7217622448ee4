"""Zip archives, one inside another too, unpacked file by file into a place that is cleared behind."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vatman.importing.reading.limits import MAX_ARCHIVE, MAX_ENTRIES, MAX_FILE, MAX_RATIO, RATIO_FROM, Unreadable

CHUNK = 1 << 20


@dataclass
class Budget:
    """What an archive may still unpack to, with all that lies inside it."""

    bytes: int = MAX_ARCHIVE
    entries: int = MAX_ENTRIES


@dataclass
class Entry:
    """A file of an archive. `path` lives until the next entry is asked for; `refused` says why there is none."""

    name: str
    path: Path | None
    refused: Unreadable | None = None


def entries(path: Path, budget: Budget) -> Iterator[Entry]:
    with tempfile.TemporaryDirectory(prefix="vatman-zip-") as folder, zipfile.ZipFile(path) as archive:
        for number, info in enumerate(sorted(archive.infolist(), key=lambda info: _name(info))):
            if info.is_dir():
                continue
            budget.entries -= 1
            if budget.entries < 0:
                raise Unreadable("zip_bomb")
            yield from _entry(archive, info, Path(folder) / str(number), budget)


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, budget: Budget) -> Iterator[Entry]:
    name = _name(info)
    try:
        _unpack(archive, info, target, budget)
    except Unreadable as refused:
        target.unlink(missing_ok=True)
        yield Entry(name, None, refused)
        return
    yield Entry(name, target)
    target.unlink(missing_ok=True)


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, budget: Budget) -> None:
    if info.flag_bits & 1:
        raise Unreadable("password")
    if (
        info.file_size > RATIO_FROM
        and info.file_size > MAX_RATIO * max(1, info.compress_size)
        or info.file_size > budget.bytes
    ):
        raise Unreadable("zip_bomb")
    if info.file_size > MAX_FILE:
        raise Unreadable("huge_file")
    try:
        with archive.open(info) as source, target.open("wb") as sink:
            shutil.copyfileobj(source, sink, CHUNK)  # stops at the size that was promised
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as broken:
        raise Unreadable("broken") from broken
    except Exception as broken:  # zlib.error, lzma.LZMAError: a damaged stream
        raise Unreadable("broken") from broken
    budget.bytes -= target.stat().st_size


def _name(info: zipfile.ZipInfo) -> str:
    """Names without the Unicode flag were written by Windows in cp866."""
    name = info.filename
    if not info.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        for page in ("ascii", "utf-8", "cp866"):
            try:
                name = raw.decode(page)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/").lstrip("/")
