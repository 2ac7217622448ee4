"""`vatman import`: the same code as the page; a dry run that is exact; a person's plan; resuming and undo."""

import argparse
import json

import pytest

from vatman.clients.models import Contact
from vatman.deals.models import Deal
from vatman.importing import command
from vatman.importing.models import Import

from .tables import write_csv


@pytest.fixture
def vatman(world, tmp_path, capsys):
    def run(*words):
        parser = argparse.ArgumentParser()
        command.configure(parser)
        status = command.run(parser.parse_args([str(word) for word in words]))
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


@pytest.fixture
def table(tmp_path):
    return write_csv(
        tmp_path / "клиенты.csv", "ФИО | Телефон | Статус | Кто\nЗимин Павел | 8 912 345-67-89 | в работе | Марина"
    )


def test_it_imports_and_prints_the_report(vatman, table, world):
    status, out, err = vatman(table)
    assert status == 0
    assert json.loads(out)["rows"]["created"] == 1
    assert "Прочитано строк 1: новых 1" in err
    assert Contact.objects.get(last_name="Зимин").owner == world.olga


def test_the_report_goes_to_a_file(vatman, table, tmp_path):
    _status, out, _err = vatman(table, "--report", tmp_path / "r.json")
    assert out == ""
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["rows"]["created"] == 1


def test_on_whose_behalf(vatman, table, world):
    vatman(table, "--as", "anna@dvor.test")
    assert Contact.objects.get(last_name="Зимин").owner == world.anna


def test_nobody_and_those_without_the_right_are_refused(vatman, table):
    assert vatman(table, "--as", "nobody@dvor.test")[0] == 1
    assert vatman(table, "--as", "nina@dvor.test")[0] == 1
    assert vatman(table.parent / "нет такого.csv")[0] == 2


def test_a_dry_run_says_exactly_what_would_be_and_leaves_nothing(vatman, table):
    said = json.loads(vatman(table, "--dry-run")[1])
    assert not Import.objects.exists()
    assert not Contact.objects.filter(last_name="Зимин").exists()
    assert json.loads(vatman(table)[1]) == said


def test_a_persons_plan_goes_before_guesses(vatman, table, tmp_path, world):
    plan = {
        "files": [{"sheets": [{"columns": [{"title": "Кто", "field": "manager"}]}]}],
        "statuses": {"в работе": "first_call"},
        "managers": {"Марина": "boris@dvor.test"},
    }
    (tmp_path / "plan.json").write_text(json.dumps(plan), "utf-8")
    vatman(table, "--plan", tmp_path / "plan.json")
    deal = Deal.objects.get(origin__startswith="import:")
    assert (deal.stage.key, deal.owner) == ("first_call", world.boris)


def test_undo_by_its_number(vatman, table):
    vatman(table)
    status, out, _err = vatman("--undo", Import.objects.get().pk)
    assert (status, json.loads(out)["stayed"]) == (0, [])
    assert not Contact.objects.filter(last_name="Зимин").exists()


def test_one_that_was_broken_off_is_taken_up(vatman, table, world):
    Import.objects.begin([table], by=world.olga)
    vatman(table)
    assert Import.objects.get().state == "done"
