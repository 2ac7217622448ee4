"""What runs by itself, run once by a real worker."""

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from vatman.config import periodic

pytestmark = pytest.mark.django_db(transaction=True)


def work() -> None:
    """A worker that does what stands in the queue, and ends."""
    with app.replace_connector(app.connector.get_worker_connector()) as jobs:
        jobs.run_worker(wait=False, install_signal_handlers=False, delete_jobs="successful", listen_notify=False)


def statuses() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, status::text FROM procrastinate_jobs WHERE task_name NOT LIKE 'builtin%'")
        return dict(cursor.fetchall())


@pytest.mark.parametrize("name", sorted(periodic.TASKS))
def test_each_does_its_work(name: str) -> None:
    periodic.TASKS[name].defer(timestamp=0)
    work()
    assert statuses() == {}


def test_a_stalled_job_is_taken_up_again_but_not_for_ever() -> None:
    job = "INSERT INTO procrastinate_jobs (queue_name, task_name, status, attempts) VALUES ('default', %s, 'doing', %s)"
    with connection.cursor() as cursor:
        cursor.execute(job, ["periodic.partitions", 1])
        cursor.execute(job, ["periodic.old_sessions", periodic.ATTEMPTS])
    periodic.TASKS["rescue"].defer(timestamp=0)
    work()
    work()
    left = statuses()  # a minute that begins meanwhile brings work of its own
    assert ("periodic.partitions" in left, left["periodic.old_sessions"]) == (False, "failed")
