"""The icons of all pages as one SVG sprite: only those our own templates and kinds of events name.

The drawings are Tabler's (MIT), taken from the npm package; a page refers to one by `<use href="…#name">`.
"""

import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

NAMED = re.compile(r"""icon(?:=|\s+|:\s*)["']([a-z0-9-]+)["']|["']icon["']:\s*["']([a-z0-9-]+)["']""")
EXTRA = (
    "point",
    "sun",
    "layout-kanban",
    "users",
    "table",
    "chart-bar",
    "file-import",
    "settings",
    "phone",
    "mail",
    "brand-telegram",
)
PACKAGE = Path(__file__).resolve().parents[1]


def drawing(name: str) -> Path:
    """The SVG of one icon: from npm, or from where the wheel carries it."""
    from django.conf import settings

    carried = PACKAGE / "ui/static/npm/@tabler/icons/icons/outline" / f"{name}.svg"
    return carried if carried.exists() else settings.NPM / "@tabler/icons/icons/outline" / f"{name}.svg"


def named() -> list[str]:
    """Every icon that a template or a Python file of the house names; the build of the wheel asks too, without Django."""
    found = set(EXTRA)
    for path in [*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.js")]:
        if "/tests/" not in str(path):
            found |= {one or other for one, other in NAMED.findall(path.read_text(encoding="utf-8"))}
    return sorted(found)


@lru_cache(maxsize=1)
def names() -> list[str]:
    return [name for name in named() if drawing(name).exists()]


@lru_cache(maxsize=1)
def sprite() -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(map(_symbol, names()))}</svg>'


@lru_cache(maxsize=1)
def version() -> str:
    return sha256(sprite().encode()).hexdigest()[:10]


def _symbol(name: str) -> str:
    inside = re.search(r"<svg[^>]*>(.*)</svg>", drawing(name).read_text(encoding="utf-8"), re.DOTALL)
    look = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'
    paths = re.sub(r"\s+", " ", inside.group(1)).strip() if inside else ""
    return f'<symbol id="{name}" viewBox="0 0 24 24" {look}>{paths}</symbol>'
