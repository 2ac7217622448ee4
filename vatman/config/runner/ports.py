"""Whether the port is ours to take, and who holds it when it is not."""

import errno
import socket

import psutil

from vatman.config.trouble import Trouble


def address(host: str, port: int) -> str:
    shown = "127.0.0.1" if host in ("0.0.0.0", "") else f"[{host}]" if ":" in host else host  # noqa: S104
    return f"http://{shown}:{port}"


def names(host: str) -> list[str]:
    """By which names pages may be asked for: this machine's own, when others are let in."""
    local = ["127.0.0.1", "localhost", "[::1]"]
    if host in ("127.0.0.1", "localhost", "::1"):
        return local
    found = (one.address for each in psutil.net_if_addrs().values() for one in each if one.family == socket.AF_INET)
    return [*local, *found, socket.gethostname()]


def check(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError as error:
            raise _refusal(host, port, error) from None


def _refusal(host: str, port: int, error: OSError) -> Trouble:
    if error.errno == errno.EADDRINUSE:
        holder = _holder(port)
        return Trouble(
            f"Порт {port} занят{f': {holder}' if holder else ' другой программой'}. Выберите другой: vatman up --port {port + 1}",
            f"Port {port} is busy{f': {holder}' if holder else ' with another program'}. Choose another: vatman up --port {port + 1}",
        )
    if error.errno == errno.EACCES:
        return Trouble(
            f"Порт {port} доступен только root: выберите порт больше 1023, например --port 8000.",
            f"Port {port} is root's only: choose one above 1023, such as --port 8000.",
        )
    return Trouble(
        f"Адрес {host}:{port} не открыть: {error.strerror}.", f"Cannot listen at {host}:{port}: {error.strerror}."
    )


def _holder(port: int) -> str:
    """Name and number of the process, where the system tells them to us."""
    try:
        listening = (one for one in psutil.net_connections("tcp") if one.status == psutil.CONN_LISTEN)
        pid = next((one.pid for one in listening if one.laddr.port == port and one.pid), None)
        return f"{psutil.Process(pid).name()} (pid {pid})" if pid else ""
    except psutil.Error:
        return ""
