"""Russian words of the sources that no catalogue knows: each place is `file:line text`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.template.base import Lexer, TokenType

from tools.gather import PACKAGE, called_as, of_call, sources

CYRILLIC = re.compile(r"[А-Яа-яЁё]")
QUOTED = re.compile(r"""(?<![\w_(])(?:"[^"]*[А-Яа-яЁё][^"]*"|'[^']*[А-Яа-яЁё][^']*')""")
WRITTEN = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)


def python(path: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text())
    told = set(_excused(tree))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and id(node) not in told
            and isinstance(node.value, str)
            and CYRILLIC.search(node.value)
        ):
            yield node.lineno, node.value


def _excused(tree: ast.AST) -> Iterator[int]:
    """Constants inside gettext's calls, docstrings, and sentences of the command line, which come in both languages."""
    names = called_as(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (of_call(node, names) or _both_languages(node)):
            yield from map(id, ast.walk(node))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)


def _both_languages(node: ast.Call) -> bool:
    return getattr(node.func, "id", getattr(node.func, "attr", "")) in ("Trouble", "say")


def template(path: Path) -> Iterator[tuple[int, str]]:
    """Text outside tags (attributes too), and quoted words inside tags that translate nothing."""
    inside = False
    for token in Lexer(path.read_text()).tokenize():
        name = token.contents.split()[0] if token.contents.split() else ""
        if token.token_type is TokenType.BLOCK and name in ("blocktranslate", "endblocktranslate"):
            inside = name == "blocktranslate"
        elif token.token_type is TokenType.TEXT and not inside:
            yield from ((token.lineno, line) for line in _seen(token.contents) if CYRILLIC.search(line))
        elif token.token_type is TokenType.VAR or (
            token.token_type is TokenType.BLOCK and name not in ("translate", "comment")
        ):
            yield from ((token.lineno, text) for text in QUOTED.findall(token.contents))


def _seen(text: str) -> list[str]:
    return re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL).splitlines()


def script(path: Path) -> Iterator[tuple[int, str]]:
    plain = WRITTEN.sub(lambda match: "\n" * match.group().count("\n"), path.read_text())
    return ((number, line.strip()) for number, line in enumerate(plain.splitlines(), 1) if CYRILLIC.search(line))


def places(allowed: frozenset[str] = frozenset()) -> list[str]:
    readers = {".py": python, ".html": template, ".txt": template, ".js": script}
    found = []
    for path in [*sources(), *sorted(PACKAGE.glob("**/static/**/*.js"))]:
        name = path.relative_to(PACKAGE.parent).as_posix()
        if not any(name.startswith(room) for room in allowed):
            found += [f"{name}:{line} {text.strip()[:80]}" for line, text in readers[path.suffix](path)]
    return found
