"""A call written down, and all that follows from how it ended: the next step, the stage, a wrong number, «не звонить».

`Call.follows` remembers what it did, so that one press takes it all back:
`planned`, `started` ids of a task and a deal made, `done` tasks closed, `moved` {task: due it had}, `stage` [was, now],
`way` marked wrong, `stopped` "contact" or "company", `taken` the client that had no owner.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.clients.models import Way
from vatman.deals.models import Deal, LossReason, Pipeline, Stage
from vatman.events.recording import record
from vatman.team.calendar import next_working
from vatman.web.errors import Conflict, Refused

from ..calling.results import MISSED, RESULTS
from ..calling.retry import is_over, next_attempt
from ..calling.zones import zone_of
from ..models import Call, Task
from ..presets import Due, due


def log_call(
    place: Any,
    result: str,
    *,
    by: Any,
    note: str = "",
    when: Due | None = None,
    step: str = "",
    reason: LossReason | None = None,
    need: str = "",
    task: Task | None = None,
    way: Way | None = None,
    plans: bool = True,
    origin: str = "",
) -> Call:
    """A call about a deal, to a contact or to a company (`place`); `way` is the number that was dialled, by default the first.

    `when` and `step` name the next step, else it follows from the result; `need` the deal that opens where there is none.
    `plans` False: whoever asks plans further tries himself. Raises Refused for a result that is none and a refusal without its reason.
    """
    from ..events import CallMade

    if result not in RESULTS:
        raise Refused(fields={"result": _("Чем кончился звонок?")})
    with transaction.atomic():
        call = Call(result=result, note=note.strip(), by=by, **_about(place, by))
        if call.what.asks == "why" and call.deal and call.deal.is_open and reason is None:
            raise Refused(fields={"reason": _("Скажите, почему отказ")}, code="reason_needed")
        missed = [call.at, *Call.objects.misses_before(call)] if call.result in MISSED else []
        call.attempt = len(missed)
        call.save()
        made = CallMade(result=result, note=call.note, attempt=call.attempt)
        call.event = record(made, call, by=by, place=place, origin=origin)
        after = _After(call, by, way)
        after.happen(when, step, reason, need, task, missed, plans)
        call.save(update_fields=["follows", "deal"])
    return call


def _about(place: Any, by: Any) -> dict[str, Any]:
    """Whom it was about: a client's only open deal is meant with him."""
    if place.thing == "deal":
        return {"deal": place, "contact": place.contact, "company": place.company}
    rows = Deal.objects.visible_to(by).filter(state=Stage.Kind.OPEN, **{place.thing: place})
    deals = list(rows.select_related("stage", "pipeline", "contact", "company")[:2])
    only = deals[0] if len(deals) == 1 and by.may("edit", deals[0]) else None
    return {"deal": only, place.thing: place}


class _After:
    """What follows one call, each part remembered in `call.follows`."""

    def __init__(self, call: Call, by: Any, way: Way | None) -> None:
        self.call, self.by, self.way = call, by, way
        self.clients = [one for one in (call.contact, call.company) if one]

    def happen(
        self,
        when: Due | None,
        step: str,
        reason: LossReason | None,
        need: str,
        task: Task | None,
        missed: list[datetime],
        plans: bool,
    ) -> None:
        what = self.call.what
        if missed:
            return self._try_again(missed, task, when, plans)
        self._close(task)
        if what.key == "wrong_number":
            return self._other_number(when, plans)
        if what.asks == "why":
            return self._end(reason)
        if what.stage:
            self._open_or_move(need)
        self._plan(step or str(what.step), what.kind, when or due(what.preset))
        return None

    def _try_again(self, missed: list[datetime], task: Task | None, when: Due | None, plans: bool) -> None:
        """The step stays what it was and is put off to the next try; after the last one somebody has to decide."""
        call = self.call
        call.gave_up = is_over(missed)
        call.next_try = self._next_try(missed)
        if not plans:
            return
        to, waiting = when or call.next_try, self._mine(task)
        if not waiting:
            self._plan(str(call.what.step), "call", to)
            return
        call.next_step = waiting[0]
        call.follows["moved"] = {one.pk: (one.due_at or one.due_on).isoformat() for one in waiting}
        for one in waiting:
            one.postpone(to=to, by=self.by)

    def _next_try(self, missed: list[datetime]) -> datetime:
        company, way = self.by.organisation, self._way()
        zone = zone_of(way.value) if way else ""
        return next_attempt(
            missed, hours=(company.work_from, company.work_to), zone=zone, busy=self.call.result == "busy"
        )

    def _close(self, task: Task | None) -> None:
        """Whoever has talked has done what he was to call for."""
        words = ": ".join(part for part in (str(self.call.what.title), self.call.note) if part)
        waiting = self._mine(task)
        for one in waiting:
            one.complete(words, by=self.by)
        if waiting:
            self.call.follows["done"] = [one.pk for one in waiting]

    def _mine(self, task: Task | None) -> list[Task]:
        """The task called for, and one's own calls on this card due by the next working day: a try put off till then is meant too."""
        key = next(name for name in ("deal", "contact", "company") if getattr(self.call, f"{name}_id"))
        soon = next_working(timezone.localdate() + timedelta(days=1))
        card = models.Q(**{key: getattr(self.call, f"{key}_id")}, owner=self.by, kind="call", due_on__lte=soon)
        if task:
            card |= models.Q(pk=task.pk)
        return list(
            Task.objects.open().filter(card).select_related("deal", "contact", "company").order_by("due_on", "pk")
        )

    def _way(self) -> Way | None:
        """The number dialled, else the first that works."""
        if self.way is None:
            rows = Way.objects.filter(channel="phone", wrong=False)
            cards = (
                models.Q(contact=self.call.contact_id)
                if self.call.contact_id
                else models.Q(company=self.call.company_id)
            )
            self.way = rows.filter(cards).first() if self.clients else None
        return self.way

    def _other_number(self, when: Due | None, plans: bool) -> None:
        way = self._way()
        if way and self.by.may("edit", way.client) and way.change(by=self.by, wrong=True):
            self.call.follows["way"] = way.pk
        if not plans:
            return
        cards = {name: getattr(self.call, f"{name}_id") for name in ("contact", "company")}
        known = models.Q(pk__in=[])
        for name, pk in cards.items():
            known |= models.Q(**{name: pk}) if pk else models.Q(pk__in=[])
        other = Way.objects.filter(known, channel="phone", wrong=False).exists()
        title, kind = (_("Позвонить по другому номеру"), "call") if other else (_("Найти верный номер"), "other")
        self._plan(title, kind, when or timezone.localdate())

    def _end(self, reason: LossReason | None) -> None:
        call = self.call
        if call.result == "stop":
            client = next((one for one in self.clients if self.by.may("edit", one)), None)
            if client and client.change(by=self.by, do_not_call=True):
                call.follows["stopped"] = client.thing
        if call.deal and call.deal.is_open and self.by.may("edit", call.deal):
            was = call.deal.stage_id
            call.deal.lose(reason, by=self.by)
            call.follows["stage"] = [was, call.deal.stage_id]

    def _open_or_move(self, need: str) -> None:
        """Interest opens a deal where there is none, and takes a client nobody had; a deal comes to the stage it has earned."""
        call = self.call
        if call.deal is None:
            call.deal = self._started(need.strip() or _("Заявка со звонка"))
            call.follows["started"] = call.deal.pk
            self._take()
            return
        if moved := move_forward(call.deal, call.what.stage, self.by):
            call.follows["stage"] = moved

    def _started(self, title: str) -> Deal:
        """In the stage it has earned, or in the first one where that asks for what is not known yet."""
        values = {"contact": self.call.contact, "company": self.call.company, "by": self.by, "title": title}
        try:
            with transaction.atomic():
                return Deal.objects.start(stage=self._stage(Pipeline.objects.default()), **values)
        except Refused:
            return Deal.objects.start(**values)

    def _stage(self, pipeline: Any) -> Stage | None:
        return pipeline.stages.living().filter(key=self.call.what.stage, kind=Stage.Kind.OPEN).first()

    def _take(self) -> None:
        for client in self.clients:
            if client.owner_id is None and self.by.may("edit", client):
                client.assign(self.by, by=self.by)
                self.call.follows.setdefault("taken", []).append(client.thing)

    def _plan(self, title: str, kind: str, when: Due) -> None:
        call = self.call
        moment: dict[str, Any] = {"at": when} if isinstance(when, datetime) else {"on": when}
        cards = {"deal": call.deal} if call.deal else {"contact": call.contact, "company": call.company}
        call.next_step = Task.objects.plan(title, kind=kind, by=self.by, **moment, **cards)
        call.follows["planned"] = call.next_step.pk


def move_forward(deal: Deal, key: str, by: Any) -> list[int] | None:
    """To the stage of this key unless the deal has come as far; [was, now], None if it stays."""
    stage = deal.pipeline.stages.living().filter(key=key, kind=Stage.Kind.OPEN).first()
    if stage is None or not deal.is_open or stage.position <= deal.stage.position or not by.may("edit", deal):
        return None
    was = deal.stage_id
    try:
        with transaction.atomic():
            deal.move_to(stage, by=by)
    except Refused:  # a condition of the stage is not met yet: what was done has been done all the same
        return None
    return [was, stage.pk]


def undo(call: Any, *, by: Any, origin: str) -> None:
    """The opposite of each part of a call, or of a КП sent, except where somebody has gone on from there."""
    from .work_list import give_back_entry

    follows, deal = call.follows, call.deal
    tasks = Task.objects.select_related("deal", "contact", "company").in_bulk(
        [*follows.get("done", []), *map(int, follows.get("moved", {})), *filter(None, [follows.get("planned")])]
    )
    planned = tasks.get(follows.get("planned") or 0)
    if planned and not planned.done_at:
        planned.trash(by=by, origin=origin)
    for pk in follows.get("done", []):
        if pk in tasks:
            tasks[pk].resume(by=by, origin=origin)
    for pk, was in follows.get("moved", {}).items():
        if (one := tasks.get(int(pk))) and not one.done_at and not one.trashed_at:
            one.postpone(to=_due(was), by=by, origin=origin)
    _undo_client(call, by=by, origin=origin)
    give_back_entry(call)
    if deal and follows.get("started") == deal.pk:
        deal.trash(by=by, origin=origin)
    elif deal and "stage" in follows:
        _move_back(deal, *follows["stage"], by=by, origin=origin)


def _due(text: str) -> Due:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _undo_client(call: Call, *, by: Any, origin: str) -> None:
    for way in Way.objects.filter(pk=call.follows.get("way") or 0):
        way.change(wrong=False, by=by, origin=origin)
    if stopped := call.follows.get("stopped"):
        getattr(call, stopped).change(do_not_call=False, by=by, origin=origin)
    for thing in call.follows.get("taken", []):
        client = getattr(call, thing)
        if client.owner_id == call.by_id:
            client.assign(None, by=by, origin=origin)


def _move_back(deal: Deal, was: int, now: int, *, by: Any, origin: str) -> None:
    stages = Stage.objects.in_bulk([was, now])
    if was not in stages or now not in stages:
        return
    try:
        with transaction.atomic():
            deal.move_to(stages[was], was=stages[now], by=by, origin=origin)
    except (Conflict, Refused):  # moved on since: it stays where people have put it
        return
