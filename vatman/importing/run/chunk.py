"""One chunk of rows in one transaction: looked up, carried out, written by the set verbs, marked as done."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import InterfaceError, OperationalError, transaction

from vatman.clients.models import Company, Contact, Link, Way
from vatman.deals.models import Deal
from vatman.events.recording import record_all
from vatman.records.copying import copy_in
from vatman.records.events import Changed
from vatman.records.models import Note, Tag
from vatman.records.models.changeable import plain
from vatman.records.search import owing
from vatman.tasks.models import Task

from ..models import Doubt, Import, ImportRow
from ..shapes import Problem
from .cards import Card
from .carry import Carrier, Onto
from .course import Course
from .dealing import DealCard
from .known import look_up
from .lacking import tell_lacking
from .mould import mould
from .moving import move_on
from .result import Result
from .steps import tell_steps
from .storing import as_row, keep_problems
from .survey import Line
from .totals import add_totals
from .writing import fill_column, set_columns

log = logging.getLogger(__name__)
MARKS = ["outcome", "reason", "contact", "company", "deal", "made", "changed"]


def carry_out(course: Course, lines: list[Line]) -> None:
    """The whole chunk or, should one row break it, row by row: the broken one is skipped and told."""
    try:
        carry_chunk(course, lines)
    except Exception as error:
        if _is_of_the_base(error):
            raise
        log.exception("Import %s: a chunk of %s rows failed", course.load.pk, len(lines))
        if len(lines) == 1:
            _give_up(course, lines[0], error)
            return
        course.forget()
        for line in lines:
            carry_out(course, [line])


def _is_of_the_base(error: Exception) -> bool:
    """The base is gone, full or busy: no row is to blame."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state[:2] in ("08", "40", "53", "55", "57", "58")


def carry_chunk(course: Course, lines: list[Line], onto: Onto | None = None) -> None:
    with transaction.atomic():
        with owing() as owed:
            known = look_up(lines, course.by, course.survey, onto.card if onto else None)
            carrier = Carrier(course, known, onto=onto)
            results = [carrier.carry(line) for line in lines]
            _write(course, carrier, results)
        course.finder.owe(owed)
        _mark(course, results)
    course.finder.begin(owed)
    known.part()


@transaction.atomic
def _give_up(course: Course, line: Line, error: Exception) -> None:
    course.forget()
    told = Problem("row_failed", row=line.number, value=f"{type(error).__name__}: {error}"[:300])
    _mark(course, [Result(line, reason="failed", problems=[told])])


def _write(course: Course, carrier: Carrier, results: list[Result]) -> None:
    by, origin = course.by, course.origin
    made = [thing for result in results for thing in result.made]
    cards = [thing for thing in made if isinstance(thing, Card)]
    Tag.objects.known(sorted({tag for card in [*cards, *_changed_cards(results)] for tag in card.obj.tags}))
    for model in (Company, Contact):
        new = [card for card in cards if isinstance(card.obj, model)]
        for card in new:
            card.obj.new_ways = card.new_ways
        model.objects.meet_all([card.obj for card in new], by=by, origin=origin, at=course.now)
    _write_links(course, carrier)
    _write_ways(course, carrier)
    for card in cards:
        card.new = False
    _write_deals(course, carrier, [thing for thing in made if isinstance(thing, DealCard)])
    tell_lacking(results, carrier.dealer.moved)
    _write_changes(course, results)
    _write_tasks_and_notes(course, carrier)


def _changed_cards(results: Iterable[Result]) -> list[Any]:
    return [card for result in results for card, column, _before, _after in result.changed if column == "tags"]


def _write_links(course: Course, carrier: Carrier) -> None:
    links: list[Link] = []
    for card in carrier.touched:
        for company, link in card.new_links:
            link.contact, link.company = card.obj, company.obj
            links.append(link)
    Link.objects.join_all(links, by=course.by, origin=course.origin)


def _write_ways(course: Course, carrier: Carrier) -> None:
    ways: list[Way] = []
    for card in carrier.touched:
        if not card.new:
            for way in card.new_ways:
                setattr(way, card.thing, card.obj)
            ways += card.new_ways
    Way.objects.keep_all(ways, by=course.by, origin=course.origin)


def _write_deals(course: Course, carrier: Carrier, new: list[DealCard]) -> None:
    for card in new:
        deal = card.obj
        deal.company = card.company.obj if card.company else None
        deal.contact = card.contacts[0].obj if card.contacts else None
        deal.new_people = [person.obj for person in card.contacts[1:]]
    tell_steps(carrier.dealer.tasks)
    Deal.objects.start_all([card.obj for card in new], by=course.by, origin=course.origin)
    move_on(course, carrier.dealer.moved)
    for card in new:
        card.new = False


def _write_changes(course: Course, results: list[Result]) -> None:
    """Filled columns of things that were in the base: written where still empty, one event for each thing."""
    columns: dict[tuple[Any, str], dict[int, list[Any]]] = defaultdict(dict)
    things: dict[tuple[str, int], Any] = {}
    for result in results:
        for card, column, before, after in result.changed:
            obj = getattr(card, "obj", card)
            columns[type(obj), column].setdefault(obj.pk, [before, after])[1] = after
            things[obj._meta.label, obj.pk] = obj
    told: dict[tuple[str, int], dict[str, list[Any]]] = defaultdict(dict)
    for (model, column), rows in columns.items():
        for pk in fill_column(model, column, [(pk, *values) for pk, values in rows.items()]):
            told[model._meta.label, pk] |= _told(column, *rows[pk])
    changed = [(things[key], values) for key, values in told.items() if hasattr(things[key], "thing")]
    record_all(((_event(values), thing) for thing, values in changed), by=course.by, origin=course.origin)
    keep_true([thing for thing, _values in changed])


def _told(column: str, before: Any, after: Any) -> dict[str, list[Any]]:
    if column != "fields":
        return {column: [plain(before), plain(after)]}
    return {f"fields__{key}": [before.get(key), value] for key, value in after.items() if before.get(key) != value}


def _event(values: dict[str, list[Any]]) -> Changed:
    return Changed(
        before={name: pair[0] for name, pair in values.items()}, after={name: pair[1] for name, pair in values.items()}
    )


def keep_true(things: list[Any]) -> None:
    """Sort keys and search documents follow the names."""
    for model in (Company, Contact, Deal):
        mine = [thing for thing in things if isinstance(thing, model)]
        if mine and model is not Deal:
            for thing in mine:
                thing.keep_true({})
            set_columns(model, ["sort_key"], [(thing.pk, thing.sort_key) for thing in mine])
        if mine:
            model.objects.found_all(mine)


def _write_tasks_and_notes(course: Course, carrier: Carrier) -> None:
    for task in carrier.dealer.tasks:
        if card := task.__dict__.pop("at_card", None):
            setattr(task, card.thing, card.obj)
    Task.objects.plan_all(carrier.dealer.tasks, by=course.by, origin=course.origin)
    for card, note in carrier.dealer.notes:
        note.place_type, note.place_id = card.thing, card.obj.pk
    Note.objects.add_all([note for _card, note in carrier.dealer.notes], by=course.by, origin=course.origin)


def _mark(course: Course, results: list[Result]) -> None:
    load = course.load
    set_columns(ImportRow, MARKS, [_marks(result) for result in results])
    sheets = course.survey.sheets
    problems = []
    for result in results:
        sheet = sheets[result.line.sheet]
        problems += [as_row(problem, sheet.file.name, sheet.name, result.line.pk) for problem in result.problems]
    keep_problems(load, problems)
    doubts = copy_in(Doubt, _new_doubts(load, results))
    add_totals(course, results, len(doubts))


def _new_doubts(load: Import, results: list[Result]) -> list[Doubt]:
    """A row held back once is not asked about again when the same file comes anew."""
    held = {result.line.digest for result in results for ours, _suspect in result.doubts if ours is None}
    rows = (
        Doubt.objects.filter(line__digest__in=held, ours=None).exclude(load__state="undone")
        if held
        else Doubt.objects.none()
    )
    asked = set(rows.values_list("line__digest", "thing", "other"))
    return [
        _doubt(load, result, ours, suspect)
        for result in results
        for ours, suspect in result.doubts
        if ours or (result.line.digest, suspect.card.thing, suspect.card.obj.pk) not in asked
    ]


def _doubt(load: Import, result: Result, ours: Card | None, suspect: Any) -> Doubt:
    card = suspect.card
    return mould(Doubt).cast(
        load_id=load.pk, line_id=result.line.pk, thing=card.thing, ours=ours.obj.pk if ours else None, other=card.obj.pk,
        reason=suspect.reason, value=suspect.value[:300],
    )  # fmt: skip


def _marks(result: Result) -> tuple[Any, ...]:
    made = [_reference(thing) for thing in result.made]
    changed: dict[tuple[str, int], dict[str, list[Any]]] = defaultdict(dict)
    for card, column, before, after in result.changed:
        obj = getattr(card, "obj", card)
        changed[_word(obj), obj.pk] |= _told(column, before, after)
    return (
        result.line.pk, result.outcome, result.reason, _key(result.contact), _key(result.company), _key(result.deal),
        made or None, [[thing, pk, values] for (thing, pk), values in changed.items()] or None,
    )  # fmt: skip


def _key(card: Any) -> int | None:
    return card.obj.pk if hasattr(card, "obj") else card


def _word(obj: Any) -> str:
    return getattr(obj, "thing", obj._meta.model_name)


def _reference(thing: Any) -> list[Any]:
    obj = getattr(thing, "obj", thing)
    return [_word(obj), obj.pk]
