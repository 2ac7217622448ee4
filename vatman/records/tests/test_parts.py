"""Notes with @colleagues, files, tags, owners and sight, for every card alike. Answers A1.3, A1.5."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from vatman.events.models import Event
from vatman.records.models import File, Note, Tag


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES_ROOT = tmp_path


def said(answer):
    return json.loads(answer.headers["HX-Trigger"])["toast"]["text"]


def test_a_note_tells_the_colleagues_named_in_it(world):
    answer = world.browser(world.anna).post(
        f"/notes/contact/{world.ivanov.pk}", {"text": "@Роман глянь, @Борис Белов тоже"}
    )
    assert answer.status_code == 204
    assert said(answer) == "Записали. Не увидят эту карточку: Борис Белов"
    assert Event.objects.of(world.ivanov).latest("at", "id").detail.mentions == [world.roman.pk]


def test_a_note_is_for_those_who_take_part(world):
    url = f"/notes/contact/{world.ivanov.pk}"
    assert world.browser(world.boris).post(url, {"text": "чужое"}).status_code == 404
    assert world.browser(world.nina).post(url, {"text": "смотрю"}).status_code == 403
    assert world.browser(world.anna).post(url, {"text": " "}, headers={"HX-Request": "true"}).status_code == 422


def test_a_note_goes_to_the_trash_by_its_author(world):
    note = world.ivanov.add_note("лишнее", by=world.roman)
    assert world.browser(world.boris).post(f"/notes/{note.pk}/trashing").status_code == 404
    assert world.browser(world.nina).post(f"/notes/{note.pk}/trashing").status_code == 403
    assert said(world.browser(world.anna).post(f"/notes/{note.pk}/trashing")) == "Заметка в корзине"
    assert not Note.objects.on(world.ivanov).exists()


def test_names_for_mentions(world):
    assert "Борис Белов" in world.browser(world.anna).get("/mentions").json()["names"]


def upload(world, member, name="макет.png", content=b"\x89PNG"):
    return world.browser(member).post(f"/files/deal/{world.calendars.pk}", {"files": SimpleUploadedFile(name, content)})


def test_a_file_is_kept_and_given_to_those_who_see_the_card(world):
    assert "макет.png" in upload(world, world.anna).content.decode()
    url = f"/files/{File.objects.get().pk}"
    answer = world.browser(world.roman).get(url)
    assert b"".join(answer.streaming_content) == b"\x89PNG"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert world.browser(world.anna).get(f"{url}?show").headers["Content-Type"] == "image/png"
    assert world.browser(world.boris).get(url).status_code == 404
    assert upload(world, world.boris).status_code == 404
    assert upload(world, world.nina).status_code == 403


@pytest.mark.parametrize("name", ["page.html", "pic.svg", "x.png.html"])
def test_what_could_run_is_only_downloaded(world, name):
    upload(world, world.anna, name, b"<script>alert(1)</script>")
    answer = world.browser(world.anna).get(f"/files/{File.objects.get().pk}?show")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_a_file_goes_to_the_trash(world):
    upload(world, world.anna)
    url = f"/files/{File.objects.get().pk}/trashing"
    assert world.browser(world.nina).post(url).status_code == 403
    assert "макет" not in world.browser(world.anna).post(url).content.decode()
    assert world.browser(world.anna).get(f"/files/{File.objects.get().pk}").status_code == 404


def test_tags_come_in_their_known_spelling(world):
    Tag.objects.create(name="Опт")
    url = f"/tags/contact/{world.ivanov.pk}"
    browser = world.browser(world.anna)
    browser.post(url, {"add": "опт, срочно"})
    world.ivanov.refresh_from_db()
    assert world.ivanov.tags == ["Опт", "срочно"]
    assert "срочно" in browser.get("/tags").content.decode()
    assert said(browser.post(url, {"drop": "Опт"})) == "Теги: Опт, срочно → срочно"
    assert world.browser(world.boris).post(url, {"add": "x"}).status_code == 404


def test_a_card_is_handed_to_a_colleague(world):
    url = f"/owners/contact/{world.ivanov.pk}"
    assert "Борис Белов" in world.browser(world.roman).get(url).content.decode()
    answer = world.browser(world.roman).post(url, {"owner": world.boris.pk})
    assert said(answer) == "Ответственный: Анна Аистова → Борис Белов"
    assert world.browser(world.anna).post(url, {"owner": world.anna.pk}).status_code == 404
    assert world.browser(world.nina).post(url, {"owner": world.nina.pk}).status_code == 403


def test_who_gives_his_own_away_is_led_off_the_card(world):
    answer = world.browser(world.anna).post(
        f"/owners/contact/{world.ivanov.pk}", {"owner": world.boris.pk}, headers={"HX-Request": "true"}
    )
    assert answer.headers["HX-Redirect"]
    assert not world.ivanov.__class__.objects.visible_to(world.anna).filter(pk=world.ivanov.pk).exists()


def test_what_nobody_has_is_taken_once(world):
    world.ivanov.assign(None, by=world.roman)
    url = f"/owners/contact/{world.ivanov.pk}/taking"
    assert said(world.browser(world.boris).post(url)) == "Теперь это ваше"
    answer = world.browser(world.roman).post(url, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert said(answer) == "Уже взял: Борис Белов"
    assert world.browser(world.anna).post(url).status_code == 404


def test_who_sees_a_card_and_why(world):
    page = world.browser(world.anna).get(f"/sight/contact/{world.ivanov.pk}").content.decode()
    assert "ответственный" in page
    assert "видит свой отдел" in page
    assert "Борис Белов" not in page
    assert world.browser(world.boris).get(f"/sight/contact/{world.ivanov.pk}").status_code == 404
