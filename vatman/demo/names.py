"""Names of people and firms that sound like those in anybody's address book."""

from random import Random

from mimesis import Person
from mimesis.enums import Gender
from mimesis.locales import Locale

from vatman.clients.requisites import INN_10, INN_11, INN_12

MEN = "Александр Сергей Дмитрий Алексей Андрей Максим Евгений Иван Михаил Николай Артём Пётр Павел Илья Роман Кирилл Олег Юрий Виктор Антон Денис Игорь Владимир Константин Тимур Руслан".split()  # noqa: SIM905
WOMEN = "Елена Ольга Наталья Анна Татьяна Ирина Екатерина Светлана Мария Юлия Марина Оксана Алёна Ксения Виктория Дарья Надежда Людмила Галина Полина Алина Вера Лариса Евгения Гульнара Кристина".split()  # noqa: SIM905
FATHERS = "Александр Сергей Владимир Николай Иван Михаил Андрей Виктор Алексей Юрий Дмитрий Пётр Павел Олег Анатолий Борис Константин Валентин".split()  # noqa: SIM905
CITIES = {
    "Москва": 9,
    "Ярославль": 14,
    "Кострома": 4,
    "Иваново": 4,
    "Владимир": 4,
    "Тверь": 3,
    "Вологда": 3,
    "Рыбинск": 3,
    "Санкт-Петербург": 4,
    "Нижний Новгород": 3,
}
REGIONS = {
    "Москва": "77",
    "Ярославль": "76",
    "Кострома": "44",
    "Иваново": "37",
    "Владимир": "33",
    "Тверь": "69",
    "Вологда": "35",
    "Рыбинск": "76",
    "Санкт-Петербург": "78",
    "Нижний Новгород": "52",
}
CODES = {
    "Москва": "495",
    "Ярославль": "4852",
    "Кострома": "4942",
    "Иваново": "4932",
    "Владимир": "4922",
    "Тверь": "4822",
    "Вологда": "8172",
    "Рыбинск": "4855",
    "Санкт-Петербург": "812",
    "Нижний Новгород": "831",
}
SIGNS = {
    "food": [
        "Кофейня",
        "Пекарня",
        "Сыроварня",
        "Кондитерская",
        "Пивоварня",
        "Ресторан",
        "Кафе",
        "Пасека",
        "Чайный дом",
        "Мясная лавка",
    ],
    "shop": ["Магазин", "Салон", "Торговый дом", "Бутик", "Лавка", "Дом мебели", "Зоомагазин", "Автосалон"],
    "clinic": ["Клиника", "Стоматология", "Медцентр", "Оптика", "Аптека", "Лаборатория"],
    "school": ["Школа", "Лицей", "Детский сад", "Колледж", "Учебный центр", "Школа искусств"],
    "agency": ["Агентство", "Студия", "Бюро", "Рекламное агентство", "Дизайн-бюро"],
    "builder": ["Застройщик", "Строительная компания", "Архитектурное бюро", "Управляющая компания"],
}
NOUNS = (
    "Зерно Колос Берег Родник Маяк Пион Ладья Сосны Север Волга Акация Лотос Радуга Феникс Весна Мечта Гармония Орион Сфера Атлант Тёплый_дом Белый_кит "
    "Синяя_птица Старый_город Три_сосны Золотой_колос Первая_линия Добрый_день Лавка_вкуса Семейная Премьера Парус Вишня Облако Журавль Ромашка Янтарь Мята "
    "Сова Каравай Причал Усадьба Гранат Рябина Василёк Снегирь Луч Аврора Кедр Ласточка Имбирь Чайка Сирень Ракурс Планета Пятница Ключ Компас Уют Вертикаль"
).replace("_", "\u00a0").split(" ")  # fmt: skip
HEADS = "Строй Тех Агро Мед Эко Авто Вита Интер Гранд Норд Волга Рус Дом Пром Энерго Метал Снаб Центр Транс Хим Лес Аква Спец Транзит Профи Мега".split()  # noqa: SIM905
TAILS = "сервис снаб групп маркет трейд проект ресурс логистик инвест комплект монтаж альянс стандарт техника пром лайн экспо системы".split()  # noqa: SIM905
LETTERS = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "h",
            "ts",
            "ch",
            "sh",
            "sch",
            "_",
            "y",
            "_",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)
POSITIONS = [
    "директор",
    "маркетолог",
    "менеджер по рекламе",
    "закупщик",
    "бухгалтер",
    "секретарь",
    "управляющий",
    "коммерческий директор",
    "дизайнер",
    "завхоз",
]


class Names:
    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.library = Person(Locale.RU, seed=seed)
        self.taken: set[str] = set()

    def person(self) -> tuple[str, str, str]:
        """Last, first and middle name; one in five is known without the middle one."""
        man = self.rng.random() < 0.45
        last = self.library.last_name(gender=Gender.MALE if man else Gender.FEMALE)
        first = self.rng.choices(MEN if man else WOMEN, range(32, 32 - len(MEN), -1))[0]
        return last, first, patronymic(self.rng.choice(FATHERS), man) if self.rng.random() < 0.8 else ""

    def mobile(self) -> str:
        return "+7" + "".join(filter(str.isdigit, self.library.phone_number(mask="9##-###-##-##")))

    def city(self) -> str:
        return self.rng.choices(list(CITIES), list(CITIES.values()))[0]

    def landline(self, city: str) -> str:
        code = CODES[city]
        return (
            "+7"
            + code
            + str(self.rng.randrange(2, 9))
            + "".join(str(self.rng.randrange(10)) for _ in range(9 - len(code)))
        )

    def firm(self, kind: str) -> str:
        """A name no other firm of the base has."""
        for _attempt in range(200):
            name = self._firm(kind)
            if name not in self.taken:
                break
        self.taken.add(name)
        return name

    def _firm(self, kind: str) -> str:
        if kind == "school" and self.rng.random() < 0.6:
            return f"{self.rng.choice(['Школа', 'Гимназия', 'Лицей', 'Детский сад'])} № {self.rng.randrange(1, 190)}"
        if kind in SIGNS:
            return (
                f"{self.rng.choice(SIGNS[kind])} {self.rng.choice(NOUNS)}"
                if self.rng.random() < 0.8
                else self.rng.choice(NOUNS)
            )
        if self.rng.random() < 0.15:
            return self.rng.choice(NOUNS)
        head = self.rng.choice(HEADS)
        return head + self.rng.choice([tail for tail in TAILS if not tail.startswith(head.lower())])  # no «Промпром»

    def inn(self, region: str, *, person: bool = False) -> str:
        digits = region + "".join(str(self.rng.randrange(10)) for _ in range(8 if person else 7))
        for weights in (INN_11, INN_12) if person else (INN_10,):
            digits += str(sum(int(one) * weight for one, weight in zip(digits, weights, strict=True)) % 11 % 10)
        return digits


def patronymic(father: str, man: bool) -> str:
    """Сергей → Сергеевич, Сергеевна; Юрий → Юрьевич; Пётр → Петрович."""
    stem, ending = {"Пётр": "Петр", "Павел": "Павл", "Михаил": "Михайл"}.get(father, father), "ов"
    if stem.endswith("ий"):
        stem, ending = stem[:-2] + "ь", "ев"
    elif stem.endswith("й"):
        stem, ending = stem[:-1], "ев"
    return stem + ending + ("ич" if man else "на")


def latin(text: str) -> str:
    """A name as it stands in an e-mail address."""
    return "".join(
        LETTERS.get(letter, letter if letter.isascii() and letter.isalnum() else "") for letter in text.lower()
    ).replace("_", "")
