"""The file of a backup: a tar of `manifest.json`, `database.dump` (pg_dump's custom format) and `files/<digest>`."""

import hashlib
import io
import json
import os
import re
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from vatman.config.trouble import Trouble

FORMAT = 1
FILE = re.compile(r"files/[0-9a-f]{2}/([0-9a-f]{64})")


@dataclass(frozen=True)
class Manifest:
    version: str
    at: str  # ISO 8601
    members: int
    clients: int
    deals: int
    files: int
    format: int = FORMAT


@contextmanager
def written(path: Path) -> Iterator[tarfile.TarFile]:
    """A tar that takes its name only when it is whole and on the disk."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as tar:
                yield tar
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def put_manifest(tar: tarfile.TarFile, manifest: Manifest) -> None:
    data = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    member = tarfile.TarInfo("manifest.json")
    member.size = len(data)
    tar.addfile(member, io.BytesIO(data))


def put_files(tar: tarfile.TarFile, root: Path) -> None:
    for path in sorted(root.glob("??/*")):
        name = f"files/{path.relative_to(root).as_posix()}"
        if FILE.fullmatch(name):
            tar.add(path, name)


@contextmanager
def opened(path: Path) -> Iterator[tuple[tarfile.TarFile, Manifest]]:
    try:
        with tarfile.open(path) as tar:
            yield tar, _manifest(tar, path)
    except FileNotFoundError:
        raise Trouble(f"Файла {path} нет.", f"There is no file {path}.") from None
    except (tarfile.TarError, EOFError, OSError) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        raise _spoiled(path) from error


def _manifest(tar: tarfile.TarFile, path: Path) -> Manifest:
    try:
        found = tar.extractfile("manifest.json")
        data = json.load(found) if found else {}
        manifest = Manifest(**data)
        tar.getmember("database.dump")
    except (KeyError, TypeError, ValueError):
        raise _spoiled(path) from None
    if manifest.format > FORMAT:
        raise Trouble(
            f"Копия {path} сделана более новой версией Vatman ({manifest.version}): обновите программу.",
            f"The backup {path} was made by a newer Vatman ({manifest.version}): upgrade first.",
        )
    return manifest


def take_dump(tar: tarfile.TarFile, folder: Path) -> Path:
    place = folder / "database.dump"
    source = tar.extractfile("database.dump")
    assert source is not None
    with place.open("wb") as dump:
        shutil.copyfileobj(source, dump)
    return place


def take_files(tar: tarfile.TarFile, root: Path) -> int:
    """Files under their digests: what is there already is the same, so nothing is overwritten."""
    count = 0
    for member in tar:
        if not (found := FILE.fullmatch(member.name)):
            continue
        source = tar.extractfile(member)
        data = source.read() if source else b""
        digest = found.group(1)
        if hashlib.sha256(data).hexdigest() != digest:
            raise Trouble(
                f"Файл {digest[:12]}… в копии испорчен.", f"The file {digest[:12]}… in the backup is spoiled."
            )
        place = root / digest[:2] / digest
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            draft = place.with_suffix(".part")
            draft.write_bytes(data)
            draft.replace(place)
        count += 1
    return count


def _spoiled(path: Path) -> Trouble:
    return Trouble(f"{path} — не копия Vatman или испорчена.", f"{path} is no backup of Vatman, or is spoiled.")
