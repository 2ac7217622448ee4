"""What an import made that may not simply go: people, later imports or things that stay have to do with it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models

from vatman.clients.models import Company, Contact, Link, Way
from vatman.deals.models import Deal, StageMove
from vatman.events.models import Event
from vatman.records.models import Note
from vatman.tasks.models import Task

from ..models import Doubt, Import, ImportProblem, ImportRow

MADE: tuple[Any, ...] = (Note, Task, Deal, Contact, Company)
GO_ALONG = (
    Way,
    Link,
    StageMove,
    ImportRow,
    ImportProblem,
    Doubt,
    Note,
    Task,
)  # looked at by themselves, or gone with their card
Ids = dict[str, set[int]]


class Touched:
    """`made` are all things of the import by their word; `stays` those of them that stay, each with its reason."""

    def __init__(self, load: Import) -> None:
        self.load = load
        self.made: Ids = {
            model.thing: set(model.objects.filter(origin=load.origin).values_list("pk", flat=True)) for model in MADE
        }
        self.stays: dict[str, dict[int, str]] = {model.thing: {} for model in MADE}
        self._by_log()
        self._by_merges()
        self._by_later_imports()
        self._by_references()
        self._by_links()
        self._by_what_stays()

    def gone(self, thing: str) -> list[int]:
        return sorted(self.made[thing] - self.stays[thing].keys())

    def _keep(self, thing: str, ids: Iterable[int], why: str) -> None:
        for pk in ids:
            if pk in self.made.get(thing, ()):
                self.stays[thing].setdefault(pk, why)

    def _by_log(self) -> None:
        events = Event.objects.exclude(origin=self.load.origin)
        for thing in self.made:
            for start in range(0, len(ids := sorted(self.made[thing])), 10_000):
                part = ids[start : start + 10_000]
                seen = (
                    events.filter(place_type=thing, place_id__in=part)
                    .order_by()
                    .values_list("subject_type", "subject_id", "place_id")
                    .distinct()
                )
                for subject, pk, place in seen:
                    self._keep(thing, [place], "people")
                    self._keep(subject, [pk], "people")

        changed = Note.objects.filter(origin=self.load.origin, changed_at__isnull=False)
        self._keep("note", changed.values_list("pk", flat=True), "people")

    def _by_merges(self) -> None:
        """A card that a person has joined to another stays as its signpost."""
        for model in (Contact, Company):
            merged = model.objects.filter(origin=self.load.origin, merged_into__isnull=False)
            self._keep(model.thing, merged.values_list("pk", flat=True), "people")

    def _by_later_imports(self) -> None:
        rows = ImportRow.objects.exclude(load=self.load).exclude(load__state="undone")
        for thing in ("contact", "company", "deal"):
            met = rows.filter(**{f"{thing}__origin": self.load.origin}).values_list(f"{thing}_id", flat=True)
            self._keep(thing, met, "import")

    def _by_references(self) -> None:
        """Anything of any room that refers to a thing of ours and is not ours itself."""
        for model in (Deal, Contact, Company):
            for relation in model._meta.get_fields(include_hidden=True):
                if (
                    not (relation.one_to_many or relation.one_to_one)
                    or not relation.auto_created
                    or relation.related_model in GO_ALONG
                ):
                    continue
                self._keep(model.thing, self._referred(relation), "referred")

    def _referred(self, relation: Any) -> Any:
        name, other = relation.field.name, relation.related_model
        rows = other._base_manager.filter(**{f"{name}__origin": self.load.origin})
        for field in other._meta.concrete_fields:
            if field.name == "origin":
                rows = rows.exclude(origin=self.load.origin)
            elif (
                isinstance(field, models.ForeignKey)
                and field.name != name
                and other._meta.auto_created
                and field.related_model in MADE
            ):
                rows = rows.exclude(**{f"{field.name}__origin": self.load.origin})
        return rows.order_by().values_list(relation.field.attname, flat=True).distinct()

    def _by_links(self) -> None:
        """Where a person has told who works where; what this import linked itself goes with it."""
        ours = {pk for thing, pk in made_by(self.load) if thing == "link"}
        for mine, other in (("contact", "company"), ("company", "contact")):
            links = Link.objects.filter(**{f"{mine}__origin": self.load.origin}).exclude(
                **{f"{other}__origin": self.load.origin}
            )
            self._keep(mine, [key for pk, key in links.values_list("pk", f"{mine}_id") if pk not in ours], "referred")

    def _by_what_stays(self) -> None:
        """What stays needs what it refers to; notes and steps stay with their card."""
        for place, keys in _places(Note.objects.filter(origin=self.load.origin)).items():
            self._cling("note", place, keys)
        tasks = list(
            Task.objects.filter(origin=self.load.origin).values_list("pk", "deal_id", "contact_id", "company_id")
        )
        for pk, *refs in tasks:
            for thing, key in zip(("deal", "contact", "company"), refs, strict=True):
                if pk in self.stays["task"] and key:
                    self._keep(thing, [key], "referred")
        for pk, company, contact in Deal.objects.filter(origin=self.load.origin).values_list(
            "pk", "company_id", "contact_id"
        ):
            if pk in self.stays["deal"]:
                self._keep("company", [company], "referred")
                self._keep("contact", [contact], "referred")
        links = Link.objects.filter(contact__in=list(self.stays["contact"]))
        self._keep("company", links.values_list("company_id", flat=True), "referred")
        for pk, *refs in tasks:
            if any(
                key in self.stays[thing] for thing, key in zip(("deal", "contact", "company"), refs, strict=True) if key
            ):
                self._keep("task", [pk], "card")
        for place, keys in _places(Note.objects.filter(origin=self.load.origin)).items():
            self._cling("note", place, keys)

    def _cling(self, thing: str, place: tuple[str, int], keys: list[int]) -> None:
        of, card = place
        if any(key in self.stays[thing] for key in keys):
            self._keep(of, [card], "referred")
        if card in self.stays.get(of, ()):
            self._keep(thing, keys, "card")


def _places(notes: Any) -> dict[tuple[str, int], list[int]]:
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    for pk, thing, card in notes.values_list("pk", "place_type", "place_id"):
        found[thing, card].append(pk)
    return found


def made_by(load: Import) -> Iterable[tuple[str, int]]:
    """All that the rows made, ways and links of cards that were in the base included."""
    for made in ImportRow.objects.filter(load=load, made__isnull=False).values_list("made", flat=True).iterator():
        yield from ((thing, pk) for thing, pk in made)
