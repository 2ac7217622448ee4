"""People at their screens: each has a window of his own, is signed in, and his page must neither complain nor fail."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response

WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
CONSOLE_OF_FAILED_REQUESTS = "Failed to load resource"  # told better by the answer itself


class Screen:
    """A page, and what went wrong on it. A refusal that a test expects is named beforehand: `allow(409)`."""

    def __init__(self, page: Page, url: Callable[[str], str]) -> None:
        self.page, self.url = page, url
        self.faults: list[str] = []
        self.allowed: set[int] = set()
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("console", self._hear)
        page.on("response", self._answered)
        page.on("requestfailed", self._failed)

    def allow(self, *statuses: int) -> None:
        self.allowed |= set(statuses)

    def go(self, path: str) -> Page:
        answer = self.page.goto(self.url(path), wait_until="load")
        assert answer
        assert answer.ok or answer.status in self.allowed, f"{path}: {answer.status}"
        return self.page

    def _hear(self, message: Any) -> None:
        if message.type in ("error", "warning") and CONSOLE_OF_FAILED_REQUESTS not in message.text:
            self.faults.append(f"console: {message.text}")

    def _answered(self, answer: Response) -> None:
        if answer.status >= 400 and answer.status not in self.allowed:
            self.faults.append(f"{answer.request.method} {answer.url}: {answer.status}")

    def _failed(self, request: Request) -> None:
        aborted = request.failure == "net::ERR_ABORTED"  # by leaving the page, or because a newer question was asked
        if not aborted:
            self.faults.append(f"{request.method} {request.url}: {request.failure}")


class Desks:
    """Opens windows for one test and closes them after it; `check` says what went wrong on any."""

    def __init__(self, browser: Browser, url: Callable[[str], str]) -> None:
        self.browser, self.url = browser, url
        self.contexts: list[BrowserContext] = []
        self.screens: list[Screen] = []

    def sit(self, member: Any = None, *, phone: bool = False) -> Screen:
        """A window of this member, or of a stranger; `phone` has 390 px and a finger."""
        context = self.browser.new_context(
            viewport=PHONE if phone else WIDE,
            has_touch=phone,
            is_mobile=phone,
            locale="ru-RU",
            timezone_id="Europe/Moscow",
        )
        self.contexts.append(context)
        if member:
            context.add_cookies([{"name": "sessionid", "value": session(member), "url": self.url("/")}])
        screen = Screen(context.new_page(), self.url)
        self.screens.append(screen)
        return screen

    def leave(self) -> list[str]:
        faults = [fault for screen in self.screens for fault in screen.faults]
        for context in self.contexts:
            context.close()
        return faults


def session(member: Any) -> str:
    visitor = Client()
    visitor.force_login(member, backend="vatman.team.backend.Backend")
    return visitor.cookies["sessionid"].value
