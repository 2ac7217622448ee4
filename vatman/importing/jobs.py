from procrastinate.contrib.django import app


@app.task(queue="default", name="importing.run")
def run_import(load: int) -> None:
    """Carries an import on to its end; harmless if another process is at it or it is done."""
    from .models import Import

    Import.objects.get(pk=load).run()


@app.periodic(cron="* * * * *")
@app.task(queue="default", name="importing.rescue", queueing_lock="importing.rescue")
def rescue(timestamp: int) -> None:
    """Imports whose process died go on: those dropped on the page, their files lie with us."""
    from .models import Import

    for load in Import.objects.unfinished().filter(kept=True, created_at__lt=_moment(timestamp)):
        load.run()


def _moment(timestamp: int) -> object:
    from datetime import UTC, datetime, timedelta

    return datetime.fromtimestamp(timestamp, UTC) - timedelta(seconds=30)
