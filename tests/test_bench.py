"""`vatman bench` measures every page that goals.toml names, on a base it fills itself."""

import json

import pytest

from bench import bulk, fill, measuring, pages
from bench.measuring import GOALS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("long_transaction")]


@pytest.fixture
def people(settings, monkeypatch):
    settings.ROOT_URLCONF = "bench.urls"
    monkeypatch.setattr(measuring, "WARM", 0)
    monkeypatch.setattr(measuring.in_turn, "__kwdefaults__", {"runs": 1})
    return fill.fill(contacts=2000, companies=600, deals=2000, tasks=4000, events=4000)


def test_every_page_is_measured_beside_its_limit(people):
    results = {one.name: one for one in pages.pages(people.manager, "manager")}
    assert set(results) == {
        f"{name} (manager)" for name in [*GOALS["pages"], "blank", "board html"] if name != "bench_blank"
    }
    board = json.loads(json.dumps(results["board (manager)"].as_json()))
    assert set(board) == {"name", "unit", "value", "limit", "ratio", "goal", "met", "sql", "n"}
    assert board["limit"] > 0
    assert board["ratio"] == pytest.approx(board["value"] / board["limit"], rel=0.01)


def test_the_bases_deals_know_their_next_steps(people):
    from vatman.deals.models import Deal
    from vatman.records.search import find

    assert Deal.objects.filter(state="open").exclude(next_step_id=None).exists()
    assert find(people.manager, "календари")


def test_a_file_for_the_import_is_written(tmp_path):
    from python_calamine import CalamineWorkbook

    bulk.write(tmp_path / "clients.xlsx", 50)
    rows = CalamineWorkbook.from_path(str(tmp_path / "clients.xlsx")).get_sheet_by_index(0).to_python()
    phones = [row[1] for row in rows[1:]]
    assert len(phones) == 50
    assert len(set(phones)) == 45
