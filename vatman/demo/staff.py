"""The thirty-five people of «Печатный двор», and how each manager works."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from vatman.team.models import Department, Member, Organisation

from . import DOMAIN, PASSWORD


@dataclass(frozen=True)
class Habit:
    """A manager: share of new requests, chance to win, speed (1 is usual, 2 twice as slow), how often a deal is forgotten
    or left without its next step, and days since joining (0: always been here)."""

    share: float
    skill: float
    slow: float
    forgets: float
    stepless: float
    days: int = 0


SALES = {
    "anna": ("Анна Аистова", Habit(1.25, 0.52, 0.6, 0.006, 0.01)),
    "boris": ("Борис Белов", Habit(1.1, 0.46, 0.8, 0.012, 0.04)),
    "vera": ("Вера Воронцова", Habit(1.15, 0.43, 0.9, 0.01, 0.03)),
    "gleb": ("Глеб Галкин", Habit(1.0, 0.3, 1.5, 0.05, 0.2)),
    "darya": ("Дарья Дроздова", Habit(0.7, 0.33, 1.1, 0.015, 0.06, 95)),
    "egor": ("Егор Ершов", Habit(1.3, 0.34, 1.0, 0.022, 0.09)),
    "zhanna": ("Жанна Журавлёва", Habit(1.0, 0.48, 0.7, 0.008, 0.03)),
    "ilya": ("Илья Ильин", Habit(0.9, 0.24, 1.9, 0.07, 0.25)),
}
PREPRESS = ["Пётр Пастухов", "Полина Полевая", "Алексей Чижов", "Марина Седова", "Игорь Лапин", "Оксана Рябинина"]
PRODUCTION = [
    "Сергей Стрижов", "Цветана Цой", "Николай Крылов", "Тимур Валеев", "Павел Гусев", "Галина Орлова", "Виктор Соколов", "Юрий Лебедев",
    "Ринат Сафин", "Людмила Кузьмина", "Андрей Скворцов", "Олег Синицын", "Наталья Быстрова", "Денис Коршунов",
]  # fmt: skip
OFFICE = [
    ("buh", "Тамара Зорина", "observer"),
    ("kassa", "Ирина Лугова", "observer"),
    ("sklad", "Максим Дорогин", "worker"),
    ("dostavka", "Руслан Шагин", "worker"),
]


@dataclass
class Staff:
    owner: Member
    head: Member
    managers: dict[Member, Habit]
    prepress: list[Member]
    production: list[Member]
    sales: Department


def hire() -> Staff:
    """Everybody joins, each to his department. One password for all, hashed once: thirty-five hashes take seconds."""
    join = Member.objects.join
    owner = join(email=f"vladimir@{DOMAIN}", name="Владимир Дворов", role="owner", by=None)
    Organisation.get().change(by=owner, name="Печатный двор", ready_at=timezone.now())
    departments = {
        name: Department.objects.open(name, by=owner) for name in ("Продажи", "Препресс", "Производство", "Офис")
    }

    def hired(login: str, name: str, role: str, where: str) -> Member:
        return join(email=f"{login}@{DOMAIN}", name=name, role=role, department=departments[where], by=owner)

    head = hired("roman", "Роман Рогов", "head", "Продажи")
    managers = {hired(login, name, "manager", "Продажи"): habit for login, (name, habit) in SALES.items()}
    prepress = [
        hired(f"prepress{n}", name, "head" if n == 1 else "worker", "Препресс") for n, name in enumerate(PREPRESS, 1)
    ]
    production = [
        hired(f"ceh{n}", name, "head" if n == 1 else "worker", "Производство") for n, name in enumerate(PRODUCTION, 1)
    ]
    for login, name, role in OFFICE:
        hired(login, name, role, "Офис")
    hired("admin", "Константин Сетевой", "administrator", "Офис")
    for name, lead in (("Продажи", head), ("Препресс", prepress[0]), ("Производство", production[0])):
        departments[name].lead_by(lead, by=owner)
    Member.objects.filter(email__endswith=f"@{DOMAIN}").update(password=make_password(PASSWORD))
    return Staff(owner, head, managers, prepress, production, departments["Продажи"])
