"""`vatman web`: the web process alone, for those who keep processes by systemd or containers."""

import argparse

from vatman.config.command.up import port_argument
from vatman.config.database.access import database
from vatman.config.runner import lifeline

STANDALONE = True


def configure(parser: argparse.ArgumentParser) -> None:
    port_argument(parser)


def run(args: argparse.Namespace) -> int:
    from vatman.config.runner import web

    lifeline.hold()
    with database(args.home):
        return web.serve(args.host, args.port)
