"""Pictures of every screen: `python -m tests.screens [--out DIR] [--only NAME] [--readme] [--address URL]`.

Without an address it starts the demo company in a home of its own and drops a folder of messy files there. Each screen is
taken as the role that works there, at 1440 and 390 px, by day and by night; with --readme docs/screens gets its eight.
"""

import argparse
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests import chromium
from vatman.demo import DOMAIN, PASSWORD

SIZES: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1440, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "readme": {"viewport": {"width": 1440, "height": 900}},
}
THEMES = {"day": "light", "night": "dark"}
LOGINS = {"owner": "vladimir", "head": "roman", "manager": "anna", "busy": "egor", "worker": "ceh2", "observer": "buh"}
RUSSIAN = {"locale": "ru-RU", "timezone_id": "Europe/Moscow"}


@dataclass(frozen=True)
class Screen:
    name: str
    role: str
    path: str = ""
    first: str = ""  # a link on `path` to follow, as a CSS selector
    press: str = ""  # then what to press


FULL_DEAL = '.col:nth-of-type(4) .card.step a[href^="/deals/"]'
SCREENS = [
    Screen("login", "", "/accounts/login/"),
    Screen("my-day", "busy", "/day"),
    Screen("my-day-head", "head", "/day"),
    Screen("my-day-worker", "worker", "/day"),
    Screen("task-done", "manager", "/day", press='#day [hx-get$="/completion"]'),
    Screen("task-later", "busy", "/day", press='#day [hx-get$="/postponement"]'),
    Screen("tasks", "head", "/tasks"),
    Screen("call", "busy", "/day", press='#day [hx-get^="/calls/"]'),
    Screen("call-lists", "head", "/call-lists"),
    Screen("call-list-new", "head", "/clients?deals=no", press='[hx-get^="/call-lists/new"]'),
    Screen("board", "busy", "/board"),
    Screen("board-all", "owner", "/board?owner=all"),
    Screen("board-observer", "observer", "/board"),
    Screen("filter", "owner", "/board", press='[hx-get^="/deals/filter"]'),
    Screen("stage", "owner", "/board", press=".pencil"),
    Screen("deal", "owner", "/board?owner=all", first=FULL_DEAL),
    Screen("deal-loss", "owner", "/board?owner=all", first=FULL_DEAL, press='[hx-get*="/loss"]'),
    Screen("deal-lines", "owner", "/board?owner=all", first=FULL_DEAL, press='[hx-get*="/lines"]'),
    Screen("deal-payment", "owner", "/board?owner=all", first=FULL_DEAL, press='[hx-get*="/payments"]'),
    Screen("deal-participants", "owner", "/board?owner=all", first=FULL_DEAL, press='[hx-get*="/participants"]'),
    Screen("deal-new", "manager", "/board", press='.stamp [hx-get^="/deals/new"]'),
    Screen("deals", "manager", "/deals"),
    Screen("views", "owner", "/deals", press='[hx-get^="/views/deals"]'),
    Screen("clients", "manager", "/clients"),
    Screen("contact", "manager", "/clients", first='main a[href^="/contacts/"]:not([href$="new"])'),
    Screen("companies", "manager", "/clients?kind=company"),
    Screen("company", "manager", "/clients?kind=company", first='main a[href^="/companies/"]:not([href$="new"])'),
    Screen("contact-new", "manager", "/clients", press='[hx-get="/contacts/new"]'),
    Screen("search", "manager", "/search?q=%D0%B8%D0%B2%D0%B0%D0%BD"),
    Screen("funnel", "owner", "/reports?period=year"),
    Screen("found", "owner", "/reports/found"),
    Screen("found-own", "busy", "/reports/found"),
    Screen("found-rules", "owner", "/reports/found", press='[hx-get="/reports/found/rules"]'),
    Screen("planning", "head", "/reports/planning"),
    Screen("plans", "owner", "/reports/plans"),
    Screen("imports", "owner", "/imports"),
    Screen("import", "owner", "/imports", first='td a[href^="/imports/"]'),
    Screen("doubts", "owner", "/imports/doubts"),
    Screen("settings", "owner", "/settings"),
    Screen("members", "owner", "/settings/members"),
    Screen("departments", "owner", "/settings/departments"),
    Screen("own-fields", "owner", "/settings/fields"),
    Screen("roles", "owner", "/settings/roles"),
    Screen("profile", "manager", "/profile"),
    Screen("journal", "owner", "/journal"),
    Screen("bulk", "owner", "/bulk"),
    Screen("handing", "head", "/handing"),
    Screen("trash", "owner", "/trash"),
    Screen("keys", "manager", "/keys"),
]
README = {  # picture → screen, size, theme
    "board": ("board", "readme", "day"), "deal": ("deal", "readme", "day"), "my-day": ("my-day", "readme", "day"),
    "import": ("import", "readme", "day"), "funnel": ("funnel", "readme", "day"), "client": ("company", "readme", "day"),
    "phone": ("my-day", "phone", "day"), "night": ("board", "readme", "night"),
}  # fmt: skip
HEAVY = 250_000  # bytes


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.screens")
    parser.add_argument("--out", type=Path, default=Path("docs/screens/all"))
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--readme", action="store_true")
    parser.add_argument("--address")
    args = parser.parse_args()
    with _site(args.address) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch())
        camera = Camera(browser, address)
        if not args.address:
            camera.move_in()
        failed = camera.for_readme(Path("docs/screens")) if args.readme else camera.all(args.out, args.only)
        browser.close()
    print(f"failed: {', '.join(failed)}" if failed else "done")
    return 1 if failed else 0


class Camera:
    """One window for every role and size, signed in once."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.states: dict[str, Any] = {}
        self.windows: dict[tuple[str, str], BrowserContext] = {}

    def all(self, out: Path, only: list[str]) -> list[str]:
        wanted = [(screen, size) for screen in SCREENS if not only or screen.name in only for size in ("wide", "phone")]
        shots = {
            (screen, size): {theme: out / f"{screen.name}-{size}-{theme}.png" for theme in THEMES}
            for screen, size in wanted
        }
        return [screen.name for (screen, size), files in shots.items() if not self._take(screen, size, files)]

    def for_readme(self, out: Path) -> list[str]:
        known = {screen.name: screen for screen in SCREENS}
        failed = []
        for name, (screen, size, theme) in README.items():
            path = out / f"{name}.png"
            if not self._take(known[screen], size, {theme: path}) or path.stat().st_size > HEAVY:
                failed.append(name)
        return failed

    def move_in(self) -> None:
        """A folder of messy files, so that there is an import to show."""
        from vatman.importing.tests.files import folder_of_a_company

        with tempfile.TemporaryDirectory() as folder:
            page = self._window("owner", "wide").new_page()
            page.goto(f"{self.address}/imports")
            page.locator("input[webkitdirectory]").set_input_files(folder_of_a_company(Path(folder) / "Таблицы отдела"))
            expect(page.locator('a[href$="/report.json"]')).to_be_visible(timeout=180_000)
            page.close()

    def _take(self, screen: Screen, size: str, files: dict[str, Path]) -> bool:
        page = self._window(screen.role, size).new_page()
        try:
            self._show(page, screen)
            for theme, path in files.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                page.emulate_media(color_scheme=THEMES[theme])  # type: ignore[arg-type]
                page.screenshot(path=path)
        except Exception as error:  # one broken screen must not hide the others
            print(f"{screen.name} {size}: {str(error).splitlines()[0]}", file=sys.stderr)
            return False
        finally:
            page.close()
        return True

    def _show(self, page: Page, screen: Screen) -> None:
        answer = page.goto(self.address + screen.path, wait_until="load")
        if answer is None or not answer.ok:
            raise ValueError(f"{screen.path} answers {answer and answer.status}")
        if screen.first:
            page.goto(self.address + str(page.locator(screen.first).first.get_attribute("href")), wait_until="load")
        if screen.press:
            page.locator(screen.press).first.evaluate("element => element.click()")
            page.locator("dialog[open] header").wait_for()
        page.evaluate("document.fonts.ready")

    def _window(self, role: str, size: str) -> BrowserContext:
        if (role, size) not in self.windows:
            state = self._signed_in(role) if role else None
            self.windows[role, size] = self.browser.new_context(**SIZES[size], **RUSSIAN, storage_state=state)
        return self.windows[role, size]

    def _signed_in(self, role: str) -> Any:
        if role not in self.states:
            context = self.browser.new_context(**RUSSIAN)
            page = context.new_page()
            page.goto(f"{self.address}/accounts/login/")
            page.fill("[name=login]", f"{LOGINS[role]}@{DOMAIN}")
            page.fill("[name=password]", PASSWORD)
            page.press("[name=password]", "Enter")
            page.wait_for_url(lambda url: "/accounts/login" not in url)
            self.states[role] = context.storage_state()
            context.close()
        return self.states[role]


@contextmanager
def _site(address: str | None) -> Iterator[str]:
    if address:
        yield address.rstrip("/")
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="vatman-screens-") as home:
        process = subprocess.Popen(
            [sys.executable, "-m", "vatman", "up", "--demo", "--port", str(port), "--home", home]
        )
        try:
            _wait(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(30)


def _wait(url: str) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the demo company did not start")


if __name__ == "__main__":
    sys.exit(main())
