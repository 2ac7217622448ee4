"""One throw-away server for one run of the tests, shared by all its processes."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from vatman.config.database.embedded import EmbeddedServer
from vatman.config.database.locks import Lock

VARIABLE = "VATMAN_TEST_HOME"  # the processes that a test run starts inherit its server by this name
PREFIX = "vatman-test-"
ROOM = 4_000_000_000  # bytes free, or the disk is used

_servers: dict[Path, EmbeddedServer] = {}


def start() -> dict[str, Any]:
    """NAME, USER, PASSWORD, HOST, PORT of this run's server, which its last process stops and removes."""
    folder = home()
    if folder not in _servers:
        _servers[folder] = EmbeddedServer(folder, durable=False)
        atexit.register(_finish, folder)
    return _servers[folder].ensure()


def url(name: str | None = None) -> str:
    """The same server as a DATABASE_URL, for commands that tests run as processes of their own."""
    parts = {**start(), **({"NAME": name} if name else {})}
    keys = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return " ".join(f"{key}='{parts[setting]}'" for key, setting in keys.items())


def libpq() -> dict[str, str]:
    """The same server for PostgreSQL's own programs, by their environment."""
    at = start()
    return {"PGUSER": at["USER"], "PGPASSWORD": at["PASSWORD"], "PGHOST": at["HOST"], "PGPORT": at["PORT"]}


def home() -> Path:
    """The folder of this run: its server, its secret, its files."""
    if known := os.environ.get(VARIABLE):
        return Path(known)
    _sweep()
    made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=where()))
    made.chmod(0o711)  # the server's account has to pass through; what lies inside is closed by itself
    os.environ[VARIABLE] = str(made)
    return made


def where() -> Path:
    """Memory if there is plenty of it: a database is made of a thousand small files."""
    memory = Path("/dev/shm")
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM:
        return memory
    return Path(tempfile.gettempdir())


def _finish(home: Path) -> None:
    if _servers.pop(home).stop():
        _remove(home)


def _remove(home: Path) -> None:
    link = home / "postgres"
    if link.is_symlink():
        shutil.rmtree(link.resolve(), ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)


def _sweep() -> None:
    """What killed runs left behind: their locks are free, so nobody uses those servers."""
    for home in where().glob(f"{PREFIX}*"):
        users = home / "postgres.users"
        if home.stat().st_uid != os.geteuid() or not users.exists():
            continue
        lock = Lock(users)
        abandoned = lock.take_if_free()
        lock.close()
        if abandoned and _adopted(home).stop():
            _remove(home)


def _adopted(home: Path) -> EmbeddedServer:
    server = EmbeddedServer(home, durable=False)
    server.use = Lock(home / "postgres.users")
    return server
