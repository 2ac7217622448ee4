"""How soon a page is usable in Chromium: drawn, its scripts run, nothing kept from an earlier visit."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests import chromium
from vatman.team.models import Member

from .alive import running
from .measuring import GOALS, Result, at_most
from .pages import BACKEND, PAGES, Visitor

VISITS = 7


def usable(home: Path, member: Member) -> Iterator[Result]:
    """Milliseconds from asking to the end of DOMContentLoaded, which waits for the page's own modules; each visit in a new context."""
    browser = Client()
    browser.force_login(member, backend=BACKEND)
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value
    values = Visitor(member).values
    paths = {name: reverse(name, args=[values[key] for key in args]) for name, args in PAGES}
    with running(home) as (port, _pids):
        times = _visits(f"http://127.0.0.1:{port}", session, paths)
    goal = GOALS["usable"]
    for name, taken in times.items():
        yield at_most(
            f"{name} usable in Chromium", "ms", median(taken), goal["most"], title=goal["title"], n=len(taken)
        )


def _visits(site: str, session: str, paths: dict[str, str]) -> dict[str, list[float]]:
    from playwright.sync_api import Browser, sync_playwright

    def visit(browser: Browser, path: str) -> float:
        with browser.new_context() as context:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])
            page = context.new_page()
            page.goto(site + path, wait_until="domcontentloaded")
            return float(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch())
        for path in paths.values():
            visit(browser, path)
        return {name: [visit(browser, path) for _visit in range(VISITS)] for name, path in paths.items()}
