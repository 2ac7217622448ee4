"""A1.4: real lists, which nobody on the team wrote, dropped on the page together."""

import re

from playwright.sync_api import expect

from tests.browser.people import Desks
from tests.world import World
from vatman.clients.models import Company, Contact
from vatman.importing.models import Import
from vatman.importing.tests.real.place import DATA

ROWS = {  # INDEX.md: data rows of each
    "demoexam_agents_k_import.csv": 100, "demoexam_Partners_import.xlsx": 5, "ivas_adresa.xlsx": 53, "ktelecom_kontragenty.xlsx": 6,
    "kosm36_Клиенты.csv": 5, "ivas_TN_waybill_form.xlsx": 0,
}  # fmt: skip


def test_real_lists_become_clients_and_the_sums_agree_with_the_index(house: World, desks: Desks):
    page = desks.sit(house.olga).go("/imports")
    page.locator('input[type=file][name="files"]').set_input_files([DATA / "sheets/lists" / name for name in ROWS])
    expect(page.get_by_text("Отчёт файлом")).to_be_visible(timeout=90_000)
    load = Import.objects.get()
    assert {file.name: sum(sheet.rows for sheet in file.sheets.all()) for file in load.files.all()} == ROWS
    rows = load.totals["rows"]
    assert rows["read"] == sum(ROWS.values()) == rows["created"] + rows["joined"] + rows["skipped"]
    expect(page.get_by_text("печатная форма").first).to_be_visible()
    assert Company.objects.filter(origin=load.origin).count() > 100
    assert Contact.objects.filter(origin=load.origin, ways__value="+78006665544").exists()
    page.get_by_role("link", name=re.compile("ivas_adresa")).click()
    expect(page.get_by_role("group", name="Столбцы листа")).to_contain_text("8 909 111 22 33")
