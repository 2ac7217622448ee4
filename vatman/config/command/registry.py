"""Which module stands behind which command.

A module offers `configure(parser)` and `run(args) -> int`, its exit status; loaded only when its command is called.
`module:name` names an object of the module that offers the two. A command whose module is not there does not exist.
A module that says `STANDALONE = True` is run as it is; any other with its database up, migrated, and Django set up.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

COMMANDS: dict[str, tuple[str, str]] = {
    "up": ("vatman.config.command.up", "запустить всё: базу, сайт, фоновые работы · run everything"),
    "worker": ("vatman.config.command.worker", "ещё один исполнитель фоновых работ · one more background worker"),
    "doctor": ("vatman.config.command.doctor", "проверить, всё ли в порядке · check that all is well"),
    "backup": (
        "vatman.config.command.backup",
        "сохранить базу и файлы в один файл · save database and files into one file",
    ),
    "restore": ("vatman.config.command.restore", "вернуть базу и файлы из такого файла · bring them back"),
    "member": ("vatman.team.command:member", "завести сотрудника · add a member"),
    "token": ("vatman.team.command:token", "выдать ключ API · print an API token"),
    "import": ("vatman.importing.command", "принести клиентов из таблиц · bring clients in from spreadsheets"),
    "demo": ("vatman.demo.command", "заполнить показательную компанию · fill the demo company"),
    "bench": ("bench.command", "измерить скорость · measure"),
    "prepare": ("vatman.config.command.prepare", "обновить таблицы базы · bring the tables up to date"),
    "web": ("vatman.config.command.web", "только сайт, без присмотра · the web process alone"),
}


def available() -> dict[str, str]:
    return {name: words for name, (target, words) in COMMANDS.items() if _exists(target)}


def load(name: str) -> Any:
    module, _, part = COMMANDS[name][0].partition(":")
    found = import_module(module)
    return getattr(found, part) if part else found


def _exists(target: str) -> bool:
    try:
        return find_spec(target.partition(":")[0]) is not None
    except ModuleNotFoundError:
        return False
