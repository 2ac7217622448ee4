"""What an import would do: it is done and taken back, so that the answer is exact."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import transaction

from ..models import Import
from ..report import report


def preview(
    paths: Iterable[Path], *, by: Any, wishes: dict[str, Any] | None = None, told: Any = None
) -> dict[str, Any]:
    """The report such an import would give; nothing stays."""
    with transaction.atomic():
        load = Import.objects.begin(paths, by=by, wishes=wishes)
        load.run(told=told)
        answer = report(load)
        transaction.set_rollback(True)
    return answer
