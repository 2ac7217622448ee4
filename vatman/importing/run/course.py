"""What stays the same for all chunks of one import: who brings it, its plan in living objects, its days and moments."""

from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vatman.deals.models import LossReason, Pipeline, Stage
from vatman.records.models import CustomField
from vatman.team.models import Member, Organisation

from ..models import Import
from ..shapes import Facts, Field, Status
from .owners import Owners, word_key
from .searching import Finder
from .spread import Day, spread
from .survey import Line, Survey

TITLES = {  # of the fields that the import itself adds
    "beside": _("Другие значения"),
    "manager": _("Менеджер"),
    "participants": _("Участники"),
    "position": _("Должность"),
    "city": _("Город"),
    "lost_reason": _("Причина отказа"),
    "external_id": _("Номер в прежней базе"),
}


class Course:
    def __init__(
        self, load: Import, survey: Survey, *, by: Any = None, heir: Any = None, finder: Finder | None = None
    ) -> None:
        """`heir` owns what the rows make, whatever their managers' column says."""
        self.load, self.survey, self.heir, self.finder = load, survey, heir, finder or Finder(load)
        self.by = by or load.owner
        self.origin, self.plan, self.today = load.origin, load.plan, load.today
        self.now = load.created_at
        self._owners: dict[tuple[str, int], Any] = {}
        self._stages: dict[str, Stage] = {}
        self._noons: dict[date, datetime] = {}
        self.titles = {code: str(title) for code, title in TITLES.items()}
        self.words = {"call": str(_("Позвонить"))}
        self.pipeline = Pipeline.objects.default()
        self.first = self.pipeline.first_stage()
        self.stages: dict[int, Stage] = {stage.pk: stage for stage in Stage.objects.select_related("pipeline")}
        self.reasons = {reason.key or word_key(reason.name): reason for reason in LossReason.objects.all()}
        self.reason_names = {word_key(reason.name): reason for reason in self.reasons.values()}
        self.fields = self._fields()
        self.own_mails = set(Member.objects.values_list("email", flat=True))
        self.members = Owners().by_id
        self.currency = Organisation.get().currency

    def _fields(self) -> dict[tuple[str, str], CustomField]:
        told = self.plan.get("fields", [])
        known = CustomField.objects.in_bulk([pk for _thing, _title, pk in told])
        return {(thing, title): known[pk] for thing, title, pk in told if pk in known}

    def forget(self) -> None:
        """After a chunk was rolled back: nothing that it made or counted is believed any more."""
        self.load.refresh_from_db()
        self.plan = self.load.plan
        self.fields = self._fields()

    @cached_property
    def days(self) -> dict[int, Day]:
        """Row → the day its passed call is put on, or that its deal sleeps till."""
        return spread(self.survey.calls, self.today, self._owner_of, self.load)

    def _owner_of(self, manager: str, sheet: int) -> Any:
        """Whom the manager's column names; without such a column whoever the sheet or the file is named after."""
        key = manager, sheet
        if key not in self._owners:
            told = (
                self.plan.get("managers", {}).get(manager, {}).get("member")
                if manager
                else self.plan.get("sheets", {}).get(str(sheet))
            )
            self._owners[key] = self.members.get(told) or self.load.owner
        return self._owners[key]

    def owner(self, line: Line) -> Any:
        return self.heir or self._owner_of(word_key(line.facts.manager) if line.facts.manager else "", line.sheet)

    def stranger(self, facts: Facts) -> str:
        """The manager's name where none of ours is meant: it is kept on the card."""
        told = self.plan.get("managers", {}).get(word_key(facts.manager), {}) if facts.manager else {}
        return "" if told.get("member") else facts.manager

    def stage(self, status: Status | None) -> Stage:
        if status is None:
            return self.first
        if status.word not in self._stages:
            told = self.plan.get("statuses", {}).get(word_key(status.word))
            self._stages[status.word] = self.stages.get(told["stage"], self.first) if told else self.first
        return self._stages[status.word]

    def loss_reason(self, facts: Facts) -> LossReason:
        deal = facts.deal
        named = self.reason_names.get(word_key(deal.lost_reason)) if deal and deal.lost_reason else None
        key = deal.status.reason if deal and deal.status else ""
        return named or self.reasons.get(key) or self.reasons.get("other") or next(iter(self.reasons.values()))

    def source(self, name: str) -> int | None:
        return self.plan.get("sources", {}).get(word_key(name)) if name else None

    def field(self, thing: str, title: str, kind: str = "text") -> CustomField:
        """The company's own field of that title, added where the plan did not foresee it."""
        if (thing, title) not in self.fields:
            known = CustomField.objects.of(thing).filter(title__iexact=title).first()
            field = known or CustomField.objects.add(thing, title, kind, by=self.load.owner, origin=self.origin)
            if not known:
                self.plan.setdefault("made", {}).setdefault("field", []).append(field.pk)
            self.fields[thing, title] = field
        return self.fields[thing, title]

    def title(self, line: Line, field: Field) -> str:
        """The file's own title of the column taken for `field`."""
        return self.survey.sheets[line.sheet].titled(field)

    def moment(self, day: date | None) -> datetime:
        """Noon of that day; for today, later days and no day at all the moment of the import."""
        if day is None or day >= self.today:
            return self.now
        if day not in self._noons:
            self._noons[day] = timezone.make_aware(datetime.combine(day, time(12)))
        return self._noons[day]

    def at(self, day: date, hour: time) -> datetime:
        return timezone.make_aware(datetime.combine(day, hour))
