"""`Idempotency-Key`: a POST sent twice is done once, and answered the same."""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import KeptAnswer
from .problems import problem

HEADER = "Idempotency-Key"
KEPT = timedelta(days=1)


def asked(request: HttpRequest) -> bool:
    return request.method == "POST" and HEADER in request.headers and request.user.is_authenticated


def once(request: HttpRequest, get_response: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """The work and its kept answer are one transaction: after a crash there is either both or nothing.

    Another request with the same key waits for the first, then gets its answer. Refusals are not kept: the same key may try again.
    """
    key = request.headers[HEADER]
    if not re.fullmatch(r"[!-~]{1,200}", key):
        return problem(
            422, _("Idempotency-Key — от 1 до 200 латинских знаков без пробелов"), code="bad_idempotency_key"
        )
    mark = _mark(request)
    member: Any = request.user
    with transaction.atomic():
        _wait_for(member.pk, key)
        KeptAnswer.objects.filter(at__lt=timezone.now() - KEPT).delete()
        if known := KeptAnswer.objects.filter(member=member, key=key).first():
            return _again(known, mark)
        response = get_response(request)
        if response.status_code >= 400:
            transaction.set_rollback(True)
            return response
        KeptAnswer.objects.create(
            member=member, key=key, request=mark, status=response.status_code,
            content_type=response.headers.get("Content-Type", ""), body=response.content,
        )  # fmt: skip
        return response


def _wait_for(member: int, key: str) -> None:
    digest = hashlib.sha256(f"{member}:{key}".encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], signed=True)])


def _again(known: KeptAnswer, mark: str) -> HttpResponse:
    if known.request != mark:
        return problem(409, _("Этот Idempotency-Key уже послужил другому запросу"), code="idempotency_key_reused")
    answer = HttpResponse(bytes(known.body), status=known.status, content_type=known.content_type)
    answer.headers["Idempotent-Replayed"] = "true"
    return answer


def _mark(request: HttpRequest) -> str:
    """Digest of address and content; files by their bytes, so that a big upload is not held in memory."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if (request.content_type or "").startswith("multipart/"):
        for name, values in sorted(request.POST.lists()):
            digest.update(f"{name}={values}\n".encode())
        for name, files in sorted(request.FILES.lists()):
            for file in files:
                digest.update(f"{name}:{file.name}:{file.size}\n".encode())
                for chunk in file.chunks():
                    digest.update(chunk)
                file.seek(0)
    else:
        digest.update(request.body)
    return digest.hexdigest()
