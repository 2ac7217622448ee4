"""The web process: granian in this very process, so that no grandchild is left behind when it is killed."""

import asyncio
import logging
import os
import signal
import threading

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

GRACE = 3.0  # seconds given to answers under way and open live streams


def serve(host: str, port: int) -> int:
    from vatman.config.asgi import application

    logging.getLogger("_granian").setLevel(logging.ERROR)
    server = Server(
        application,
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        websockets=False,
        backlog=1024,
        log_level=LogLevels.error,
    )
    asyncio.run(_serve(server))
    return 0


async def _serve(server: Server) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _stop, server)
    await server.serve()


def _stop(server: Server) -> None:
    timer = threading.Timer(GRACE, os._exit, args=[0])  # a live stream would keep the server waiting for ever
    timer.daemon = True
    timer.start()
    server.stop()
