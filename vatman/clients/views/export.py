import tempfile

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from vatman.clients.actions.export import export
from vatman.team.access import MemberRequest

from .common import model_of
from .lists import wanted_of


@require_safe
@login_required
def clients(request: MemberRequest, thing: str) -> FileResponse:
    """The list as filtered, as a spreadsheet; the log knows who took how many rows."""
    model = model_of(thing)
    if not request.user.may("export", thing):
        raise PermissionDenied
    file = tempfile.TemporaryFile()  # noqa: SIM115 the answer closes it
    with transaction.atomic():
        export(model, wanted_of(request), file, by=request.user)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{thing}-{timezone.localdate():%Y-%m-%d}.xlsx")
