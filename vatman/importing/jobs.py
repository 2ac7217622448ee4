"""Background work of imports. A job whose worker was killed is taken up again by `config/periodic.py`."""

from procrastinate.contrib.django import app


@app.task(name="importing.run")
def run_import(load: int) -> None:
    """Carries an import on to its end; harmless if another process is at it or it is done."""
    from .models import Import

    Import.objects.get(pk=load).run()
