from procrastinate.contrib.django import app


@app.periodic(cron="40 3 * * *")
@app.task(queue="default", name="records.purge", queueing_lock="records.purge")
def purge(timestamp: int) -> None:
    """Every night the trash forgets what has lain there a month."""
    from .actions.purge import purge as forget

    forget()
