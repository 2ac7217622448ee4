"""`vatman up`: database, tables, site and background jobs in the foreground, until Ctrl-C."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from vatman.config.command import registry
from vatman.config.database.access import database
from vatman.config.database.locks import Lock
from vatman.config.runner import ports
from vatman.config.runner.children import Child
from vatman.config.runner.supervisor import Supervisor
from vatman.config.secrets import secret_key
from vatman.config.trouble import Trouble
from vatman.ui.terminal import pick, say

STANDALONE = True
ROOM = 200_000_000  # bytes a database needs before it can be begun


def port_argument(parser: argparse.ArgumentParser) -> None:
    port = int(os.environ.get("PORT") or 8000)
    parser.add_argument(
        "--port", type=int, default=port, help="порт сайта (PORT), по умолчанию 8000 · port of the site"
    )
    parser.add_argument("--host", default="127.0.0.1", help="на каком адресе слушать · address to listen at")


def configure(parser: argparse.ArgumentParser) -> None:
    port_argument(parser)
    first = parser.add_mutually_exclusive_group()
    first.add_argument("--demo", action="store_true", help="показательная компания · the demo company")
    first.add_argument("--empty", action="store_true", help="пустая установка, ссылка владельцу · begin empty")


def run(args: argparse.Namespace) -> int:
    ports.check(args.host, args.port)
    with only_one(args.home):
        _room(args.home)
        secret_key(args.home)
        os.environ["VATMAN_DEMO"] = "1" if args.demo and "demo" in registry.available() else ""
        os.environ.setdefault("VATMAN_ALLOWED_HOSTS", ",".join(ports.names(args.host)))
        return _run(args)


def _run(args: argparse.Namespace) -> int:
    address = ports.address(args.host, args.port)
    supervisor = Supervisor(
        [
            Child(pick("сайт", "site"), ["web", "--host", args.host, "--port", str(args.port)]),
            Child(pick("фоновые работы", "background jobs"), ["worker"]),
        ]
    )
    with supervisor.listening():
        say("Поднимаю базу…", "Bringing the database up…")
        with database(args.home) as server:
            entrances = _prepare(supervisor, address, demo=args.demo)
            return supervisor.run(server, address, entrances) if supervisor.wanted else 0


def _prepare(supervisor: Supervisor, address: str, *, demo: bool) -> str:
    """In a process of its own, so that the supervisor stays small. Returns how to enter."""
    line = [sys.executable, "-m", "vatman", "prepare", "--address", address, *(["--demo"] if demo else [])]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as process:
        supervisor.wait_for(process)
        said = process.stdout.read() if process.stdout else ""
    if process.returncode and supervisor.wanted:
        raise Trouble(
            "Не удалось подготовить базу: причина — выше. Сохранённое цело, после исправления запустите снова.",
            "The database could not be prepared: the reason stands above. What was saved is safe; mend it and start again.",
        )
    return said


def only_one(home: Path) -> Lock:
    """Held for as long as nobody else may run on this home."""
    lock = Lock(home / "up.lock")
    if not lock.take_if_free():
        lock.close()
        raise Trouble(
            f"Vatman с данными в {home} уже работает: остановите его или укажите другой VATMAN_HOME.",
            f"Vatman already runs on the data in {home}: stop it or choose another VATMAN_HOME.",
        )
    return lock


def _room(home: Path) -> None:
    free = os.statvfs(home).f_bavail * os.statvfs(home).f_frsize
    if free < ROOM:
        raise Trouble(
            f"На диске с {home} осталось {free // 1_000_000} МБ, а нужно хотя бы {ROOM // 1_000_000}: освободите место и запустите снова.",
            f"The disk of {home} has {free // 1_000_000} MB left, at least {ROOM // 1_000_000} are needed: free some space and start again.",
        )
