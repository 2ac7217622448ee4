"""What the packed parts of an xlsx tell before it is unpacked: its sheets, their size, and whether it is a bomb."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from lxml import etree

from vatman.importing.reading.limits import MAX_BOOK, MAX_CELLS, MAX_RATIO, RATIO_FROM, Unreadable

CHUNK = 1 << 20
SMALL = 4 * 2**20  # bytes of a sheet that is looked through cell by cell
HELD = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^>]*[^/>]>\s*<(?:v|is|f)\b')
DIMENSION = re.compile(rb'<(?:\w+:)?dimension ref="[A-Z]+\d+:([A-Z]+)(\d+)"')


@dataclass(slots=True)
class Package:
    parts: dict[str, str] = field(default_factory=dict)  # sheet → part of the package
    size: dict[str, int] = field(default_factory=dict)  # sheet → cells from A1 to its last cell

    def huge(self, sheet: str) -> bool:
        return self.size.get(sheet, 0) > MAX_CELLS


def measure(path: Path) -> Package:
    """Empty for what is no xlsx. Unreadable for what must not be unpacked."""
    if not zipfile.is_zipfile(path):
        return Package()
    try:
        with zipfile.ZipFile(path) as package:
            _guard(package)
            return _measured(package) if "xl/workbook.xml" in package.namelist() else Package()
    except (zipfile.BadZipFile, OSError, EOFError, KeyError, etree.XMLSyntaxError, NotImplementedError) as broken:
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


def _measured(package: zipfile.ZipFile) -> Package:
    parts = _parts(package)
    known = set(package.namelist())
    return Package(parts, {sheet: _size(package, part) for sheet, part in parts.items() if part in known})


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    safe = etree.XMLParser(resolve_entities=False, no_network=True)
    links = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"), safe)
    targets = {link.get("Id"): str(link.get("Target", "")) for link in links}
    parts = {}
    for sheet in etree.fromstring(package.read("xl/workbook.xml"), safe).iter("{*}sheet"):
        link = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), None)
        target = targets.get(link, "")
        parts[str(sheet.get("name"))] = target[1:] if target.startswith("/") else str(PurePosixPath("xl") / target)
    return parts


def _size(package: zipfile.ZipFile, part: str) -> int:
    with package.open(part) as file:
        said = DIMENSION.search(file.read(4096))
    size = (column(said[1]) + 1) * int(said[2]) if said else 0
    if 0 < size <= MAX_CELLS and package.getinfo(part).file_size > SMALL:
        return size
    with package.open(part) as file:
        return _span(file)


def _span(file: IO[bytes]) -> int:
    """Cells up to the last one that holds something: what a sheet says of its size is often wrong."""
    right = bottom = 0
    tail = b""
    for chunk in chunks(file):
        for cell in HELD.finditer(tail + chunk):
            right, bottom = max(right, column(cell[1]) + 1), max(bottom, int(cell[2]))
        tail = chunk[-200:]
    return right * bottom


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def column(letters: bytes) -> int:
    """b"A" → 0, b"AA" → 26."""
    index = 0
    for code in letters:
        index = index * 26 + code - 64
    return index - 1
