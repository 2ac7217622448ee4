"""Pictures of every screen: `python -m tests.screens [--out DIR] [--only NAME] [--address URL]`.

Without an address it starts the demo company in a home of its own. Each screen is taken as the role that works there,
at 1440 and 390 px, by day and by night; docs/screens holds the eight that the README shows.
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

from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium
from vatman.demo import DOMAIN, PASSWORD

SIZES = {"wide": (1440, 900), "phone": (390, 844)}
THEMES = {"day": "light", "night": "dark"}
LOGINS = {"owner": "vladimir", "head": "roman", "manager": "anna", "worker": "ceh2", "observer": "buh"}


@dataclass(frozen=True)
class Screen:
    name: str
    role: str
    path: str = ""
    first: str = ""  # a link on `path` to follow, as a CSS selector
    press: str = ""  # then what to press


SCREENS = [
    Screen("login", "", "/accounts/login/"),
    Screen("my-day", "manager", "/day"),
    Screen("board", "manager", "/board"),
    Screen("board-all", "owner", "/board?owner=all"),
    Screen("deal", "manager", "/board", first='a[href^="/deals/"]:not([href*="new"])'),
    Screen("deal-new", "manager", "/board", press='[hx-get="/deals/new"]'),
    Screen("deals", "manager", "/deals"),
    Screen("tasks", "head", "/tasks"),
    Screen("task-done", "manager", "/day", press='[hx-get$="/completion"]'),
    Screen("clients", "manager", "/clients"),
    Screen("contact", "manager", "/clients", first='main a[href^="/contacts/"]:not([href$="new"])'),
    Screen("company", "manager", "/clients?kind=company", first='main a[href^="/companies/"]:not([href$="new"])'),
    Screen("contact-new", "manager", "/clients", press='[hx-get="/contacts/new"]'),
    Screen("search", "manager", "/search?q=%D0%B8%D0%B2%D0%B0%D0%BD"),
    Screen("funnel", "owner", "/reports?period=year"),
    Screen("import", "owner", "/imports"),
    Screen("settings", "owner", "/settings"),
    Screen("members", "owner", "/settings/members"),
    Screen("roles", "owner", "/settings/roles"),
    Screen("profile", "manager", "/profile"),
    Screen("journal", "owner", "/journal"),
    Screen("trash", "owner", "/trash"),
    Screen("worker-day", "worker", "/day"),
    Screen("observer-board", "observer", "/board"),
]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.screens")
    parser.add_argument("--out", type=Path, default=Path("docs/screens/all"))
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--address")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    wanted = [screen for screen in SCREENS if not args.only or screen.name in args.only]
    with _site(args.address) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch())
        failed = [name for name in (_take(browser, address, screen, args.out) for screen in wanted) if name]
        browser.close()
    print(f"{len(wanted) - len(failed)} screens in {args.out}" + (f", failed: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


@contextmanager
def _site(address: str | None) -> Iterator[str]:
    if address:
        yield address.rstrip("/")
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tempfile.mkdtemp(prefix="vatman-screens-")
    process = subprocess.Popen([sys.executable, "-m", "vatman", "up", "--demo", "--port", str(port), "--home", home])
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


def _take(browser: Browser, address: str, screen: Screen, out: Path) -> str:
    """Four pictures of one screen; returns its name when it could not be shown."""
    for size, (width, height) in SIZES.items():
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="ru-RU", timezone_id="Europe/Moscow"
        )
        page = context.new_page()
        try:
            _show(page, address, screen)
            for theme, scheme in THEMES.items():
                page.emulate_media(color_scheme=scheme)
                page.screenshot(path=out / f"{screen.name}-{size}-{theme}.png")
        except Exception as error:  # one broken screen must not hide the others
            print(f"{screen.name}: {str(error).splitlines()[0]}", file=sys.stderr)
            return screen.name
        finally:
            context.close()
    return ""


def _show(page: Page, address: str, screen: Screen) -> None:
    if screen.role:
        _sign_in(page, address, screen.role)
    answer = page.goto(address + screen.path, wait_until="load")
    assert answer is not None, f"{screen.path} answers nothing"
    assert answer.ok, f"{screen.path} answers {answer.status}"
    if screen.first:
        page.goto(address + str(page.locator(screen.first).first.get_attribute("href")), wait_until="load")
    if screen.press:
        page.locator(screen.press).first.evaluate("element => element.click()")
        page.locator("dialog[open]").wait_for()
    page.evaluate("document.fonts.ready")


def _sign_in(page: Page, address: str, role: str) -> None:
    page.goto(f"{address}/accounts/login/")
    page.fill("[name=login]", f"{LOGINS[role]}@{DOMAIN}")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)


if __name__ == "__main__":
    sys.exit(main())
