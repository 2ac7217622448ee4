"""A1.4 on screen: files dropped on a page, progress, report, rows, pairs, undo — for those who may."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from vatman.clients.models import Contact
from vatman.importing import views
from vatman.importing.jobs import undo_import
from vatman.importing.models import Doubt, Import
from vatman.importing.receiving import safe_path

CSV = "ФИО;Телефон\nЗимин Павел;8 912 345-67-89\n"


@pytest.fixture
def olga(world):
    return world.browser(world.olga)


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"


def drop(browser, *files, paths=()):
    given = [SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data) for name, data in files]
    return browser.post("/imports", {"files": given, "paths": list(paths)})


def test_dropped_files_become_an_import_that_the_background_carries(olga, world):
    answer = drop(olga, ("клиенты.csv", CSV), ("ещё.csv", CSV), paths=["отдел/клиенты.csv", "отдел/2025/ещё.csv"])
    load = Import.objects.get()
    assert answer.url == load.get_absolute_url()
    assert (load.owner, load.title, load.state) == (world.olga, "отдел", "reading")
    assert sorted(path.name for path in load.folder.rglob("*.csv")) == ["ещё.csv", "клиенты.csv"]
    from procrastinate.contrib.django.models import ProcrastinateJob

    assert ProcrastinateJob.objects.get(task_name="importing.run").args == {"load": load.pk}


def test_once_read_the_files_themselves_are_forgotten(olga):
    drop(olga, ("клиенты.csv", CSV))
    load = Import.objects.get().run()
    assert list(load.files.values_list("name", flat=True)) == ["клиенты.csv"]
    assert Contact.objects.get(last_name="Зимин").origin == load.origin
    assert not load.folder.exists()


def test_a_zip_is_opened(olga):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("отдел/клиенты.csv", CSV)
    drop(olga, ("отдел.zip", packed.getvalue()))
    assert Import.objects.get().run().totals["created"]["contacts"] == 1


def test_nothing_dropped_is_said_on_the_page(olga):
    answer = drop(olga)
    assert answer.status_code == 422
    assert "Выберите файлы" in answer.content.decode()


@pytest.mark.parametrize(
    ("dropped", "kept"),
    [("../../etc/passwd", "etc/passwd"), ("/a/б.csv", "a/б.csv"), ("c:\\x\\y.xls", "c:/x/y.xls"), ("..", "файл")],
)
def test_no_path_leads_out_of_the_folder(dropped, kept):
    assert str(safe_path(dropped)) == kept


def test_while_it_runs_the_page_shows_how_far(olga):
    drop(olga, ("клиенты.csv", CSV))
    load = Import.objects.get()
    assert "progressbar" in olga.get(load.get_absolute_url()).content.decode()
    assert "progressbar" in olga.get(reverse("import_progress", args=[load.pk])).content.decode()
    load.run()
    done = olga.get(reverse("import_progress", args=[load.pk]))
    assert (done.status_code, done["HX-Redirect"]) == (204, load.get_absolute_url())


def test_the_report_page(olga, load):
    found = load("ФИО | Телефон | Статус | Цвет\nЗимин Павел | 8 912 345-67-89 | зреет | синий")
    page = olga.get(found.get_absolute_url()).content.decode()
    for words in (
        "клиенты.csv",
        "Контакт · имя",
        "Сделка · этап",
        "Своё поле",
        "Зреет",
        "новый этап",
        "показать исходную строку",
        "Отменить целиком",
    ):
        assert words in page


def test_the_original_row(olga, load):
    found = load("ФИО | Телефон\nЗимин Павел | 8 912 345-67-89")
    page = olga.get(reverse("import_row", args=[found.pk, found.rows.get().pk])).content.decode()
    assert "8 912 345-67-89" in page


def test_rows_by_what_became_of_them(olga, load):
    found = load("ФИО | Телефон | Комментарий | Цвет\n | | слова | синий\nЗимин Павел | 8 912 345-67-89 | да |")
    skipped = olga.get(reverse("import_rows", args=[found.pk]) + "?outcome=skipped").content.decode()
    assert "в строке нет ни имени" in skipped
    assert "Зимин" not in skipped


def test_the_report_as_a_file(olga, load):
    found = load("ФИО | Телефон\nЗимин Павел | 8 912 345-67-89")
    assert olga.get(reverse("import_report", args=[found.pk])).json()["rows"]["created"] == 1


def test_undo_from_the_page_lists_what_stays(olga, load, world):
    found = load("ФИО | Телефон\nЗимин Павел | 8 912 345-67-89\nЛетова Анна | 8 912 345-67-80")
    Contact.objects.get(last_name="Летова").add_note("звонил", by=world.anna)
    olga.post(reverse("import_undoing", args=[found.pk]))
    page = olga.get(found.get_absolute_url()).content.decode()
    assert "<li>Летова Анна" in page
    assert "<li>Зимин" not in page


def test_a_stopped_import_may_go_on(olga, world):
    drop(olga, ("клиенты.csv", CSV))
    Import.objects.update(state="failed", trouble="диск")
    load = Import.objects.get()
    assert "Продолжить" in olga.get(load.get_absolute_url()).content.decode()
    olga.post(reverse("import_resumption", args=[load.pk]))
    load.refresh_from_db()
    assert load.state == "reading"


def test_a_pair_is_joined_or_left_apart(olga, load, world):
    found = load("ФИО | Почта\nЗимин Павел | z@mail.ru\nЛетова Анна | z@mail.ru")
    page = olga.get(reverse("import_doubts") + f"?import={found.pk}").content.decode()
    assert "Один клиент" in page
    assert "Зимин Павел" in page
    olga.post(reverse("import_doubt_decision", args=[found.doubts.get().pk]), {"same": ""})
    assert found.doubts.get().decision == "apart"
    assert Contact.objects.filter(origin=found.origin).count() == 2


def test_the_head_decides_about_a_row_held_back(load, world):
    found = load("ФИО | Почта\nПетрова Мария | petrova@mail.test", by=world.anna)
    doubt, roman = found.doubts.get(), world.browser(world.roman)
    assert "Анна Аистова" in roman.get(reverse("import_doubts")).content.decode()
    assert roman.get(reverse("import_row", args=[found.pk, doubt.line_id])).status_code == 200
    roman.post(reverse("import_doubt_decision", args=[doubt.pk]), {"same": "1"})
    assert found.rows.get().contact == world.petrova


def test_the_manager_sees_nothing_of_the_colleague(load, world):
    found = load("ФИО | Почта\nПетрова Мария | petrova@mail.test", by=world.anna)
    anna = world.browser(world.anna)
    for url in (found.get_absolute_url(), reverse("import_doubts"), reverse("import_rows", args=[found.pk])):
        page = anna.get(url).content.decode()
        assert "Борис" not in page
        assert world.petrova.get_absolute_url() not in page
    assert anna.post(reverse("import_doubt_decision", args=[Doubt.objects.get().pk]), {"same": "1"}).status_code == 404


def test_one_client_of_two_cards(olga, load):
    found = load("ФИО | Почта | Телефон\nЗимин Павел | z@mail.ru |\nЛетова Анна | z@mail.ru | 8 912 345-67-80")
    doubt = found.doubts.get()
    olga.post(reverse("import_doubt_decision", args=[doubt.pk]), {"same": "1"})
    heir = doubt.card("ours")
    assert heir.full_name == "Зимин Павел"
    assert {way.value for way in heir.ways.all()} == {"z@mail.ru", "+79123456780"}
    assert set(found.rows.values_list("contact", flat=True)) == {heir.pk}


def test_cards_that_a_person_joined_stay_after_an_undo(load, world):
    found = load("ФИО | Почта\nЗимин Павел | z@mail.ru\nЛетова Анна | z@mail.ru")
    found.doubts.get().join(by=world.olga)
    found.undo(by=world.olga)
    assert {one["title"] for one in found.stayed} == {"Зимин Павел", "Летова Анна"}


@pytest.mark.parametrize("name", ["boris", "roman", "nina", "tsvetana"])
def test_an_import_of_another_does_not_exist(load, world, name):
    found = load("ФИО | Телефон\nЗимин Павел | 8 912 345-67-89", by=world.anna)
    browser = world.browser(getattr(world, name))
    urls = [
        reverse(url, args=[found.pk])
        for url in ("import", "import_progress", "import_report", "import_rows", "import_problems")
    ]
    assert {browser.get(url).status_code for url in urls} == {404}
    assert browser.post(reverse("import_undoing", args=[found.pk])).status_code == 404
    assert browser.get(reverse("import_row", args=[found.pk, found.rows.get().pk])).status_code == 404


def test_the_card_says_where_it_came_from(olga, load):
    found = load("ФИО | Телефон\nЗимин Павел | 8 912 345-67-89")
    contact = found.rows.get().contact
    slot = reverse("came_from", args=["contact", contact.pk])
    assert slot in olga.get(contact.get_absolute_url()).content.decode()
    assert "строка 2" in olga.get(slot).content.decode()


def test_a_large_import_is_taken_back_in_the_background(olga, load, monkeypatch):
    monkeypatch.setattr(views, "AT_ONCE", 0)
    found = load("ФИО | Телефон\nЗимин Павел | 8 912 345-67-89")
    olga.post(reverse("import_undoing", args=[found.pk]))
    assert "Убираем всё" in olga.get(found.get_absolute_url()).content.decode()
    undo_import(load=found.pk, by=found.owner_id)
    found.refresh_from_db()
    assert found.state == "undone"
    assert not Contact.objects.filter(last_name="Зимин").exists()
