"""From the words typed to the command's own `run`, with what every command shares: home, database, plain refusals."""

import argparse
import errno
import os
import signal
import sys
from pathlib import Path
from typing import Any

from vatman.config.command import registry
from vatman.config.trouble import Trouble


def execute(argv: list[str]) -> int:
    try:
        return _run(_chosen(argv), argv)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
    except PermissionError as error:
        print(_forbidden(error), file=sys.stderr)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        print(Trouble("На диске кончилось место.", "The disk is full."), file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


def _chosen(argv: list[str]) -> str | None:
    return next((word for word in argv if not word.startswith("-")), None)


def _run(name: str | None, argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="vatman", description="Vatman — CRM, в которую переезжают за день.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="команда")
    known = registry.available()
    for each, words in known.items():
        sub = commands.add_parser(each, help=words, description=words)
        if each == name:
            command = registry.load(each)
            sub.add_argument("--home", type=Path, help="папка данных (VATMAN_HOME), по умолчанию ./var · data folder")
            command.configure(sub)
    args = parser.parse_args(argv)
    args.home = _home(args.home)
    return _served(command, args)


def _home(given: Path | None) -> Path:
    home = (given or Path(os.environ.get("VATMAN_HOME") or "var")).absolute()
    os.environ["VATMAN_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vatman.config.settings")
    home.mkdir(parents=True, exist_ok=True)
    return home


def _served(command: Any, args: argparse.Namespace) -> int:
    if getattr(command, "STANDALONE", False):
        return command.run(args)
    from vatman.config.command import prepare
    from vatman.config.database.access import database

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the server's last user still has to stop it
    with database(args.home):
        prepare.tables()
        return command.run(args)


def _forbidden(error: PermissionError) -> Trouble:
    return Trouble(
        f"Нет права на {error.filename}: запустите от другого пользователя или укажите другой VATMAN_HOME.",
        f"No permission for {error.filename}: run as another user or choose another VATMAN_HOME.",
    )
