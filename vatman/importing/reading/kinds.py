"""What a file is by its content; the extension only decides between texts."""

import zipfile
from pathlib import Path

import msoffcrypto
import olefile

from vatman.importing.reading.encoding import wide
from vatman.importing.reading.limits import Unreadable

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ARCHIVES = {b"Rar!\x1a\x07": "rar", b"7z\xbc\xaf\x27\x1c": "7z", b"\x1f\x8b": "gz"}
OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"MZ",
    b"\x7fELF",
    b"ID3",
    b"OggS",
    b"SQLite format 3",
)
TEXTS = frozenset(
    (
        ".csv",
        ".tsv",
        ".txt",
        ".tab",
        ".xls",
        ".xlsx",
        ".htm",
        ".html",
        ".vcf",
        ".vcard",
        ".xml",
        ".prn",
        ".dat",
        ".asc",
        "",
    )
)


def kind_of(path: Path, name: str) -> str:
    """book, zip, text, html, xml, mhtml or vcard; Unreadable for the rest."""
    with path.open("rb") as file:
        head = file.read(4096)
    if not head.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise Unreadable("empty_file")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path)
    if head.startswith(OLE):
        return _compound(path)
    if head[:2] == b"\x09\x08" or head[:4] in (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"):
        return "book"
    for magic, archive in ARCHIVES.items():
        if head.startswith(magic):
            raise Unreadable("unknown_archive", archive)
    if head.startswith(OTHERS) or Path(name).suffix.lower() not in TEXTS:
        raise Unreadable("unknown_format", Path(name).suffix.lower())
    return _textual(head, name)


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            kind = (
                archive.read("mimetype")[:80]
                if "mimetype" in names and archive.getinfo("mimetype").file_size < 200
                else b""
            )
    except Exception as broken:  # zipfile raises whatever comes on a damaged archive
        raise Unreadable("broken") from broken
    if any(name.startswith("xl/") for name in names) or b"opendocument.spreadsheet" in kind:
        return "book"
    if any(name.startswith(("word/", "ppt/")) for name in names) or b"opendocument" in kind:
        raise Unreadable("unknown_format")
    return "zip"


def _compound(path: Path) -> str:
    """An .xls, or a newer book wrapped because it has a password."""
    try:
        with olefile.OleFileIO(path) as box:
            if box.exists("EncryptedPackage") or box.exists("EncryptionInfo"):
                raise Unreadable("password")
            if not (box.exists("Workbook") or box.exists("Book")):
                raise Unreadable("unknown_format")
        with path.open("rb") as file:
            if msoffcrypto.OfficeFile(file).is_encrypted():
                raise Unreadable("password")
    except Unreadable:
        raise
    except Exception as broken:  # both libraries raise whatever comes on a damaged file
        raise Unreadable("broken") from broken
    return "book"


def _textual(head: bytes, name: str) -> str:
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if b"begin:vcard" in start[:200]:
        return "vcard"
    if start.startswith(b"mime-version:") or b"content-type: multipart/related" in start[:600]:
        return "mhtml"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start and b"<html" not in start:
        return "xml"
    if (
        start.startswith(
            (
                b"<html",
                b"<!doctype html",
                b"<table",
                b"<meta",
                b"<style",
                b"<head",
                b"<body",
                b"<center",
                b"<div",
                b"<!--",
            )
        )
        or b"<table" in start
        or b"<html" in start
    ):
        return "html"
    if start.startswith(b"<?xml") or Path(name).suffix.lower() == ".xml":
        raise Unreadable("unknown_format", ".xml")
    if start.startswith((b"1cclientbankexchange", b"***** ^type=")):
        raise Unreadable("bank_statement")
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")) and wide(head) is None:
        raise Unreadable("broken")
    return "text"
