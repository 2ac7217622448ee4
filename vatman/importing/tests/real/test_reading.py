"""The facts of the shared INDEX of real files (nobody of us wrote them). Collected only where that folder lies."""

from decimal import Decimal
from pathlib import Path

from vatman.importing.reading import read, read_file
from vatman.importing.reading.encoding import decode, guess
from vatman.importing.shapes import Sheet, SheetKind
from vatman.importing.tests.real.place import DATA

ROWS = {  # file → rows of each sheet that is no form and not empty
    "sheets/lists/demoexam_agents_k_import.csv": [100],
    "sheets/lists/demoexam_agents_k_import.txt": [100],
    "sheets/lists/demoexam2_Partners_import.xlsx": [5],
    "sheets/lists/demoexam_Partners_import.xlsx": [5],
    "sheets/lists/demoexam_Partner_products_import.xlsx": [16],
    "sheets/lists/demoexam_productsale_k_import.xlsx": [100],
    "sheets/lists/demoexam_clientservice_b_import.xlsx": [100],
    "sheets/lists/demoexam_clientservice_s_import.csv": [100],
    "sheets/lists/demoexam_service_b_import.xlsx": [50],
    "sheets/lists/demoexam_products_short_k_import.txt": [50],
    "sheets/lists/ivas_adresa.xlsx": [53],
    "sheets/lists/ktelecom_kontragenty.xlsx": [6],
    "sheets/lists/ktelecom_partners.csv": [6],
    "sheets/lists/tehnoserv_zayavki.xlsx": [50, 9, 50],
    "sheets/lists/kosm36_Заказы.csv": [20],
    "sheets/lists/kosm36_Клиенты.csv": [5],
    "sheets/lists/kosm36_Товары.csv": [10],
    "sheets/lists/netology_phonebook_raw.csv": [12],
    "sheets/lists/netology_phonebook.expected.csv": [9],
    "sheets/prices/sbparser_price.xls": [8932],
    "sheets/prices/junaart_konfety.xls": [41],
    "sheets/prices/otk_products_import.csv": [210],
    "sheets/prices/ivas_prais.csv": [53],
    "sheets/prices/ivas_prais.xlsx": [53],
    "sheets/registries/govdomains_organizations.csv": [105],
    "sheets/registries/govdomains_govsystems.csv": [39],
    "sheets/registries/junaart_organizacii.xlsx": [625],
    "sheets/registries/mosopendata_415_dispansery.csv": [54],
    "sheets/registries/mosopendata_425_biblioteki.csv": [520],
    "sheets/registries/mosopendata_441_gorodskie_polikliniki.csv": [263],
    "sheets/registries/mosopendata_443_stomatologicheskie_polikliniki.csv": [39],
    "sheets/registries/mosopendata_470_upravleniya_sotsialnoj_zaschity_naseleniya.csv": [126],
    "sheets/registries/mosopendata_480_organy_zags_moskvy.csv": [38],
    "sheets/sales/bulengholtz_Клиенты.xlsx": [18484],
    "sheets/sales/bulengholtz_Продукт.xlsx": [606],
    "sheets/sales/bulengholtz_Фактический бюджет.xlsx": [18],
    "sheets/sales/ingrad_prodazhi.xlsx": [6027],
    "sheets/sales/ingrad_dimensions.xlsx": [17, 6, 14],
    "sheets/sales/orders_wild.xlsx": [63],
    "sales/maven_crm_original/sales_pipeline.csv": [8800],
    "sales/maven_crm_original/accounts.csv": [85],
    "sales/maven_crm_original/products.csv": [7],
    "sales/maven_crm_original/sales_teams.csv": [35],
    "sales/contacts/roundcube_all.csv": [1],
    "sales/contacts/roundcube_gmail.csv": [1],
    "sales/contacts/roundcube_outlook.csv": [1],
    "sales/contacts/roundcube_tb_plain.csv": [1],
    "sales/contacts/roundcube_email.csv": [4],
    "sales/vcards/ezvcard_gmail-list.vcf": [3],
    "sales/vcards/ezvcard_rfc2426-example.vcf": [2],
}
HEADLESS = {"sheets/lists/ivas_adresa.xlsx", "sheets/prices/ivas_prais.csv", "sheets/prices/ivas_prais.xlsx"}
GOODS = {
    "kosm36_Товары",
    "demoexam_service_b_import",
    "demoexam_products_short_k_import",
    "bulengholtz_Продукт",
    "products",
}
PAGES = {
    "IBM866": "cp866", "KOI8-R": "koi8-r", "MacCyrillic": "mac-cyrillic", "iso-8859-5-russian": "iso8859-5",
    "windows-1251-russian": "cp1251",
}  # fmt: skip


def full(name: str) -> list[Sheet]:
    source = read_file(DATA / name, name)
    assert source.problems == []
    return [sheet for sheet in source.sheets if sheet.kind not in (SheetKind.EMPTY, SheetKind.FORM)]


def column(sheet: Sheet, title: str) -> list[object]:
    index = next(column.index for column in sheet.columns if column.title.startswith(title))
    return [row.values[index] for row in sheet.rows]


def test_every_file_gives_its_rows() -> None:
    assert {name: [len(sheet.rows) for sheet in full(name)] for name in ROWS} == ROWS


def test_a_heading_is_found_where_there_is_one() -> None:
    for name in ROWS:
        if not name.endswith(".vcf"):
            for sheet in full(name):
                assert (sheet.header_row is None) == (name in HEADLESS), name


def test_clients_are_never_refused_and_goods_are_no_clients() -> None:
    for name in ROWS:
        wanted = SheetKind.PRICE if "/prices/" in name or Path(name).stem in GOODS else SheetKind.TABLE
        assert {sheet.kind for sheet in full(name)} == {wanted}, name


def test_every_price_list_is_one() -> None:
    kinds = {(source.name, sheet.kind) for source in read([DATA / "sheets/prices"]) for sheet in source.sheets}
    assert {kind for _, kind in kinds} == {SheetKind.PRICE, SheetKind.EMPTY}
    assert len({name for name, _ in kinds}) == len(list((DATA / "sheets/prices").iterdir()))


def test_the_price_list_of_seventy_sheets_opens() -> None:
    sheets = read_file(DATA / "sheets/prices/postavkatrub_price.xls").sheets
    assert len(sheets) == 70
    assert all(sheet.kind is SheetKind.PRICE for sheet in sheets)


def test_a_waybill_is_a_printed_form() -> None:
    sheets = read_file(DATA / "sheets/lists/ivas_TN_waybill_form.xlsx").sheets
    assert [(sheet.kind, sheet.why, sheet.rows) for sheet in sheets] == [(SheetKind.FORM, "form_layout", [])]


def test_sums_are_those_of_an_independent_reader() -> None:
    stock = full("sheets/prices/sbparser_price.xls")[0]
    assert sum(column(stock, "Остатки")) == 71456
    prices = [value for value in column(stock, "Интернет цена") if isinstance(value, int | float)]
    assert (len(prices), sum(prices)) == (5750, 48929939)
    assert sum(isinstance(value, int | float) for value in column(stock, "Артикул")) == 4439
    sold = full("sheets/lists/demoexam_productsale_k_import.xlsx")[0]
    assert sum(column(sold, "Количество продукции")) == 1026
    goods = full("sheets/sales/ingrad_prodazhi.xlsx")[0]
    assert (sum(column(goods, "Количество")), sum(column(goods, "Количество (цель)"))) == (124946, 124065)
    assert round(sum(column(full("sheets/sales/orders_wild.xlsx")[0], "Стоимость")), 2) == 20381.17


def test_the_pipeline_of_maven() -> None:
    deals = full("sales/maven_crm_original/sales_pipeline.csv")[0]
    stages = column(deals, "deal_stage")
    counts = [stages.count(stage) for stage in ("Won", "Lost", "Engaging", "Prospecting")]
    assert counts == [4238, 2473, 1589, 500]
    assert sum(Decimal(str(value)) for value in column(deals, "close_value") if value) == 10_005_534
    assert [column(deals, title).count(None) for title in ("account", "engage_date", "close_date")] == [1425, 500, 2089]


def test_agents_in_cp1251_and_in_utf8_are_the_same() -> None:
    one, other = (full(f"sheets/lists/demoexam_agents_k_import.{kind}")[0] for kind in ("csv", "txt"))
    assert one.columns == other.columns
    assert one.rows == other.rows


def test_the_csv_of_a_book_says_the_same() -> None:
    book, text = full("sheets/lists/ktelecom_kontragenty.xlsx")[0], full("sheets/lists/ktelecom_partners.csv")[0]
    assert [c.title for c in book.columns] == [c.title for c in text.columns]
    assert [row.values[0] for row in book.rows] == [row.values[0] for row in text.rows]


def test_a_phone_kept_as_a_number_without_heading() -> None:
    rows = full("sheets/lists/ivas_adresa.xlsx")[0].rows
    assert (rows[0].number, rows[0].values[4], rows[1].values[4]) == (1, "8 909 111 22 33", 88006665544)


def test_a_blank_cell_too_many_makes_no_column() -> None:
    sheet = full("sheets/lists/netology_phonebook_raw.csv")[0]
    assert [column.title for column in sheet.columns][-2:] == ["phone", "email"]
    assert len(sheet.columns) == 7


def test_every_code_page_is_known_by_its_letters() -> None:
    files = [path for folder in sorted((DATA / "sheets/encodings").iterdir()) for path in sorted(folder.iterdir())]
    assert len(files) >= 28
    assert {path: guess(path.read_bytes()) for path in files} == {path: PAGES[path.parent.name] for path in files}
    for path in files:
        assert decode(path.read_bytes()) == path.read_bytes().decode(PAGES[path.parent.name], "replace")


def test_statements_of_banks_are_named() -> None:
    found = list(read([DATA / "onec/1c_bank", DATA / "onec/by_bank"]))
    assert {problem.code for source in found for problem in source.problems} == {"bank_statement"}
    assert all(source.sheets == [] for source in found)


def test_every_card_is_read() -> None:
    for folder in ("vcards", "contacts"):
        for path in sorted((DATA / "sales" / folder).glob("*.vcf")):
            [sheet] = full(f"sales/{folder}/{path.name}")
            assert len(sheet.rows) == path.read_bytes().upper().count(b"BEGIN:VCARD") - _inside(path), path.name


def _inside(path: Path) -> int:
    """Cards inside cards."""
    return path.read_bytes().upper().count(b"AGENT:BEGIN:VCARD") + path.read_bytes().upper().count(
        b"AGENT:\r\nBEGIN:VCARD"
    )
