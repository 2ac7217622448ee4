"""One house from its first start to its end: what is killed comes back, what is written stays (A1.5: nobody else gets in)."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from vatman.config.database.embedded import connection_settings
from vatman.config.database.testing import where
from vatman.config.tests.house import House, free_port, house, open_binaries, ordinary, stranger, until, vatman


@pytest.fixture(scope="module")
def up() -> Iterator[House]:
    with tempfile.TemporaryDirectory(prefix="house-", dir=where()) as folder:
        Path(folder).chmod(0o755)
        with house(Path(folder) / "home") as built:
            yield built


def connect(up: House) -> psycopg.Connection:
    at = connection_settings(up.home)
    return psycopg.connect(
        dbname=at["NAME"], user=at["USER"], password=at["PASSWORD"], host=at["HOST"], port=at["PORT"], autocommit=True
    )


def test_it_prints_its_address_and_the_first_owners_link(up: House) -> None:
    until(lambda: "/first/" in up.words())
    assert f"http://127.0.0.1:{up.port}/\n" in up.words()


def test_the_server_never_runs_as_root(up: House) -> None:
    server = up.server()
    assert server is not None
    assert server.uids().real != 0


def test_no_other_local_user_gets_into_the_database(up: House) -> None:
    at = connection_settings(up.home)
    knock = ["/bin/ls", at["HOST"]]
    if os.geteuid() == 0:
        heard = subprocess.run(
            knock, user=stranger().pw_uid, group=stranger().pw_gid, extra_groups=[], capture_output=True
        )
        assert heard.returncode != 0
        assert b"ermission denied" in heard.stderr
    for folder in (at["HOST"], (up.home / "postgres").resolve() / "data"):
        assert Path(folder).stat().st_mode & 0o077 == 0
    for file in ("postgres_password", "secret_key"):
        assert (up.home / file).stat().st_mode & 0o077 == 0


def test_whoever_knows_no_password_is_refused_even_at_the_socket(up: House) -> None:
    at = connection_settings(up.home)
    for user in ("vatman", "postgres"):
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(dbname="vatman", user=user, password="guess", host=at["HOST"], port=at["PORT"])


def test_no_port_is_opened_for_the_database(up: House) -> None:
    server = up.server()
    assert server is not None
    assert [one for one in server.net_connections("inet") if one.status == psutil.CONN_LISTEN] == []


def test_a_second_start_in_the_same_home_is_refused(up: House) -> None:
    done = vatman("up", "--empty", "--port", str(free_port()), home=up.home)
    assert done.returncode == 1
    assert "уже работает" in done.stderr


def test_a_busy_port_is_named_with_its_holder(up: House) -> None:
    done = vatman("up", "--empty", "--port", str(up.port), home=up.home)
    assert done.returncode == 1
    assert f"Порт {up.port} занят" in done.stderr
    assert f"pid {up.child('web').pid}" in done.stderr


@pytest.mark.parametrize("which", ["web", "worker"])
def test_a_killed_process_comes_back(up: House, which: str) -> None:
    killed = up.child(which)
    killed.kill()
    until(lambda: up.child(which).pid != killed.pid)
    until(up.answers)


def test_a_killed_server_comes_back_with_all_it_had(up: House) -> None:
    with connect(up) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    server = up.server()
    assert server is not None
    server.kill()
    until(lambda: (found := up.server()) and found.pid != server.pid)
    until(up.answers)
    with connect(up) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


def test_a_killed_worker_leaves_its_job_to_the_next(up: House) -> None:
    """A job as a killed worker leaves it: taken, by a worker that is no more."""
    with connect(up) as connection:
        job = connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, args) "
            "VALUES ('default', 'periodic.partitions', 'doing', '{}') RETURNING id"
        ).fetchone()
        rescue = (
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('default', 'periodic.rescue', '{}')"
        )
        connection.execute(rescue)
        until(lambda: not connection.execute("SELECT FROM procrastinate_jobs WHERE id = %s", job).fetchone())


def test_a_killed_supervisor_takes_its_children_along_and_the_next_start_recovers(up: House) -> None:
    children = up.children()
    up.process.kill()
    assert psutil.wait_procs(children, timeout=20)[1] == []
    up.start()
    with connect(up) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


def test_all_killed_at_once_leaves_an_orphaned_server_that_is_adopted(up: House) -> None:
    server = up.server()
    for one in [up.process, *up.children()]:
        one.send_signal(signal.SIGKILL)
    up.process.wait()
    assert server is not None
    assert server.is_running()
    up.start()
    assert up.server() == server


def test_a_stale_lock_of_the_server_is_no_obstacle(up: House) -> None:
    """As after a power cut: the file names a process number that is somebody else's now."""
    lock = (up.home / "postgres").resolve() / "data" / "postmaster.pid"
    stale = lock.read_text()
    for one in up.alive():
        one.kill()
    up.process.wait()
    until(lambda: up.server() is None)
    lock.write_text(stale.replace(stale.split("\n")[0], str(os.getpid()), 1))
    up.start()


def test_ctrl_c_ends_everything_in_order(up: House) -> None:
    assert up.interrupt() == 0
    assert up.alive() == []
    log = (up.home / "postgres").resolve() / "log"
    assert "database system is shut down" in log.read_text().splitlines()[-1]


def test_a_first_start_may_be_killed_or_stopped_in_the_middle() -> None:
    with tempfile.TemporaryDirectory(prefix="house-", dir=where()) as folder:
        Path(folder).chmod(0o755)
        built = House(Path(folder) / "home")
        try:
            built.begin()
            until(lambda: "Обновляю таблицы" in built.words())
            for one in built.alive():
                one.kill()
            built.process.wait()
            built.begin()
            until(lambda: built.words().count("Обновляю таблицы") == 2)
            assert built.interrupt() == 0
            assert "Не удалось" not in built.words()
            assert built.alive() == []
        finally:
            built.clear()


def test_an_ordinary_user_runs_it_too() -> None:
    with tempfile.TemporaryDirectory(prefix="house-", dir=where()) as folder:
        if os.geteuid() == 0:
            os.chown(folder, stranger().pw_uid, stranger().pw_gid)
        programs = open_binaries(Path(folder) / "programs")
        with house(Path(folder) / "home", prefix=tuple(ordinary()), PYTHONPATH=str(programs)) as built:
            server = built.server()
            assert server is not None
            assert server.uids() == built.process.uids()
            assert server.uids().real != 0
            assert built.interrupt() == 0
