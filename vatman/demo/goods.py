"""What the print house sells, when it is bought, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

SEASONS = {1: 0.55, 2: 0.9, 3: 1.0, 4: 1.0, 5: 0.8, 6: 0.85, 7: 0.75, 8: 1.3, 9: 1.05, 10: 1.35, 11: 1.7, 12: 1.35}


@dataclass(frozen=True)
class Good:
    """`price` of one piece in roubles; `runs` are usual print runs; `months` how much more it is wanted then."""

    titles: tuple[str, ...]
    price: float
    runs: tuple[int, ...]
    buyers: tuple[str, ...] = ()
    months: Mapping[int, float] = field(default_factory=dict)
    weight: float = 1.0


YEAR_END = {9: 1.5, 10: 4, 11: 7, 12: 4, 1: 0.6}
SCHOOL = {7: 3, 8: 9, 9: 2, 5: 2}
GOODS = {
    "calendar": Good(
        ("Календари настенные перекидные", "Календари квартальные «Трио»", "Календари-домики", "Карманные календари", "Календари с фирменной шапкой"),
        115, (200, 300, 500, 1000, 1500), ("company", "bank", "factory", "clinic"), YEAR_END, 1.6),
    "diary": Good(("Ежедневники с тиснением", "Блокноты с логотипом", "Планинги на спирали"), 420, (100, 150, 200, 300, 500), ("bank", "company", "agency"), YEAR_END),
    "postcard": Good(("Открытки новогодние", "Поздравительные открытки", "Приглашения с фольгой"), 38, (200, 300, 500, 1000), ("company", "agency", "bank"), {11: 4, 12: 4, 2: 2, 3: 2}, 0.6),
    "booklet": Good(("Буклеты евро, два сгиба", "Буклеты А4", "Листовки А5", "Лифлеты"), 6.2, (1000, 2000, 3000, 5000, 10000), ("clinic", "builder", "shop", "agency", "company"), weight=1.7),
    "catalogue": Good(("Каталог продукции, 32 полосы", "Каталог продукции, 48 полос", "Каталог осенней коллекции", "Прайс-каталог"), 185, (300, 500, 1000, 2000), ("factory", "agency", "shop", "builder"), {2: 1.6, 3: 1.6, 9: 1.8}, 1.1),
    "label": Good(("Этикетка самоклеящаяся в рулоне", "Этикетка на мёд", "Этикетка на бутылку", "Стикеры с вырубкой"), 2.9, (5000, 10000, 20000, 30000, 50000), ("food", "factory", "shop"), weight=1.8),
    "box": Good(("Коробки самосборные с логотипом", "Упаковка для тортов", "Подарочная упаковка", "Гофрокороб с печатью"), 46, (500, 1000, 2000, 3000, 5000), ("food", "shop", "factory"), {11: 2, 12: 2.2, 2: 1.4}, 1.5),
    "bag": Good(("Пакеты бумажные с ручками", "Крафт-пакеты с логотипом"), 54, (300, 500, 1000, 2000), ("shop", "food", "clinic"), {12: 2}, 0.9),
    "card": Good(("Визитки", "Визитки на дизайнерской бумаге"), 7.5, (500, 1000, 2000), ("company", "builder", "clinic", "person"), weight=1.0),
    "form": Good(("Бланки и конверты с логотипом", "Папки с вырубкой", "Журналы регистрации"), 34, (500, 1000, 2000), ("bank", "company", "clinic", "school"), weight=0.8),
    "school": Good(("Дневники школьные", "Тетради с обложкой школы", "Грамоты и благодарности", "Выпускные альбомы"), 72, (300, 500, 800, 1500), ("school",), SCHOOL, 1.4),
    "menu": Good(("Меню для зала", "Меню и подставки на стол", "Костеры с логотипом"), 310, (30, 50, 100, 200), ("food",), weight=0.7),
    "poster": Good(("Плакаты А2", "Воблеры и ценники", "Баннер 3×6 м с люверсами", "Стенды информационные"), 190, (20, 50, 100, 200), ("shop", "agency", "school", "builder"), weight=0.9),
    "book": Good(("Книга в твёрдом переплёте, 96 полос", "Сборник стихов, мягкая обложка", "Корпоративная книга к юбилею"), 390, (100, 200, 300, 500), ("person", "factory", "school"), {4: 1.5, 10: 1.4}, 0.4),
    "wedding": Good(("Свадебные приглашения", "Фотокнига", "Визитки мастера", "Наклейки на свечи"), 85, (50, 60, 100, 200), ("person",), {5: 2, 6: 2}, 0.8),
}  # fmt: skip
FINISH = (
    "матовая ламинация",
    "мелованная 300 г",
    "мелованная 150 г",
    "крафт",
    "УФ-лак",
    "тиснение фольгой",
    "скрепка",
    "офсет 80 г",
    "дизайнерская бумага",
)

SAMPLES = tuple(one for one in FINISH if one not in ("скрепка", "офсет 80 г"))  # what one asks to see


def wanted(rng: Random, buyer: str, month: int, habit: str | None = None) -> tuple[str, Good]:
    """What this kind of buyer comes for in this month; who has a habit mostly keeps it."""
    if habit and rng.random() < 0.6:
        return habit, GOODS[habit]
    fitting = [(key, good) for key, good in GOODS.items() if buyer in good.buyers]
    weights = [good.weight * good.months.get(month, 1.0 if not good.months else 0.35) for _key, good in fitting]
    return rng.choices(fitting, weights)[0]


def ordered(rng: Random, good: Good, scale: float) -> tuple[str, int, int]:
    """Title, print run and sum in roubles of one order."""
    run = rng.choice(good.runs)
    discount = (good.runs[0] / run) ** 0.16
    amount = good.price * run * discount * scale * rng.lognormvariate(0, 0.22)
    size = f"{run:,}".replace(",", "\u00a0")
    return f"{rng.choice(good.titles)}, {size} шт.", run, max(1500, round(amount / 10) * 10)
