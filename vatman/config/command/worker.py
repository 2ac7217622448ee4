"""`vatman worker`: background jobs, as many of these processes as one likes, on any machine that reaches the database."""

import argparse
import contextlib
import os

from vatman.config.database.access import database
from vatman.config.runner import lifeline

STANDALONE = True


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--jobs", type=int, default=2, help="сколько работ сразу · jobs at once")


def run(args: argparse.Namespace) -> int:
    os.environ.setdefault("VATMAN_POOL", str(args.jobs + 2))
    lifeline.hold()
    with database(args.home):
        return work(args.jobs)


def work(jobs: int) -> int:
    import django

    django.setup()
    from procrastinate.contrib.django import app
    from procrastinate.exceptions import AlreadyEnqueued

    from vatman.config.periodic import STALLED, TASKS

    with contextlib.suppress(AlreadyEnqueued):  # soon, for the jobs of a killed worker whose place we may be taking
        TASKS["rescue"].configure(schedule_in={"seconds": STALLED + 1}).defer()
    with app.replace_connector(app.connector.get_worker_connector()) as jobs_app:
        jobs_app.run_worker(
            concurrency=jobs,
            shutdown_graceful_timeout=3,
            delete_jobs="successful",
            update_heartbeat_interval=STALLED / 5,
            stalled_worker_timeout=STALLED,
        )
    return 0
