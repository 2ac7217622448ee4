"""Where formulas failed. calamine gives such cells as empty, so the files are looked through besides."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import olefile

from vatman.importing.reading.package import chunks, column

Faults = dict[tuple[int, int], str]  # (row from 1, column from 0) → «#N/A»
CELL = re.compile(
    rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*?\bt="e"[^>]*>(?:<f\b.*?(?:</f>|/>))?\s*<v>([^<]*)</v>', re.DOTALL
)
SPAN = re.compile(rb'formatCode="[^"]*\[[hHmMsS]')  # [h]:mm
BIFF = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
SHEET, END, BOOLEAN_OR_ERROR, FORMULAS = 0x85, 0x0A, 0x205, (0x06, 0x206, 0x406)  # kinds of records of an .xls


@dataclass(slots=True)
class Found:
    faults: dict[str, Faults] = field(default_factory=dict)  # by sheet
    plain: bool = False  # neither errors as text nor spans of time anywhere: cells need no second look


def search(path: Path, parts: dict[str, str]) -> Found:
    """Looks through the parts of an xlsx; runs beside calamine, both leave Python's lock."""
    if not parts:
        return Found()
    found = Found(plain=True)
    with zipfile.ZipFile(path) as package:
        known = set(package.namelist())
        for sheet, part in parts.items():
            if part in known:
                with package.open(part) as file:
                    found.faults[sheet], written = _scan(file)
                found.plain &= not written
        for part in known & {"xl/sharedStrings.xml", "xl/styles.xml"}:
            with package.open(part) as file:
                found.plain &= not any(b">#" in chunk or SPAN.search(chunk) for chunk in chunks(file))
    return found


def _scan(file: IO[bytes]) -> tuple[Faults, bool]:
    """Failed cells, and whether anything at all begins with «#»."""
    faults: Faults = {}
    written, tail = False, b""
    for chunk in chunks(file):
        if b">#" in chunk or b">#" in tail:
            written = True
            for cell in CELL.finditer(tail + chunk):
                faults[int(cell[2]), column(cell[1])] = cell[3].decode(errors="replace")
        tail = chunk[-2000:]
    return faults, written


def faults_of_xls(path: Path, index: int) -> Faults:
    """Failed cells of the `index`-th sheet of an .xls; nothing for other files."""
    if not olefile.isOleFile(path):
        return {}
    try:
        with olefile.OleFileIO(path) as box:
            data = box.openstream("Workbook" if box.exists("Workbook") else "Book").read()
    except OSError:
        return {}
    starts = [int.from_bytes(body[:4], "little") for kind, body in _records(data, 0) if kind == SHEET]
    faults: Faults = {}
    for kind, body in _records(data, starts[index]) if index < len(starts) else ():
        code = _code(kind, body)
        if code is not None:
            faults[int.from_bytes(body[:2], "little") + 1, int.from_bytes(body[2:4], "little")] = BIFF.get(code, "#?")
    return faults


def _code(kind: int, body: bytes) -> int | None:
    if kind == BOOLEAN_OR_ERROR and len(body) > 7 and body[7] == 1:
        return body[6]
    if kind in FORMULAS and len(body) > 13 and body[12:14] == b"\xff\xff" and body[6] == 2:
        return body[8]
    return None


def _records(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(data):
        kind, size = int.from_bytes(data[at : at + 2], "little"), int.from_bytes(data[at + 2 : at + 4], "little")
        if kind in (SHEET, BOOLEAN_OR_ERROR, *FORMULAS):
            yield kind, data[at + 4 : at + 4 + size]
        elif kind == END:
            return
        at += 4 + size
