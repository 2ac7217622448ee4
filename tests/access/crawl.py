"""Reading all that a member can come to: pages by their links, lists of the API, files and spreadsheets to their cells."""

import html
import io
import json
import re
import zipfile
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from django.test import Client as Browser
from django.urls import reverse

from tests.api.calls import API

from .routes import ON_THINGS, OWN, PLAIN, SETTLED

LINK = re.compile(r"""(?:href|hx-get|data-get|src)=["']([^"'#]+)""")
AWAY = ("http", "mailto:", "tel:", "javascript:", "data:", "/static/", "/icons/", "/live", "/accounts/")
LISTS = (
    "contacts",
    "companies",
    "deals",
    "tasks",
    "calls",
    "call-lists",
    "imports",
    "events",
    "members",
    "departments",
    "tags",
    "fields",
    "pipelines",
    "sources",
    "me",
    "plans",
)
PARTS = {
    "contacts": ("", "/notes"),
    "companies": ("", "/notes"),
    "deals": ("", "/notes", "/moves"),
    "tasks": ("", "/notes"),
    "calls": ("",),
    "imports": ("", "/report"),
    "events": ("",),
}

READ = json.JSONDecoder().raw_decode  # the body, whatever follows it


def text_of(answer: Any) -> str:
    """Everything an answer says: its body, cells of a spreadsheet, words in its headers."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b" ".join(book.read(name) for name in book.namelist())
    toast = json.dumps(json.loads(answer.headers.get("HX-Trigger", "{}")), ensure_ascii=False)
    named = (unquote(answer.headers.get(name, "")) for name in ("Location", "HX-Redirect", "Content-Disposition"))
    return " ".join([body.decode("utf-8", "replace"), toast, *named])


class Crawl:
    """`said` is address → what it answered, for one member."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.said: dict[str, str] = {}

    def ask(self, url: str, **headers: str) -> str:
        answer = self.browser.get(url, headers=headers or None)
        assert answer.status_code < 500, url
        self.said[url] = text = text_of(answer)
        return text

    def walk(self, urls: Iterable[str], deep: int) -> None:
        """These addresses and whatever they lead to, `deep` steps on. Of links that differ in values alone one is enough."""
        step, seen = list(dict.fromkeys(urls)), set[str]()
        for left in range(deep, -1, -1):
            texts = {url: self.ask(url) for url in step}
            seen |= {alike(url) for url in step}
            found = {alike(link): link for url, text in texts.items() for link in links(url, text)} if left else {}
            step = [link for key, link in found.items() if key not in seen]

    def met(self, search: Any) -> dict[str, set[str]]:
        """Address → what `search` found in its answer, where it found anything."""
        found = {url: search(text) for url, text in self.said.items()}
        return {url: names for url, names in found.items() if names}


def alike(url: str) -> str:
    return re.sub(r"=[^&]*", "", url)


def links(url: str, text: str) -> Iterable[str]:
    if "<" not in text[:200]:
        return
    for raw in LINK.findall(text):
        link = html.unescape(raw).strip()
        if link and not link.startswith(AWAY):
            parts = urlsplit(urljoin(url, link))
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path


def pages(pairs: Any, *sides: Any) -> list[str]:
    """Every page of the tables of routes, those of things for each of the sides."""
    found = [
        reverse(route.name, args=route.args(pairs) if route.args else [])
        for route in PLAIN + SETTLED
        if route.get != "no"
    ]
    found += [reverse(name) for name in ("profile", "keys", "mentions", "known_tags") if name in OWN]
    found += [f"{reverse('clients')}?thing=company", *(f"{reverse('trash')}?thing={thing}" for thing in TRASHABLE)]
    found += [f"{reverse('tasks')}?when={when}" for when in ("late", "open", "done")] + [
        f"{reverse('deals')}?state=all"
    ]
    for side, route in ((side, route) for side in sides for route in ON_THINGS if route.get != "no"):
        found.append(reverse(route.name, args=route.args(side) if route.args else [getattr(side, route.thing).pk]))
    return list(dict.fromkeys(found))


TRASHABLE = ("contact", "company", "deal", "task", "note", "file")


def read_api(caller: Any) -> dict[str, str]:
    """Every list of the API, and each thing that stands in one."""
    crawl = Crawl(caller)
    for name in LISTS:
        rows = READ(crawl.ask(f"{API}/{name}{'?limit=500' if name in PARTS else ''}"))[0]
        for row in rows["items"] if isinstance(rows, dict) and name in PARTS else []:
            for part in PARTS[name]:
                crawl.ask(f"{API}/{name}/{row['id']}{part}")
    crawl.ask(f"{API}/reports/funnel")
    crawl.ask(f"{API}/tasks?done=true&limit=500")
    return crawl.said
