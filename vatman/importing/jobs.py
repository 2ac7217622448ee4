"""Background work of imports. A job whose worker was killed is taken up again by `config/periodic.py`."""

from procrastinate.contrib.django import app


@app.task(name="importing.run")
def run_import(load: int) -> None:
    """Carries an import on to its end; harmless if another process is at it or it is done."""
    from .models import Import

    Import.objects.get(pk=load).run()


@app.task(name="importing.undo")
def undo_import(load: int, by: int) -> None:
    """Takes a whole import back; one that is taken back already is left alone."""
    from vatman.team.models import Member

    from .models import Import

    found = Import.objects.get(pk=load)
    if found.state == Import.State.UNDOING:
        try:
            found.undo(by=Member.objects.get(pk=by))
        except Exception as error:
            found.stay_done(error)
            raise
