"""Letters of one alphabet hidden in words of the other: a Latin C in «Сделка» looks right and is never found."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("vatman", "tests", "bench", "tools", "docs")
KINDS = {".py", ".html", ".txt", ".js", ".css", ".md", ".po", ".toml"}
MIXED = re.compile(r"[A-Za-zА-Яа-яЁё0-9]*(?:[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z])[A-Za-zА-Яа-яЁё0-9]*")
LONE = re.compile(r"[а-яё] ([aceopxyABCEHKMOPTX]) [а-яё]")
# escapes, placeholders, ranges of patterns, entities and tags stand next to words without being part of them
NOISE = re.compile(r"\\[a-zA-Z]|%\(\w+\)[a-z]|\{[^{}]*\}|.-.|&[a-z]+;|</?\w+>")


def files() -> Iterator[Path]:
    yield from sorted(ROOT.glob("*.md"))
    for folder in FOLDERS:
        yield from (path for path in sorted((ROOT / folder).rglob("*")) if path.suffix in KINDS)


def hidden(text: str) -> list[str]:
    plain = NOISE.sub(" ", text)
    return [*MIXED.findall(plain), *(match.group() for match in LONE.finditer(plain))]
