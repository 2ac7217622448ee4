"""All periodic work, in one list: its name, when (cron, UTC), and what is called."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from inspect import iscoroutinefunction
from typing import Any

from django.core.management import call_command
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from vatman.analytics.jobs import found_letters, planning_letters
from vatman.deals.jobs import wake
from vatman.events import partitions
from vatman.records.jobs import purge
from vatman.tasks.jobs import remind
from vatman.web.models import KeptAnswer

STALLED = 15.0  # seconds without a heartbeat after which a worker is taken for dead
ATTEMPTS = 5  # a job that has killed so many workers is not tried again
KEPT = 24 * 30  # hours for which failed jobs stay to be looked at


async def rescue() -> None:
    """Jobs of workers that were killed go back into the queue: procrastinate finds them but leaves them."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED):
        if job.attempts < ATTEMPTS:
            await app.job_manager.retry_job(job)
        else:
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)


async def forget_old_jobs() -> None:
    await app.job_manager.delete_old_jobs(
        nb_hours=KEPT, include_failed=True, include_cancelled=True, include_aborted=True
    )


def make_partitions() -> None:
    partitions.ensure()


def forget_old_sessions() -> None:
    call_command("clearsessions")


def forget_old_answers() -> None:
    """What a POST was answered is kept for those who repeat it, and nobody repeats after two days."""
    KeptAnswer.objects.filter(at__lt=timezone.now() - timedelta(days=2)).delete()


Work = Callable[[], Awaitable[None] | None]
PERIODIC: list[tuple[str, str, Work]] = [
    ("rescue", "* * * * *", rescue),
    ("reminders", "* * * * *", remind),
    ("mornings", "*/5 * * * *", wake),
    ("planning_letters", "*/5 * * * *", planning_letters),
    ("found_letters", "15 5-9 * * 1", found_letters),
    ("purge", "40 0 * * *", purge),
    ("partitions", "20 1 * * *", make_partitions),
    ("old_jobs", "40 1 * * *", forget_old_jobs),
    ("old_answers", "45 1 * * *", forget_old_answers),
    ("old_sessions", "50 1 * * *", forget_old_sessions),
]


def _register(name: str, cron: str, work: Work) -> Any:
    task = app.task(name=f"periodic.{name}", queueing_lock=f"periodic.{name}")(_timed(work))
    return app.periodic(cron=cron, periodic_id=name)(task)


def _timed(work: Work) -> Callable[..., Any]:
    """Procrastinate says for which minute a run is; none of ours asks."""
    if iscoroutinefunction(work):

        async def waited(**_: Any) -> None:
            await work()

        return waited

    def called(**_: Any) -> None:
        work()

    return called


TASKS = {name: _register(name, cron, work) for name, cron, work in PERIODIC}
