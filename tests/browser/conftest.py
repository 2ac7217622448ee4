"""One Chromium for all browser tests, the site they share, and windows for each test.

The fixtures of pytest-playwright live as long as the session and leave its loop running, in which no asynchronous test
can: so the browser stands here, and ends with the last of these tests.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests import chromium
from tests.world import World, build
from vatman.config.database.testing import where
from vatman.importing.tests.real.place import DATA

from .people import Desks
from .site import Site, site

PATIENCE = 15_000  # milliseconds on a busy machine; what must be quick says so itself
expect.set_options(timeout=PATIENCE)
collect_ignore = [] if DATA.is_dir() else ["test_real_lists.py"]  # where real files lie, they are tried


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def chrome(django_db_setup: None, django_db_blocker: Any) -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), sync_playwright() as playwright:
        # Playwright's loop stands in this thread, our queries do not hold it up
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(**chromium.launch())
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="browser-", dir=where()) as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.fixture(scope="module")
def up(chrome: Browser, folder: Path, request: pytest.FixtureRequest) -> Iterator[Site]:
    """The site of this module's tests, empty."""
    name = request.module.__name__.rpartition(".")[2]
    with site(name, folder / name) as built:
        yield built


@pytest.fixture(scope="module")
def house(up: Site) -> World:
    """The tiny world, living on the site."""
    return build()


@pytest.fixture
def desks(up: Site, chrome: Browser) -> Iterator[Desks]:
    opened = Desks(chrome, up.url)
    yield opened
    assert opened.leave() == []
