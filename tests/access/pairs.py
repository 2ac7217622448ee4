"""Two of everything: what is Anna's and what is Boris's, so that each door is tried with one's own and with another's."""

import io
from dataclasses import dataclass
from typing import Any

from tests.world import World, build
from vatman.clients.models import Company, Contact
from vatman.importing.models import Import
from vatman.records.bulk.common import Tagging
from vatman.records.models import BulkChange, CustomField, File, SavedView
from vatman.tasks.models import Call, CallList, Task

OWNERS = ("anna", "boris")


@dataclass
class Side:
    """One manager's things. `place` of the carried ones is the card that decides who sees them."""

    owner: Any
    contact: Any
    company: Any
    deal: Any
    task: Any
    note: Any
    file: Any
    way: Any
    link: Any
    load: Any
    event: Any
    key: str  # of the company's own field
    call: Any
    call_list: Any
    call_entry: Any
    bulk: Any
    view: Any
    twins: dict[str, Any]  # one more client of each kind, to be linked or joined with

    @property
    def member(self) -> Any:
        return self.owner

    @property
    def pipeline(self) -> Any:
        return self.deal.pipeline

    def seen_by(self, member: Any, name: str) -> bool:
        card = self.card(name)
        return member.may("view", card)

    def card(self, name: str) -> Any:
        """The record that a thing stands on: its own, or the card that carries it."""
        carried = {
            "note": self.deal,
            "call": self.deal,
            "call_list": self.task,
            "call_entry": self.task,
            "file": self.deal,
            "event": self.deal,
            "way": self.contact,
            "link": self.contact,
        }
        if name in ("bulk", "view"):
            return Kept(getattr(self, name), name)
        return carried.get(name) or getattr(self, name)


@dataclass
class Kept:
    """A change of many is for whoever made it, and for those who read the journal; a view of one's own is for oneself."""

    kept: Any
    thing: str

    def reached_by(self, member: Any, scope: Any) -> bool:
        told = self.thing == "bulk" and member.may_all("view", "journal")
        return bool(member.pk == self.kept.owner_id or told)


@dataclass
class Pairs:
    world: World
    own: Side
    other: Side
    field: Any


def both() -> Pairs:
    world = build()
    meadow = Company.objects.meet(by=world.boris, name="Лютик", legal_form="ООО")
    world.petrova.links.create(company=meadow)
    field = CustomField.objects.add("contact", "Любимая бумага", by=world.olga)
    task = Task.objects.plan("Узнать срок", by=world.boris, kind="call", deal=world.booklets)
    return Pairs(
        world,
        _side(world.anna, world.ivanov, world.romashka, world.calendars, world.call, field.key),
        _side(world.boris, world.petrova, meadow, world.booklets, task, field.key),
        field,
    )


def _bulk(owner: Any, deal: Any) -> BulkChange:
    return BulkChange.objects.begin(Tagging("deal", {"tag": "разом", "off": False}), [deal.pk], by=owner)


def _side(owner: Any, contact: Contact, company: Company, deal: Any, task: Task, key: str) -> Side:
    note = deal.add_note("тайная заметка", by=owner)
    file = File.objects.add(deal, "договор.txt", io.BytesIO(b"words"), by=owner)
    load = Import.objects.begin(["/nowhere/list.csv"], by=owner)
    event = deal.tag(["важный"], by=owner)
    twins = {
        "contact": Contact.objects.meet(by=owner, last_name="Двойникова"),
        "company": Company.objects.meet(by=owner, name="Двойник"),
    }
    calls = CallList.objects.gather("Обзвон", [contact], people=[owner], by=owner)
    return Side(
        owner,
        contact,
        company,
        deal,
        task,
        note,
        file,
        contact.ways.first(),
        contact.links.first(),
        load,
        event,
        key,
        Call.objects.create(result="no_answer", by=owner, deal=deal),
        calls,
        calls.entries.get(),
        _bulk(owner, deal),
        SavedView.objects.keep("deals", "Мой вид", "step=late", by=owner),
        twins,
    )
