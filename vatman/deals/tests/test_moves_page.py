"""A1.10: POST /deals/<id>/moves, from the board, with the conflict told, the loss asked about, the undo offered."""

import json

import pytest

from vatman.deals.models import LossReason

HTMX = {"HTTP_HX_REQUEST": "true"}


def move(world, member, deal, to, **extra):
    values = {"stage": world.stage(to).pk, "was": deal.stage_id, "board": 1, **extra}
    return world.browser(member).post(f"/deals/{deal.pk}/moves", values, **HTMX)


def test_a_carried_card_answers_with_all_that_changed(world):
    answer = move(world, world.anna, world.calendars, "meeting")
    page = answer.content.decode()
    world.calendars.refresh_from_db()
    assert (answer.status_code, world.calendars.stage.key) == (200, "meeting")
    assert f'id="deal-{world.calendars.pk}"' in page
    for key in ("request", "meeting"):
        assert f'hx-target="#head-{world.stage(key).pk}"' in page
    said = json.loads(answer.headers["HX-Trigger"])
    assert said["toast"]["text"] == "«Календари» → Встреча"
    assert said["toast"]["undo"].endswith("/undo") or "undo" in said["toast"]["undo"]


def test_a_move_asks_the_database_no_more_than_it_must(world, django_assert_max_num_queries):
    browser = world.browser(world.anna)
    values = {"stage": world.stage("meeting").pk, "was": world.calendars.stage_id, "board": 1}
    with django_assert_max_num_queries(27):
        browser.post(f"/deals/{world.calendars.pk}/moves", values, **HTMX)


def test_who_was_quicker_is_not_overwritten(world):
    stale = world.calendars.stage_id
    world.calendars.move_to(world.stage("send_quote"), by=world.roman)
    world.calendars.stage_id = stale
    answer = move(world, world.anna, world.calendars, "meeting")
    assert answer.status_code == 409
    assert "Отправить КП" in json.loads(answer.headers["HX-Trigger"])["toast"]["text"]
    world.calendars.refresh_from_db()
    assert world.calendars.stage.key == "send_quote"


def test_a_loss_is_asked_about_before_it_is_written(world):
    answer = move(world, world.anna, world.calendars, "lost")
    assert answer.headers["HX-Retarget"] == "#dialog"
    assert "Почему отказ?" in answer.content.decode()
    world.calendars.refresh_from_db()
    assert world.calendars.state == "open"
    answer = move(
        world,
        world.anna,
        world.calendars,
        "lost",
        reason=LossReason.objects.get(key="price").pk,
        words="Нашли вдвое дешевле",
    )
    world.calendars.refresh_from_db()
    assert (world.calendars.state, world.calendars.loss_reason.key) == ("lost", "price")
    assert "close-window" in json.loads(answer.headers["HX-Trigger"])
    from vatman.records.models import Note

    assert Note.objects.on(world.calendars).get().text == "Нашли вдвое дешевле"


def test_a_sale_is_said_aloud(world):
    answer = move(world, world.anna, world.calendars, "won")
    assert "Продажа!" in json.loads(answer.headers["HX-Trigger"])["toast"]["text"]


@pytest.mark.parametrize(
    ("who", "status"), [("anna", 404), ("nina", 403), ("tsvetana", 404), ("roman", 200), ("olga", 200)]
)
def test_a_move_of_anothers_deal(world, who, status):
    assert move(world, getattr(world, who), world.booklets, "meeting").status_code == status


def test_a_stage_no_longer_there_is_no_place_to_go(world):
    gone = world.pipeline.add_stage("Проба", by=world.olga)
    gone.remove(by=world.olga)
    answer = world.browser(world.anna).post(
        f"/deals/{world.calendars.pk}/moves", {"stage": gone.pk, "board": 1}, **HTMX
    )
    assert answer.status_code == 404


def test_a_move_is_no_get(world):
    assert world.browser(world.anna).get(f"/deals/{world.calendars.pk}/moves").status_code == 405
