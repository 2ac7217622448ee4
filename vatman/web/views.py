import os

from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from vatman import __version__

STALE = 15  # seconds without a heartbeat after which a worker is taken for dead
WORKER = "SELECT EXISTS (SELECT FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s))"

_migrated = False  # tables never go back while a process lives, so once is enough


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """`{"status": "ok", "version"}` when tables, worker and the requested demo are ready; else 503 and what is awaited."""
    try:
        status = _awaited() or "ok"
    except DatabaseError:
        status = "no database"
    answer = JsonResponse({"status": status, "version": __version__}, status=200 if status == "ok" else 503)
    answer._has_been_logged = True  # type: ignore[attr-defined]  # "not yet" is an answer here, not an error
    return answer


def _awaited() -> str:
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "migrating"
        _migrated = True
    if os.environ.get("VATMAN_DEMO") == "1" and not get_user_model().objects.exists():
        return "filling the demo"
    return "" if _worker_lives() else "no worker"


def _worker_lives() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WORKER, [STALE])
        return bool(cursor.fetchone()[0])
