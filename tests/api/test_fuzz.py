"""schemathesis finds nothing: every operation, with good and with bad values, breaks nothing and answers as documented (issue 3: 8)."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test import Client as Browser
from hypothesis import HealthCheck
from hypothesis import settings as limits
from pytest_django import DjangoDbBlocker
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import ignored_auth

from tests.api.calls import told
from tests.world import build
from vatman.config.api import site

# A guard may refuse what the schema allows: an ИНН whose digits do not add up, a day of sleep in the past.
CONFIG = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "401", "403", "404", "409", "422", "429"]
"""


def documents() -> dict:
    return json.loads(json.dumps(site.get_openapi_schema(path_prefix="/api/v1/"), default=str))


schema = schemathesis.openapi.from_dict(documents(), config=SchemathesisConfig.from_str(CONFIG))
schema.app = get_wsgi_application()


@pytest.fixture(scope="module")
def secret(django_db_setup: None, django_db_blocker: DjangoDbBlocker, long_transaction: None) -> Iterator[str]:
    """One world for all operations; the application is called as a server does, but within one transaction."""
    signals = (request_started, request_finished)
    with django_db_blocker.unblock(), transaction.atomic():
        for signal in signals:
            signal.disconnect(close_old_connections)
        olga = build().olga
        yield olga.make_token("проба", by=olga)
        for signal in signals:
            signal.connect(close_old_connections)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def unhurried(settings: Any) -> None:
    settings.API_RATE = 1_000_000


@schema.parametrize()
@limits(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_is_found(case: schemathesis.Case, secret: str):
    case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, excluded_checks=[ignored_auth])


@pytest.mark.parametrize(
    ("method", "path"), [(method, path) for path, kinds in documents()["paths"].items() for method in kinds]
)
def test_without_a_key_no_operation_says_anything(db: None, method: str, path: str):
    told(Browser().generic(method.upper(), re.sub(r"{\w+}", "1", path)), 401)
