"""A task for each of many cards."""

from typing import Any

from django import forms
from django.db import models
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vatman.records.bulk.handing import opens
from vatman.records.bulk.verb import Before, Values, Verb
from vatman.team.models import Member
from vatman.web.errors import Refused

from . import presets
from .events import when
from .forms import DueForm
from .models import Task, assignees


@opens("task")
def to_do(rows: QuerySet) -> QuerySet:
    return rows.filter(done_at=None, trashed_at=None)


EACH = gettext_lazy("у каждой карточки — её ответственный")


class TaskForEachForm(DueForm):
    title = forms.CharField(max_length=200, label=gettext_lazy("Что сделать"))
    kind = forms.ChoiceField(choices=Task.Kind.choices, initial=Task.Kind.CALL, label=gettext_lazy("Вид"))
    to: Any = forms.ModelChoiceField(
        Member.objects.none(), required=False, label=gettext_lazy("Кто сделает"), empty_label=EACH
    )

    def __init__(self, *args: Any, member: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = assignees(member)
        for field in self.fields.values():
            field.required = False


class TaskForEach(Verb, icon="checkbox"):
    name, title, order, right = "task", gettext_lazy("Задача"), 50, "view"
    template = "tasks/bulk.html"

    @classmethod
    def offered(cls, thing: str, by: Any) -> bool:
        return bool(super().offered(thing, by) and by.may("create", "task"))

    @classmethod
    def choices(cls, thing: str, by: Any) -> dict[str, Any]:
        return {"form": TaskForEachForm(member=by), "presets": presets.choices()}

    @classmethod
    def read(cls, thing: str, data: QueryDict, by: Any) -> Values | None:
        form = TaskForEachForm(data, member=by)
        if not form.is_valid():
            raise Refused(fields={name: " ".join(map(str, errors)) for name, errors in form.errors.items()})
        title, due, to = form.cleaned_data["title"].strip(), form.due(), form.cleaned_data["to"]
        if not title or due is None:
            return None
        kind = form.cleaned_data["kind"] or Task.Kind.OTHER
        return {"title": title, "kind": kind, "due": due.isoformat(), "to": to and to.pk}

    @property
    def words(self) -> str:
        return _("Задача на %(when)s: %(title)s") % {"when": when(self.values["due"]), "title": self.values["title"]}

    def barred(self, by: Any) -> list[tuple[str, Q]]:
        if self.values["to"]:
            return []
        able = list(assignees(by).values_list("pk", flat=True))
        return [(_("ответственному вы задач не даёте"), Q(owner__isnull=False) & ~Q(owner__in=able))]

    def carry(self, rows: QuerySet, *, by: Any, origin: str) -> Before:
        cards = list(rows.order_by("pk").only("pk", "owner"))
        planned = Task.objects.plan_all([self._task(card, by) for card in cards], by=by, origin=origin)
        return {card.pk: task.pk for card, task in zip(cards, planned, strict=True)}

    def _task(self, card: Any, by: Any) -> Task:
        text = self.values["due"]
        due = parse_datetime(text) if "T" in text else None
        day = timezone.localdate(due) if due else parse_date(text) or timezone.localdate()
        owner = self.values["to"] or card.owner_id or by.pk
        return Task(
            title=self.values["title"], kind=self.values["kind"], due_at=due, due_on=day, owner_id=owner, **{f"{self.thing}_id": card.pk}
        )  # fmt: skip

    def give_back(self, before: Before, *, by: Any, origin: str) -> set[int]:
        """What is done, put off or written anew by now stays."""
        text = self.values["due"]
        due = {"due_at": parse_datetime(text)} if "T" in text else {"due_on": parse_date(text), "due_at": None}
        rows: models.QuerySet = Task.objects.open().filter(pk__in=before.values(), title=self.values["title"], **due)
        gone = Task.objects.trash_all(rows, by=by, origin=origin)
        return {card for card, task in before.items() if task in gone}
