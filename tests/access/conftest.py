"""One world for all doors: each try is taken back, so that the next one finds everything as it was."""

import copy
import logging
from contextlib import contextmanager

import pytest
from django.db import transaction

from .pairs import both


@contextmanager
def taken_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def quiet(caplog):
    """Refusals are what is asked for here: a traceback of each would take a third of the time."""
    caplog.set_level(logging.CRITICAL, "django.request")


@pytest.fixture(scope="module")
def pairs(django_db_setup, django_db_blocker, long_transaction):
    with django_db_blocker.unblock(), taken_back():
        yield both()


@pytest.fixture
def two(pairs, db):
    """The world of all these tests, as new for each of them."""
    with taken_back():
        yield copy.deepcopy(pairs)


@pytest.fixture
def anna(two):
    return two.world.browser(two.world.anna)
