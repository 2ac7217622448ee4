"""Gathers what the pages say into `vatman/locale/*/…/django.po` and lists what still lacks a translation.

Pure Python, so that a test can do the same: calls of gettext are found by `ast`, tags of templates by Django's own lexer.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "vatman"
LANGUAGES = {  # how many forms a counted sentence has, and which
    "en": (2, "(n != 1)"),
    "ru": (3, "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)"),
}
Places = tuple[int | None, int, int | None]
# where in the arguments stand: context, text, plural
CALLS: dict[str, Places] = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
NAMES = {name + lazy: places for name, places in CALLS.items() for lazy in ("", "_lazy", "_noop")}
IN_TEMPLATE = re.compile(r"\b(?:n?p?gettext|_)\(")


@dataclass(frozen=True)
class Message:
    text: str
    plural: str = ""
    context: str | None = None

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.text


def sources(package: Path = PACKAGE) -> Iterator[Path]:
    for pattern in ("**/*.py", "**/*.html", "**/*.txt"):
        for path in sorted(package.glob(pattern)):
            inside = path.relative_to(package).parts
            if "tests" not in inside and "migrations" not in inside and (path.suffix == ".py" or "templates" in inside):
                yield path


def messages(package: Path = PACKAGE) -> dict[Message, list[str]]:
    """Every message with the files it stands in, in the order of the files and of their lines."""
    found: dict[Message, list[str]] = {}
    for path in sources(package):
        for message in of_python(path.read_text()) if path.suffix == ".py" else of_template(path.read_text()):
            places = found.setdefault(message, [])
            name = path.relative_to(package.parent).as_posix()
            if name not in places:
                places.append(name)
    return found


def of_python(text: str) -> Iterator[Message]:
    tree = ast.parse(text)
    names = called_as(tree)
    for node in ast.walk(tree):
        message = isinstance(node, ast.Call) and of_call(node, names)
        if message:
            yield message


def called_as(tree: ast.AST) -> dict[str, Places]:
    """What the module calls gettext and its kin: `{"_": places}`."""
    names: dict[str, Places] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {item.asname or item.name: NAMES[item.name] for item in node.names if item.name in NAMES}
    return names


def of_call(node: ast.Call, names: dict[str, Places]) -> Message | None:
    places = names.get(getattr(node.func, "id", getattr(node.func, "attr", "")))
    if places is None:
        return None
    context, text, plural = (None if place is None else _constant(node, place) for place in places)
    return Message(text, plural or "", context) if text else None


def _constant(node: ast.Call, place: int) -> str | None:
    value = getattr(node.args[place], "value", None) if place < len(node.args) else None
    return value if isinstance(value, str) else None


def of_template(text: str) -> Iterator[Message]:
    names = {**CALLS, "_": CALLS["gettext"]}
    for call in template_calls(text):
        message = of_call(call, names)
        if message:
            yield message


def template_calls(text: str) -> Iterator[ast.Call]:
    import django.conf
    from django.utils.translation.template import templatize

    if not django.conf.settings.configured:
        django.conf.settings.configure(USE_I18N=False)
    plain = templatize(text)
    for start in (match.start() for match in IN_TEMPLATE.finditer(plain)):
        yield _call(plain, start)


def _call(plain: str, start: int) -> ast.Call:
    """Of the shortest text from here that Python can read."""
    for end in (match.end() for match in re.compile(r"\)").finditer(plain, start)):
        try:
            node = ast.parse(plain[start:end], mode="eval").body
        except SyntaxError:
            continue
        if isinstance(node, ast.Call):
            return node
    raise SyntaxError(f"not read: {plain[start : start + 80]}")


def catalogue(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def sync(language: str, wanted: dict[Message, list[str]]) -> polib.POFile:
    """What is translated stays, what is new comes empty, what nobody says any more goes."""
    path = catalogue(language)
    old = {(e.msgctxt, e.msgid): e for e in polib.pofile(str(path))} if path.exists() else {}
    book = polib.POFile(wrapwidth=110)
    book.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "Plural-Forms": "nplurals={}; plural={};".format(*LANGUAGES[language]),
    }
    for message, places in wanted.items():
        book.append(_entry(message, places, old.get(message.key)))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(path))
    return book


def _entry(message: Message, places: list[str], old: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgid=message.text, msgctxt=message.context, occurrences=[(place, "") for place in places])
    if "%(" in message.text + message.plural:
        entry.flags = ["python-format"]
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = dict(old.msgstr_plural) if old and old.msgstr_plural else {}
    elif old:
        entry.msgstr = old.msgstr
    return entry


def lacking(language: str, wanted: dict[Message, list[str]]) -> list[str]:
    """Messages without words in this language: all its plural forms are wanted."""
    path = catalogue(language)
    book = {(e.msgctxt, e.msgid): e for e in polib.pofile(str(path))} if path.exists() else {}
    forms, _ = LANGUAGES[language]
    asked = of_language(language, wanted)
    return [message.text for message in asked if not _complete(book.get(message.key), forms, message)]


def _complete(entry: polib.POEntry | None, forms: int, message: Message) -> bool:
    if entry is None or entry.fuzzy or entry.msgid_plural != message.plural:
        return False
    said = [entry.msgstr_plural.get(n, "") for n in range(forms)] if message.plural else [entry.msgstr]
    return all(said)


def of_language(language: str, wanted: dict[Message, list[str]]) -> dict[Message, list[str]]:
    """Russian stands in the sources: its catalogue only counts «день, дня, дней»."""
    return {m: places for m, places in wanted.items() if m.plural} if language == "ru" else wanted


def main() -> int:
    wanted = messages()
    left = 0
    for language in LANGUAGES:
        sync(language, of_language(language, wanted))
        missing = lacking(language, wanted)
        left += len(missing)
        print(f"{language}: {len(of_language(language, wanted))}, без перевода {len(missing)}")
        for text in missing:
            print(f"  {text!r}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
