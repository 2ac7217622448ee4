"""Stages, pipelines and short lists are edited on the board, by those who may change the settings."""

import pytest

from vatman.deals.models import Deal, LossReason, Pipeline, Source, Stage
from vatman.events.models import Event
from vatman.web.errors import Refused

HTMX = {"HTTP_HX_REQUEST": "true"}
VALUES = {
    "name": "Замер",
    "kind": "open",
    "aim": "снять размеры",
    "colour": "#123456",
    "probability": 55,
    "rots_after": 4,
}


def test_a_stage_is_added_before_the_sale(world):
    answer = world.browser(world.olga).post(f"/pipelines/{world.pipeline.pk}/stages/new", VALUES, **HTMX)
    assert answer.headers["HX-Redirect"].startswith("/board")
    assert [stage.name for stage in world.pipeline.stages.living()][-3:] == ["Замер", "Продажа", "Отказ"]


def test_a_stage_is_changed_and_the_change_is_told(world):
    stage = world.stage("meeting")
    values = VALUES | {"name": "Показ", "rots_after": ""}
    world.browser(world.olga).post(f"/stages/{stage.pk}", values, **HTMX)
    stage.refresh_from_db()
    assert (stage.name, stage.aim, stage.rots_after) == ("Показ", "снять размеры", None)
    event = Event.objects.of(world.pipeline).first()
    assert (event.kind, event.detail.changes()["name"]) == ("stage.changed", ["Встреча", "Показ"])


def test_a_chance_beyond_hundred_is_told_in_the_form(world):
    answer = world.browser(world.olga).post(
        f"/stages/{world.stage('meeting').pk}", VALUES | {"probability": 120}, **HTMX
    )
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()


def test_a_stage_with_deals_keeps_its_meaning(world):
    answer = world.browser(world.olga).post(f"/stages/{world.stage('request').pk}", VALUES | {"kind": "won"}, **HTMX)
    assert answer.status_code == 422
    assert "сначала переведите" in answer.content.decode()
    assert world.stage("request").kind == "open"


def test_a_removed_stage_gives_its_deals_away(world):
    stage, to = world.stage("request"), world.stage("meeting")
    browser = world.browser(world.olga)
    assert "перенести в" in browser.get(f"/stages/{stage.pk}").content.decode()
    assert browser.post(f"/stages/{stage.pk}/removal", **HTMX).status_code == 422
    browser.post(f"/stages/{stage.pk}/removal", {"move_to": to.pk}, **HTMX)
    assert Deal.objects.filter(stage=to).count() == 2
    assert not world.pipeline.stages.living().filter(pk=stage.pk).exists()


def test_the_only_sale_cannot_go(world):
    assert world.browser(world.olga).post(f"/stages/{world.stage('won').pk}/removal", **HTMX).status_code == 422
    assert world.stage("won").archived_at is None


def test_columns_stand_as_they_were_dragged(world):
    keys = [stage.pk for stage in world.pipeline.stages.living()]
    order = [keys[1], keys[0], *keys[2:]]
    world.browser(world.olga).post(
        f"/pipelines/{world.pipeline.pk}/order", {"order": ",".join(map(str, order))}, **HTMX
    )
    assert [stage.pk for stage in world.pipeline.stages.living()] == order
    assert Event.objects.of(world.pipeline).first().kind == "pipeline.changed"


def test_a_second_pipeline_has_its_own_board(world):
    browser = world.browser(world.olga)
    browser.post("/pipelines/new", {"name": "Тендеры"}, **HTMX)
    tender = Pipeline.objects.get(name="Тендеры")
    assert [stage.kind for stage in tender.stages.all()] == ["open", "won", "lost"]
    page = browser.get(f"/board?pipeline={tender.pk}").content.decode()
    assert "Начало" in page
    assert "Календари" not in page
    browser.post(f"/pipelines/{tender.pk}", {"name": "Торги"}, **HTMX)
    tender.refresh_from_db()
    assert tender.name == "Торги"
    browser.post(f"/pipelines/{tender.pk}", {"close": 1}, **HTMX)
    assert browser.get(f"/board?pipeline={tender.pk}").context["pipeline"] == world.pipeline


def test_a_pipeline_with_work_in_hand_stays(world):
    Pipeline.objects.open("Тендеры", by=world.olga)
    with pytest.raises(Refused):
        world.pipeline.close(by=world.olga)


@pytest.mark.parametrize(("name", "model"), [("reasons", LossReason), ("sources", Source)])
def test_a_short_list_is_kept_by_the_company(world, name, model):
    browser = world.browser(world.olga)
    browser.post(f"/deals/words/{name}", {"add": "Слишком далеко"}, **HTMX)
    word = model.objects.get(name="Слишком далеко")
    browser.post(f"/deals/words/{name}", {"word": word.pk, "name": "Далеко"}, **HTMX)
    browser.post(f"/deals/words/{name}", {"remove": word.pk}, **HTMX)
    word.refresh_from_db()
    assert (word.name, word.archived_at is not None) == ("Далеко", True)
    assert [event.detail.sentence() for event in Event.objects.of(word)] == [
        "Убрано из списка: Далеко", "В списке: Слишком далеко → Далеко", "Добавлено в список: Слишком далеко",
    ]  # fmt: skip
    browser.post(f"/deals/words/{name}", {"add": "далеко"}, **HTMX)
    word.refresh_from_db()
    assert word.archived_at is None
    other = model.objects.living().exclude(pk=word.pk).first()
    answer = browser.post(f"/deals/words/{name}", {"word": other.pk, "name": "ДАЛЕКО"}, **HTMX)
    assert answer.status_code == 422


@pytest.mark.parametrize("who", ["roman", "anna", "nina", "tsvetana"])
def test_who_may_not_settle_changes_nothing(world, who):
    browser, stage = world.browser(getattr(world, who)), world.stage("meeting")
    for path in (f"/stages/{stage.pk}", f"/stages/{stage.pk}/removal", f"/pipelines/{world.pipeline.pk}/order",
                 f"/pipelines/{world.pipeline.pk}/stages/new", "/pipelines/new", f"/pipelines/{world.pipeline.pk}", "/deals/words/reasons"):  # fmt: skip
        assert browser.post(path, VALUES, **HTMX).status_code == 403
    assert Stage.objects.get(pk=stage.pk).name == "Встреча"
