"""What each operation of the API is for: on whose thing it works, which right it needs, and a real body with which it succeeds.

An operation of `/api/v1/openapi.json` without a row here fails the test of completeness. What is expected of a role is
computed from its own matrix, as for pages.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from .routes import Right, _plans

Body = dict[str, Any] | Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Operation:
    """`path` as in the document; its `{id}` is filled with the side's `thing`, other names with things of these names."""

    method: str
    path: str
    thing: str = ""
    right: Right = None
    body: Body = field(default_factory=dict)
    before: Callable[[Any], Any] | None = None  # of a side: what must be so that the operation makes sense
    query: str = ""
    upload: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return self.method, self.path

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def _tomorrow(_side: Any) -> dict[str, Any]:
    return {"until": (timezone.localdate() + timedelta(days=7)).isoformat()}


def _everybody_calls(side: Any) -> None:
    side.call_list.people.add(*type(side.owner).objects.filter(role__key__in=("owner", "head")))


def _file(_side: Any) -> dict[str, Any]:
    return {"files": SimpleUploadedFile("клиенты.csv", "Имя;Телефон\nОрлова Вера;89120001122\n".encode())}


def _twin(side: Any, thing: str) -> Any:
    """One more card of the same owner, to be joined with the first."""
    values = {"contact": {"last_name": "Двойникова"}, "company": {"name": "Двойник"}}[thing]
    return type(getattr(side, thing)).objects.meet(by=side.owner, **values)


def _bulk(side: Any) -> dict[str, Any]:
    return {"of": "deal", "verb": "tag", "ids": [side.deal.pk], "values": {"tag": "разом"}}


def _brings(member: Any) -> bool:
    return member.may("create", "import") and member.may("create", "contact")


FREE = [  # of no single thing; what a list holds is another test's business
    Operation("get", "/me"),
    Operation("get", "/members"),
    Operation("get", "/departments"),
    Operation("get", "/events"),
    Operation("get", "/search", query="?q=иванов"),
    Operation("get", "/tags"),
    Operation("get", "/favourites"),
    Operation("get", "/fields"),
    Operation(
        "post",
        "/fields",
        right=lambda member: member.scope("edit", "contact") in ("department", "all"),
        body={"of": "contact", "title": "Тираж"},
    ),
    Operation(
        "patch",
        "/fields/{key}",
        right=lambda member: member.scope("edit", "contact") in ("department", "all"),
        body={"title": "Сорт бумаги"},
    ),
    Operation("get", "/bulk"),
    Operation("get", "/views"),
    Operation("post", "/views", right=("view", "deal"), body={"place": "deals", "name": "Горит", "query": "step=late"}),
    Operation("post", "/bulk", right=("edit", "deal"), body=_bulk),
    Operation(
        "post",
        "/bulk/handing",
        right=("edit", "deal"),
        body=lambda side: {"of": "deal", "id": side.deal.pk, "to": side.owner.pk, "along": ["task"], "note": "отпуск"},
    ),
    Operation("post", "/bulk/preview", right=("edit", "deal"), body=_bulk),
    Operation("get", "/contacts"),
    Operation("get", "/companies"),
    Operation("get", "/deals"),
    Operation("get", "/tasks"),
    Operation("get", "/calls"),
    Operation("get", "/call-lists"),
    Operation("get", "/imports"),
    Operation("get", "/pipelines"),
    Operation("get", "/loss-reasons"),
    Operation("get", "/sources"),
    Operation(
        "post",
        "/contacts",
        right=("create", "contact"),
        body={"last_name": "Новый", "phones": [{"value": "+79213334455"}]},
    ),
    Operation("post", "/companies", right=("create", "company"), body={"name": "Новая", "inn": "7707083893"}),
    Operation("post", "/deals", right=("create", "deal"), body={"title": "Новая", "amount": "100.50"}),
    Operation("post", "/tasks", right=("create", "task"), body={"title": "Новая"}),
    Operation("post", "/imports", right=_brings, body=_file, upload=True),
    Operation("get", "/reports/funnel", right=("view", "report")),
    Operation("get", "/plans", right=("view", "report")),
    Operation(
        "post",
        "/plans",
        right=_plans,
        body=lambda side: {"member": side.owner.pk, "month": "2026-11-01", "amount": "500000"},
    ),
]


def _of_card(plural: str, thing: str, change: dict[str, Any]) -> list[Operation]:
    one = f"/{plural}/{{id}}"
    stars = [Operation(method, f"{one}/star", thing, ("view", thing)) for method in ("post", "delete")]
    return [
        *(stars if thing != "task" else []),
        Operation("get", one, thing, ("view", thing)),
        Operation("patch", one, thing, ("edit", thing), change),
        Operation("delete", one, thing, ("delete", thing)),
        Operation("get", f"{one}/notes", thing, ("view", thing)),
        Operation("post", f"{one}/notes", thing, ("note", thing), {"text": "заметка"}),
    ]


def _of_client(plural: str, thing: str, change: dict[str, Any]) -> list[Operation]:
    one, edit = f"/{plural}/{{id}}", ("edit", thing)
    return [
        *_of_card(plural, thing, change),
        Operation("post", f"{one}/phones", thing, edit, {"value": "+79213334455"}),
        Operation("post", f"{one}/emails", thing, edit, {"value": "new@mail.test"}),
        Operation("post", f"{one}/merges", thing, edit, lambda side: {"other": side.twins[thing].pk}),
    ]


ON_THINGS = [
    *_of_client("contacts", "contact", {"last_name": "Иначе"}),
    *_of_client("companies", "company", {"city": "Тверь"}),
    *_of_card("deals", "deal", {"title": "Иначе"}),
    *_of_card("tasks", "task", {"title": "Иначе"}),
    Operation(
        "post",
        "/contacts/{id}/companies",
        "contact",
        ("edit", "contact"),
        lambda side: {"company": side.twins["company"].pk, "position": "директор"},
    ),
    Operation("delete", "/contacts/{id}/companies/{company}", "contact", ("edit", "contact")),
    Operation("patch", "/notes/{id}", "note", ("edit", "deal"), {"text": "исправленная"}),
    Operation("get", "/deals/{id}/moves", "deal", ("view", "deal")),
    Operation(
        "post",
        "/deals/{id}/moves",
        "deal",
        ("edit", "deal"),
        lambda side: {"stage": side.deal.pipeline.stages.get(key="meeting").pk},
    ),
    Operation("post", "/deals/{id}/sleep", "deal", ("edit", "deal"), _tomorrow),
    Operation("delete", "/deals/{id}/sleep", "deal", ("edit", "deal")),
    Operation("get", "/deals/{id}/payments", "deal", ("view", "deal")),
    Operation("post", "/deals/{id}/payments", "deal", ("edit", "deal"), {"amount": "500"}),
    Operation("delete", "/deals/{id}/payments/{payment}", "deal", ("edit", "deal")),
    Operation("post", "/deals/{id}/repeats", "deal", ("create", "deal")),
    Operation("post", "/tasks/{id}/completion", "task", ("edit", "task"), {"result": "договорились"}),
    Operation(
        "delete",
        "/tasks/{id}/completion",
        "task",
        ("edit", "task"),
        before=lambda side: side.task.complete("да", by=side.owner),
    ),
    Operation(
        "post",
        "/call-lists",
        "contact",
        ("edit", "contact"),
        lambda side: {"name": "Обзвон", "people": [side.owner.pk], "contacts": [side.contact.pk]},
    ),
    Operation("post", "/calls", "deal", ("edit", "deal"), lambda side: {"deal": side.deal.pk, "result": "no_answer"}),
    Operation("post", "/call-lists/{id}/claims", "call_list", ("edit", "task"), before=_everybody_calls),
    Operation("post", "/call-entries/{id}/calls", "call_entry", ("edit", "task"), {"result": "no_answer"}),
    Operation("get", "/calls/{id}", "call", ("view", "deal")),
    Operation("delete", "/calls/{id}", "call", ("edit", "deal")),
    Operation("patch", "/views/{id}", "view", ("edit", "view"), {"name": "Иначе"}),
    Operation("delete", "/views/{id}", "view", ("edit", "view")),
    Operation("get", "/bulk/{id}", "bulk", ("view", "bulk")),
    Operation("post", "/bulk/{id}/undoing", "bulk", ("edit", "bulk")),
    Operation("get", "/imports/{id}", "load", ("view", "import")),
    Operation("get", "/imports/{id}/report", "load", ("view", "import")),
    Operation(
        "post",
        "/imports/{id}/undoing",
        "load",
        ("delete", "import"),
        before=lambda side: type(side.load).objects.filter(pk=side.load.pk).update(state="done"),
    ),
    Operation("get", "/events/{id}", "event", ("view", "deal")),
]

KNOWN_TO_ALL = [  # things of the company, no secret inside it
    Operation("get", "/members/{id}", "member"),
    Operation("get", "/pipelines/{id}", "pipeline"),
]
