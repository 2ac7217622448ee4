"""Strings that stand in Boris's things alone: wherever one of them is met, his things were told.

Each begins with a word that no page has by itself. `SECRETS` holds them by what they are the canary of.
"""

import html
import io
import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import timezone

from vatman.analytics.models import Plan
from vatman.clients.actions.merge import merge
from vatman.clients.models import Company, Contact
from vatman.deals.models import Deal, LossReason
from vatman.importing.models import Import
from vatman.records.models import File
from vatman.tasks.models import Task

PHONE, TAIL, INN = "9137776655", "9137776644", "7736050003"
REACH = {  # hidden from who sees the card, but not how to reach it
    "phone": PHONE,
    "phone of a company": TAIL,
    "mail": "kanareika@ptica.test",
    "chat": "@kanar_chat",
}
SECRETS = {
    **REACH,
    "person": "канарейкина",
    "first name": "канарозалинда",
    "company": "канаротрест",
    "inn": INN,
    "city": "канаргород",
    "address": "канарпроезд",
    "source": "канаристочник",
    "deal": "канардельта",
    "amount": "777123,45",
    "note": "канарзаметка",
    "trashed note": "канарчерновик",
    "task": "канарпоручение",
    "result": "канаритог",
    "late task": "канаропоздание",
    "file name": "канарфайл",
    "file": "канарсодержимое",
    "tag": "канартег",
    "field": "канарполе",
    "why lost": "канаруход",
    "lost deal": "канарпотеря",
    "merged": "канарслитый",
    "trashed": "канармусор",
    "renamed": "канарпрежний",
    "load": "канарвыгрузка",
    "cell": "канарячейка",
    "trouble": "канарсбой",
    "asleep": "канарсон",
    "line of an order": "канарстрока",
    "payment": "канароплата",
    "found": "канарнаходка",
    "plan": "654987321",
}
LINKED = {  # of cards of which Anna may know the name alone
    "linked phone": "9137776633",
    "linked mail": "sosedov@ptica.test",
    "linked inn": "5003028028",
    "linked city": "канарпосад",
    "linked note": "канарсмежное",
    "linked note of a person": "канарсоседское",
    "linked tag": "канарметка",
    "linked task": "канаршаг",
    "linked deal": "канарсбоку",
    "linked address": "канартупик",
    "linked amount": "888456,3",
    "linked step": "канарследующий",
    "linked field": "канаркарман",
}
VOCABULARY = ("tag", "linked tag")  # names of tags are the company's own words: suggested to all who write
ROWS = "ФИО;Телефон;Заметка;ИНН\nКанарячейка Пётр;+7 913 777-66-22;канарячейка;канарсбой12\n"


@dataclass
class Planted:
    person: Contact
    company: Company
    deal: Deal
    merged: Contact
    load: Import

    @property
    def pages(self) -> list[str]:
        """Where one who may see them reads all that was planted."""
        file, deals = File.objects.get(name="канарфайл.txt"), Deal.objects.filter(title__startswith="Канар")
        cards = [
            self.person,
            self.company,
            *deals,
            *Contact.objects.filter(last_name="Соседов"),
            *Company.objects.filter(name="Смежник"),
        ]
        load = [
            self.load.get_absolute_url(),
            *(reverse(f"import_{name}", args=[self.load.pk]) for name in ("rows", "report", "problems")),
        ]
        row = reverse("import_row", args=[self.load.pk, self.load.rows.first().pk])
        return [*(card.get_absolute_url() for card in cards), reverse("file", args=[file.pk]), *load, row]


def met(text: str, words: dict[str, str]) -> set[str]:
    """Which of the secrets stand in what was answered, however it writes phones and sums."""
    plain = re.sub(r"[\s\u00a0\u202f]+", " ", html.unescape(text)).lower()
    close = re.sub(r"[\s()\-]", "", plain).replace("777123.45", "777123,45").replace("888456.3", "888456,3")
    return {name for name, word in words.items() if word in plain or (word[0].isdigit() and word in close)}


def plant(pairs: Any, folder: Path) -> Planted:
    """Everything a manager has, of Boris alone."""
    boris, key = pairs.world.boris, f"fields__{pairs.field.key}"
    company = Company.objects.meet(
        by=boris, name="Канаротрест", legal_form="ООО", inn=INN, city="Канаргород", address="Канарпроезд, 1",
        ways=[{"channel": "phone", "value": f"+7{TAIL}"}],
    )  # fmt: skip
    person = Contact.objects.meet(
        by=boris, last_name="Канарпрежний", first_name="Канарозалинда", source="Канаристочник",
        ways=[{"channel": "phone", "value": f"+7{PHONE}"}, {"channel": "email", "value": "kanareika@ptica.test"}, {"channel": "telegram", "value": "@kanar_chat"}],
    )  # fmt: skip
    person.links.create(company=company, position="канардолжность")
    person.change(by=boris, last_name="Канарейкина", **{key: "канарполе"})
    person.tag(["канартег"], by=boris)
    deal = Deal.objects.start(by=boris, title="Канардельта", amount="777123.45", company=company, contact=person)
    _live(deal, boris, pairs.world)
    merged = Contact.objects.meet(by=boris, last_name="Канарслитый")
    merge(person, merged, by=boris)
    Contact.objects.meet(by=boris, last_name="Канармусор").trash(by=boris)
    return Planted(person, company, deal, merged, _bring(boris, folder))


def _live(deal: Deal, boris: Any, world: Any) -> None:
    Plan.objects.put(boris, timezone.localdate(), Decimal(654987321), by=world.olga)
    deal.add_note("Тут канарзаметка", by=boris)
    deal.add_note("Тут канарчерновик", by=boris).trash(by=boris)
    File.objects.add(deal, "канарфайл.txt", io.BytesIO("канарсодержимое".encode()), by=boris)
    Task.objects.plan("Канарпоручение", by=boris, deal=deal).complete("канаритог", by=boris)
    Task.objects.plan("Канаропоздание", by=boris, deal=deal, on=timezone.localdate() - timedelta(days=3))
    Deal.objects.start(by=boris, title="Канарсон", amount=5).sleep_until(
        timezone.localdate() + timedelta(days=9), by=boris
    )
    lost = Deal.objects.start(by=boris, title="Канарпотеря", amount=700)
    lost.set_lines([{"what": "Канарстрока", "price": "700"}], by=boris)
    lost.take_payment(Decimal(10), note="канароплата", by=boris)
    lost.lose(LossReason.objects.first(), by=boris)
    lost.add_note("канаруход", by=boris)
    deal.move_to(world.stage("meeting"), by=boris)
    offer = Deal.objects.start(by=boris, title="Канарнаходка", amount=900, stage=world.stage("send_quote"))
    month_ago = timezone.now() - timedelta(days=30)  # nobody has answered since
    offer.moves.update(at=month_ago)
    Deal.objects.filter(pk=offer.pk).update(started_on=month_ago.date(), stage_since=month_ago)


def _bring(boris: Any, folder: Path) -> Import:
    path = folder / "канарвыгрузка.csv"
    path.write_text(ROWS, "utf-8")
    return Import.objects.begin([path], by=boris).run()


def link(pairs: Any) -> None:
    """Boris's cards to which Anna's lead, and a task that Цветана has on his deal: their names are hers to know, no more."""
    world, boris = pairs.world, pairs.world.boris
    firm = Company.objects.meet(
        by=boris, name="Смежник", inn="5003028028", city="Канарпосад", address="Канартупик, 2", tags=["канарметка"],
        ways=[{"channel": "phone", "value": "+79137776633"}],
    )  # fmt: skip
    person = Contact.objects.meet(
        by=boris,
        last_name="Соседов",
        first_name="Лев",
        fields={pairs.field.key: "канаркарман"},
        ways=[{"channel": "email", "value": "sosedov@ptica.test"}],
    )
    firm.add_note("канарсмежное", by=boris)
    person.add_note("канарсоседское", by=boris)
    world.ivanov.links.create(company=firm, position="советник")
    person.links.create(company=world.romashka, position="сторож")
    for card in (firm, person):
        side = {card.thing: card}
        Task.objects.plan("канаршаг", by=boris, **side)
        Deal.objects.start(by=boris, title="Канарсбоку", amount=3, **side)
    for title, client in (("Смежная", {"company": firm}), ("Соседская", {"contact": person})):
        deal = Deal.objects.start(by=world.anna, title=title, amount=10, **client)
        deal.add_person(person, by=world.roman)
        Task.objects.plan("Спросить", by=world.anna, deal=deal)
    order = Deal.objects.start(
        by=boris, title="Заказ смежника", amount="888456.30", contact=person, tags=["канарметка"]
    )
    Task.objects.plan("канарследующий", by=boris, deal=order)
    order.add_note("канарсмежное", by=boris)
    for card in (order, firm, person):
        Task.objects.plan("Напечатать", by=world.olga, owner=world.tsvetana, **{card.thing: card})
        Task.objects.plan("Подписать", by=world.olga, owner=world.anna, **{card.thing: card})
