from django.db import migrations

STAGES = [
    ("request", "Заявка", "open", "#8ba7c9", "дозвониться и понять, что нужно", 10, 2),
    ("first_call", "Первый звонок", "open", "#6c93c2", "получить согласие на КП", 20, 3),
    ("send_quote", "Отправить КП", "open", "#4a7ab5", "договориться о встрече", 40, 5),
    ("meeting", "Встреча", "open", "#2f63a3", "получить решение и предоплату", 60, 7),
    ("won", "Продажа", "won", "#2c7a4b", "деньги согласованы", 100, None),
    ("lost", "Отказ", "lost", "#8c8f94", "", 0, None),
]
REASONS = [
    ("price", "Дорого"),
    ("competitor", "Выбрали другого"),
    ("silent", "Пропал"),
    ("unreachable", "Не дозвонились"),
    ("not_needed", "Больше не нужно"),
    ("deadline", "Не устроили сроки"),
    ("other", "Другое"),
]
SOURCES = ["Сайт", "Рекомендация", "Звонок", "Повторный заказ", "Реклама", "Выставка"]


def fill(apps, schema_editor):
    get = lambda name: apps.get_model("deals", name)
    pipeline = get("Pipeline").objects.create(name="Продажи")
    for position, (key, name, kind, colour, aim, probability, rots) in enumerate(STAGES):
        get("Stage").objects.create(
            pipeline=pipeline, key=key, name=name, kind=kind, colour=colour, aim=aim,
            probability=probability, rots_after=rots, position=position,
        )
    for position, (key, name) in enumerate(REASONS):
        get("LossReason").objects.create(key=key, name=name, position=position)
    for name in SOURCES:
        get("Source").objects.create(name=name)


class Migration(migrations.Migration):
    dependencies = [("deals", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
