"""A1.10: what must be filled to enter a stage: a file is never refused, it is told what its deals lack."""

from vatman.deals.models import Deal

from .tables import bring


def test_a_file_comes_in_and_says_what_its_deals_lack(world, tmp_path):
    meeting = world.stage("meeting")
    meeting.change(needs={"promised_on": "hard", "amount": "hard", "source": "soft"}, by=world.olga)
    path = tmp_path / "Сделки.csv"
    people = [f"Клиентов{number} Иван;+7921000000{number};Буклеты;1000;{status}" for number, status in enumerate(
        ["Встреча", "Заявка", "Встреча", "Первый звонок"]
    )]  # fmt: skip
    path.write_text("\n".join(["ФИО;Телефон;Что нужно;Сумма;Статус", *people]))
    load = bring(path, world.olga)
    assert Deal.objects.filter(stage=meeting).count() == 2
    told = load.problems.filter(code="lacking")
    assert [one.message for one in told] == ["этап просит заполнить — Встреча: Источник, Обещали к"] * 2
    assert sorted(one.row for one in told) == [2, 4]
