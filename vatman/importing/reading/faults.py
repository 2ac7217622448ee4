"""Where formulas failed. calamine gives such cells as empty, so the files are looked through besides."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

import olefile
from lxml import etree

from vatman.importing.reading.limits import MAX_BOOK, MAX_CELLS, MAX_RATIO, RATIO_FROM, Unreadable

Faults = dict[tuple[int, int], str]
CHUNK = 1 << 20
CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*?\bt="e"[^>]*>(?:<f\b.*?(?:</f>|/>))?\s*<v>([^<]*)</v>', re.DOTALL)
HELD = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^>]*[^/>]>\s*<(?:v|is|f)\b')
SMALL = 4 * 2**20  # of a sheet that is looked through cell by cell
DIMENSION = re.compile(rb'<(?:\w+:)?dimension ref="[A-Z]+\d+:([A-Z]+)(\d+)"')
SPAN = re.compile(rb'formatCode="[^"]*\[[hHmMsS]')  # [h]:mm
BIFF = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(slots=True)
class Facts:
    """What a look at the packed parts of an xlsx tells before it is unpacked."""

    parts: dict[str, str] = field(default_factory=dict)  # sheet → part
    found: dict[str, Faults] = field(default_factory=dict)
    size: dict[str, int] = field(default_factory=dict)
    plain: bool = False  # no error text and no span of time anywhere

    def cells(self, sheet: str) -> int | None:
        """How many cells the sheet spans; None where that is too many."""
        size = self.size.get(sheet, 0)
        return size if size <= MAX_CELLS else None


def measure(path: Path) -> Facts:
    if not zipfile.is_zipfile(path):
        return Facts()
    try:
        with zipfile.ZipFile(path) as package:
            _guard(package)
            return _look_through(package) if "xl/workbook.xml" in package.namelist() else Facts()
    except (zipfile.BadZipFile, OSError, EOFError, etree.XMLSyntaxError, NotImplementedError) as broken:
        raise Unreadable("broken", str(broken)[:200]) from broken
    except RuntimeError as locked:  # zipfile's word for a password
        raise Unreadable("password") from locked


def _guard(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if sum(entry.file_size for entry in entries) > MAX_BOOK:
        raise Unreadable("zip_bomb")
    for entry in entries:
        if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
            raise Unreadable("zip_bomb")


def _look_through(package: zipfile.ZipFile) -> Facts:
    facts = Facts(parts=_parts(package), plain=True)
    for sheet, part in facts.parts.items():
        if part not in package.namelist():
            continue
        with package.open(part) as file:
            facts.found[sheet], facts.size[sheet], written = _scan(file)
        if not 0 < facts.size[sheet] <= MAX_CELLS or package.getinfo(part).file_size < SMALL:
            with package.open(part) as file:
                facts.size[sheet] = _span(file)
        facts.plain &= not written
    for part in ("xl/sharedStrings.xml", "xl/styles.xml"):
        if part in package.namelist():
            with package.open(part) as file:
                facts.plain &= not any(b">#" in chunk or SPAN.search(chunk) for chunk in _chunks(file))
    return facts


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    safe = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    links = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"), safe)
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    book = etree.fromstring(package.read("xl/workbook.xml"), safe)
    parts = {}
    for sheet in book.iter("{*}sheet"):
        link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), sheet.get(OFFICE))
        target = str(targets.get(link, ""))
        parts[str(sheet.get("name"))] = target[1:] if target.startswith("/") else str(PurePosixPath("xl") / target)
    return parts


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def _scan(file: IO[bytes]) -> tuple[Faults, int, bool]:
    """Failed cells, cells the sheet says it spans (0 where it says nothing), and whether an error stands anywhere."""
    faults: Faults = {}
    size, written, tail = 0, False, b""
    for chunk in _chunks(file):
        if not tail and (found := DIMENSION.search(chunk[:4096])):
            size = (_column(found[1]) + 1) * int(found[2])
        if b">#" in chunk or b">#" in tail:
            written = True
            for cell in CELL.finditer(tail + chunk):
                faults[int(cell[2]), _column(cell[1])] = cell[3].decode(errors="replace")
        tail = chunk[-2000:]
    return faults, size, written


def _span(file: IO[bytes]) -> int:
    """Cells between A1 and the last cell that holds something: what is told of the sheet's size may be wrong."""
    right = bottom = 0
    tail = b""
    for chunk in _chunks(file):
        for cell in HELD.finditer(tail + chunk):
            right, bottom = max(right, _column(cell[1]) + 1), max(bottom, int(cell[2]))
        tail = chunk[-200:]
    return right * bottom


def _column(letters: bytes) -> int:
    index = 0
    for code in letters:
        index = index * 26 + code - 64
    return index - 1


def faults_of(path: Path, index: int, sheet: str, facts: Facts) -> Faults:
    if facts.parts:
        return facts.found.get(sheet, {})
    if olefile.isOleFile(path):
        return _biff(path, index)
    return {}


def _biff(path: Path, index: int) -> Faults:
    """Records BOOLERR and FORMULA of the `index`-th sheet of an .xls."""
    try:
        with olefile.OleFileIO(path) as box:
            data = box.openstream("Workbook" if box.exists("Workbook") else "Book").read()
    except OSError:
        return {}
    starts = [int.from_bytes(body[:4], "little") for kind, body in _records(data, 0) if kind == 0x85]
    faults: Faults = {}
    for kind, body in _records(data, starts[index]) if index < len(starts) else ():
        if kind == 0x205 and len(body) > 7 and body[7] == 1:
            code = body[6]
        elif kind in (0x06, 0x206, 0x406) and body[12:14] == b"\xff\xff" and body[6] == 2:
            code = body[8]
        else:
            continue
        faults[int.from_bytes(body[:2], "little") + 1, int.from_bytes(body[2:4], "little")] = BIFF.get(code, "#?")
    return faults


def _records(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(data):
        kind, size = int.from_bytes(data[at : at + 2], "little"), int.from_bytes(data[at + 2 : at + 4], "little")
        if kind in (0x85, 0x205, 0x06, 0x206, 0x406):
            yield kind, data[at + 4 : at + 4 + size]
        elif kind == 0x0A:
            return
        at += 4 + size
