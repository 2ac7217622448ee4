"""Who buys: firms with their people, and people by themselves, met when they first came."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from vatman.clients.models import Company, Contact, Link, Way
from vatman.team.models import Member

from .goods import GOODS
from .names import POSITIONS, REGIONS, Names, latin

KINDS = {
    "company": 27,
    "food": 15,
    "shop": 13,
    "factory": 12,
    "clinic": 9,
    "agency": 8,
    "school": 7,
    "builder": 6,
    "bank": 3,
}
FORMS = {"school": ["МБОУ", "ЧОУ"], "bank": ["АО"], "food": ["ООО", "ООО", "ИП"], "shop": ["ООО", "ООО", "ИП"]}
INDUSTRIES = {
    "company": "Услуги", "food": "Еда и напитки", "shop": "Торговля", "factory": "Производство", "clinic": "Медицина",
    "agency": "Реклама", "school": "Образование", "builder": "Стройка", "bank": "Финансы",
}  # fmt: skip
MAILS = ("mail.example", "pochta.example", "yashik.example")


@dataclass
class Buyer:
    """A client as the story sees it. `scale` is how dear its orders are, `loyalty` how often it comes back."""

    kind: str
    owner: Member
    company: Company | None
    people: list[Contact]
    habit: str | None
    scale: float
    loyalty: float
    links: list[Link] = field(default_factory=list)
    orders: int = 0


class Clientele:
    def __init__(self, names: Names, rng: Random, industry: str) -> None:
        self.names, self.rng, self.industry = names, rng, industry
        self.buyers: list[Buyer] = []

    def newcomer(self, owner: Member, at: datetime, source: str) -> Buyer:
        rng = self.rng
        kind = "person" if rng.random() < 0.32 else rng.choices(list(KINDS), list(KINDS.values()))[0]
        company = self._company(kind, owner, at, source) if kind != "person" else None
        count = rng.choices((1, 2, 3, 4, 5), (25, 38, 22, 10, 5))[0] if company else 1
        people = [self._person(owner, at, source, company) for _ in range(count)]
        positions = rng.sample(POSITIONS, count)
        links = [
            Link(contact=one, company=company, position=position)
            for one, position in zip(people, positions, strict=True)
            if company
        ]
        fitting = [key for key, good in GOODS.items() if kind in good.buyers]
        habit = rng.choice(fitting) if rng.random() < 0.5 else None
        loyalty = 0.25 if kind == "person" else rng.paretovariate(1.15)
        buyer = Buyer(kind, owner, company, people, habit, rng.lognormvariate(0, 0.35), min(loyalty, 22), links)
        self.buyers.append(buyer)
        return buyer

    def returning(self, owner: Member | None = None) -> Buyer | None:
        """Somebody who has ordered before, the loyal ones more often."""
        known = [buyer for buyer in self.buyers[:-12] if owner is None or buyer.owner == owner]
        return self.rng.choices(known, [buyer.loyalty for buyer in known])[0] if known else None

    def _company(self, kind: str, owner: Member, at: datetime, source: str) -> Company:
        names, rng, city = self.names, self.rng, self.names.city()
        form = rng.choice(FORMS.get(kind, ["ООО", "ООО", "ООО", "ООО", "АО"]))
        name = " ".join(names.person()).strip() if form == "ИП" else names.firm(kind)
        company = Company(
            name=name, legal_form=form, city=city, source=source, owner=owner, created_at=at, fields={self.industry: INDUSTRIES[kind]},
            inn=names.inn(REGIONS[city], person=form == "ИП") if rng.random() < 0.7 else "",
            tags=[tag for tag, chance in TAGS.get(kind, ()) if rng.random() < chance],
        )  # fmt: skip
        company.kpp = f"{REGIONS[city]}0{rng.randrange(1, 9)}01001" if company.inn and form != "ИП" else ""
        site = f"{latin(name)[:24]}.example"
        company.new_ways = [phone(names.landline(city), kind="work")]
        if rng.random() < 0.8:
            company.new_ways.append(Way.of("email", f"{rng.choice(['info', 'office', 'zakaz', 'mail'])}@{site}"))
        if rng.random() < 0.5:
            company.new_ways.append(Way.of("site", site))
        return company

    def _person(self, owner: Member, at: datetime, source: str, company: Company | None) -> Contact:
        names, rng = self.names, self.rng
        last, first, middle = names.person()
        contact = Contact(
            last_name=last, first_name=first, middle_name=middle, source=source, owner=owner, created_at=at
        )
        contact.new_ways = [phone(names.mobile(), kind="mobile")]
        mail = f"{latin(first)[:1]}.{latin(last)}@"
        if rng.random() < 0.7:
            domain = (
                f"{latin(company.name)[:24]}.example" if company and company.legal_form != "ИП" else rng.choice(MAILS)
            )
            contact.new_ways.append(Way.of("email", mail + domain))
        if rng.random() < 0.15:
            contact.new_ways.append(Way.of("telegram", f"{latin(first)}_{latin(last)}"[:30]))
        if not company and rng.random() < 0.1:
            contact.tags = ["мастер"]
        return contact


TAGS = {
    "agency": (("агентство", 0.8), ("скидка 10%", 0.3)), "factory": (("опт", 0.3), ("договор", 0.4)), "food": (("опт", 0.15),),
    "bank": (("тендер", 0.6), ("договор", 0.7)), "school": (("44-ФЗ", 0.4),), "company": (("договор", 0.2),), "builder": (("договор", 0.25),),
}  # fmt: skip


def phone(value: str, kind: str) -> Any:
    """Already normal: as E.164, and as someone would have typed it."""
    digits = value[2:]
    return Way(
        channel="phone", value=value, raw=f"8 ({digits[:3]}) {digits[3:6]}-{digits[6:8]}-{digits[8:]}", kind=kind
    )
