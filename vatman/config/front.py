"""The front-end files that come from npm: which ones, and how pages find them.

In a checkout they lie in `node_modules`; a built wheel carries the same files in `vatman/ui/static/npm` (see `tools/wheel.py`).
Nothing of Django stands at the top of this file: the wheel is built without it.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

FILES = (
    "htmx.org/dist/htmx.esm.min.js",
    "htmx.org/dist/ext/*.min.js",
    "@fontsource-variable/golos-text/wght.css",
    "@fontsource-variable/golos-text/files/*-wght-normal.woff2",
    "sortablejs/modular/sortable.esm.js",
)
CARRIED = Path("ui/static/npm")


def listed(packages: Path) -> Iterator[str]:
    """Names of the files that are there, relative to `packages`."""
    for pattern in FILES:
        yield from sorted(path.relative_to(packages).as_posix() for path in packages.glob(pattern))


def build(package: Path, lock: Path) -> str:
    """A mark of all static files together. It stands in their address, so a browser may keep each for ever,
    and relative imports between modules stay true without rewriting."""
    made = sha256(lock.read_bytes() if lock.exists() else b"")
    for path in sorted(package.glob("*/static/**/*")):
        if path.is_file():
            made.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return made.hexdigest()[:12]
