"""Pieces of old and foreign formats: a zip of Windows, a cell of ods, a value of vCard."""

import zlib
from pathlib import Path


def old_zip(path: Path, entries: dict[str, bytes]) -> Path:
    """A zip as Windows of old writes it: names in cp866 and no flag of Unicode, which Python's own zip always sets."""
    data, directory = bytearray(), bytearray()
    for title, content in entries.items():
        name = title.encode("cp866")
        fields = _zip_fields(name, content)
        directory += b"PK\x01\x02\x14\x00" + fields + bytes(10) + len(data).to_bytes(4, "little") + name
        data += b"PK\x03\x04" + fields + name + content
    end = (
        len(entries).to_bytes(2, "little") * 2 + len(directory).to_bytes(4, "little") + len(data).to_bytes(4, "little")
    )
    path.write_bytes(bytes(data + directory) + b"PK\x05\x06" + bytes(4) + end + bytes(2))
    return path


def _zip_fields(name: bytes, content: bytes) -> bytes:
    """Version, flags, method, time, date, checksum, sizes, length of the name, of the rest."""
    size = len(content).to_bytes(4, "little")
    day = ((2026 - 1980) << 9 | 2 << 5 | 3).to_bytes(2, "little")
    checksum = zlib.crc32(content).to_bytes(4, "little")
    return b"\x14\x00" + bytes(6) + day + checksum + size * 2 + len(name).to_bytes(2, "little") + bytes(2)


def quoted(text: str, encoding: str) -> str:
    return "".join(f"={byte:02X}" for byte in text.encode(encoding))


def ods_cell(value: str | int) -> str:
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
