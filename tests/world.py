"""A tiny named world for every test: Печатный двор, its people and a few clients.

Владелец Ольга sees all; руководитель Роман heads sales; менеджеры Анна and Борис sell; Цветана works in production;
наблюдатель Нина only looks. Анна's client is Иванов of «Ромашка», Борис's is Петрова.
"""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client as Browser

from vatman.clients.models import Company, Contact
from vatman.deals.models import Deal, Pipeline, Stage
from vatman.tasks.models import Task
from vatman.team.models import Department, Member

PASSWORD = "perfectly-fine-words"


@dataclass
class World:
    olga: Member
    roman: Member
    anna: Member
    boris: Member
    tsvetana: Member
    nina: Member
    sales: Department
    production: Department
    pipeline: Pipeline
    romashka: Company
    ivanov: Contact
    petrova: Contact
    calendars: Deal
    booklets: Deal
    call: Task

    def stage(self, key: str) -> Stage:
        return self.pipeline.stages.get(key=key)

    @property
    def members(self) -> list[Member]:
        return [self.olga, self.roman, self.anna, self.boris, self.tsvetana, self.nina]

    def browser(self, member: Member) -> Browser:
        browser = Browser()
        browser.force_login(member, backend="vatman.team.backend.Backend")
        return browser


def build() -> World:
    join = Member.objects.join
    olga = join(email="olga@dvor.test", name="Ольга Владимирова", role="owner", by=None, password=PASSWORD)
    sales = Department.objects.open("Продажи", by=olga)
    production = Department.objects.open("Производство", by=olga)
    people: dict[str, Any] = {
        "roman": join(
            email="roman@dvor.test", name="Роман Рогов", role="head", department=sales, by=olga, password=PASSWORD
        ),
        "anna": join(
            email="anna@dvor.test", name="Анна Аистова", role="manager", department=sales, by=olga, password=PASSWORD
        ),
        "boris": join(
            email="boris@dvor.test", name="Борис Белов", role="manager", department=sales, by=olga, password=PASSWORD
        ),
        "tsvetana": join(
            email="tsvetana@dvor.test",
            name="Цветана Цой",
            role="worker",
            department=production,
            by=olga,
            password=PASSWORD,
        ),
        "nina": join(email="nina@dvor.test", name="Нина Новак", role="observer", by=olga, password=PASSWORD),
    }
    sales.lead_by(people["roman"], by=olga)
    anna, boris = people["anna"], people["boris"]
    romashka = Company.objects.meet(by=anna, name="Ромашка", legal_form="ООО", inn="7707083893", city="Москва")
    phone = {"channel": "phone", "value": "8 (921) 555-12-34"}
    ivanov = Contact.objects.meet(by=anna, last_name="Иванов", first_name="Пётр", middle_name="Сергеевич", ways=[phone])
    ivanov.links.create(company=romashka, position="директор")
    petrova = Contact.objects.meet(
        by=boris, last_name="Петрова", first_name="Мария", ways=[{"channel": "email", "value": "petrova@mail.test"}]
    )
    calendars = Deal.objects.start(by=anna, title="Календари", amount=50000, company=romashka, contact=ivanov)
    booklets = Deal.objects.start(by=boris, title="Буклеты", amount=120000, contact=petrova)
    call = Task.objects.plan("Узнать тираж", by=anna, kind="call", deal=calendars)
    return World(
        olga=olga, sales=sales, production=production, pipeline=Pipeline.objects.default(), romashka=romashka,
        ivanov=ivanov, petrova=petrova, calendars=calendars, booklets=booklets, call=call, **people,
    )  # fmt: skip


@pytest.fixture
def world(db: Any) -> World:
    return build()
