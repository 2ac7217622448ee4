"""`/deals` and `/pipelines` in the shapes of the design."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.api.calls import API, caller, made, told
from tests.world import World
from vatman.deals.models import Deal, LossReason
from vatman.team.models import Member

DEAL = {
    "id", "title", "amount", "currency", "pipeline", "stage", "company", "contacts", "owner", "source", "next_task", "fields", "created_at",
    "closed_on", "sleeps_until",
}  # fmt: skip


def test_a_deal_has_its_shape(world: World):
    shape = caller(world.anna).get(f"{API}/deals/{world.calendars.pk}").json()
    assert shape.keys() >= DEAL
    assert (shape["amount"], shape["currency"]) == ("50000.00", "RUB")
    assert shape["stage"] == {"id": world.stage("request").pk, "name": "Заявка", "kind": "open"}
    assert shape["company"] == {"id": world.romashka.pk, "name": "Ромашка"}
    assert shape["contacts"] == [{"id": world.ivanov.pk, "name": "Иванов Пётр Сергеевич"}]
    assert (shape["next_task"]["title"], shape["next_task"]["due_at"]) == ("Узнать тираж", None)
    assert shape["next_task"]["due_on"] == timezone.localdate().isoformat()


def test_the_pipeline_tells_its_stages_in_order(world: World):
    [pipeline] = caller(world.anna).get(f"{API}/pipelines").json()["items"]
    assert [stage["kind"] for stage in pipeline["stages"]] == ["open"] * 4 + ["won", "lost"]
    assert pipeline["stages"][0].keys() == {"id", "name", "kind", "probability", "needs"}


def test_a_deal_begins_where_deals_begin(world: World):
    shape = made(caller(world.anna).post(f"{API}/deals", {"title": "Открытки", "amount": "1200.50"}))
    assert (shape["amount"], shape["stage"]["name"], shape["currency"]) == ("1200.50", "Заявка", "RUB")
    assert shape["owner"]["id"] == world.anna.pk


def test_references_are_numbers(world: World):
    body = {
        "contacts": [world.ivanov.pk],
        "company": world.romashka.pk,
        "stage": world.stage("meeting").pk,
        "source": "Сайт",
        "amount": 900,
    }
    shape = made(caller(world.anna).post(f"{API}/deals", body))
    assert (shape["stage"]["name"], shape["source"], shape["amount"]) == ("Встреча", "Сайт", "900.00")
    assert shape["contacts"][0]["id"] == world.ivanov.pk


@pytest.mark.parametrize("field", ["contacts", "company"])
def test_anothers_client_cannot_be_named(world: World, field: str):
    value = [world.petrova.pk] if field == "contacts" else world.romashka.pk
    asking = caller(world.anna if field == "contacts" else world.boris)
    assert field in told(asking.post(f"{API}/deals", {"title": "Хитрость", field: value}), 404)["fields"]
    assert not Deal.objects.filter(title="Хитрость").exists()


def test_a_move_is_a_resource(world: World):
    path = f"{API}/deals/{world.calendars.pk}/moves"
    assert made(caller(world.anna).post(path, {"stage": world.stage("meeting").pk}))["stage"]["name"] == "Встреча"
    moves = caller(world.anna).get(path).json()["items"]
    assert [move["stage"]["name"] for move in moves] == ["Заявка", "Встреча"]
    assert moves[1]["seconds_in_was"] == 0


def test_a_loss_needs_its_reason(world: World):
    path, lost = f"{API}/deals/{world.calendars.pk}/moves", world.stage("lost").pk
    assert told(caller(world.anna).post(path, {"stage": lost}), 422)["code"] == "reason_needed"
    reason = LossReason.objects.get(key="price")
    shape = made(caller(world.anna).post(path, {"stage": lost, "reason": reason.pk}))
    assert shape["loss_reason"] == {"id": reason.pk, "name": "Дорого"}
    assert shape["closed_on"] == timezone.localdate().isoformat()


def test_a_move_from_where_it_no_longer_stands_is_a_conflict(world: World):
    world.calendars.move_to(world.stage("first_call"), by=world.roman)
    body = {"stage": world.stage("meeting").pk, "was": world.stage("request").pk}
    assert (
        told(caller(world.anna).post(f"{API}/deals/{world.calendars.pk}/moves", body), 409)["code"] == "moved_meanwhile"
    )


def test_fields_change_and_the_stage_does_not(world: World):
    path = f"{API}/deals/{world.calendars.pk}"
    assert caller(world.anna).patch(path, {"amount": "77000.00", "tags": ["срочно"]}).json()["amount"] == "77000.00"
    told(caller(world.anna).patch(path, {"stage": world.stage("won").pk}), 422)


def test_its_people_are_set_as_given(world: World):
    vera = made(caller(world.anna).post(f"{API}/contacts", {"first_name": "Вера"}))["id"]
    shape = caller(world.anna).patch(f"{API}/deals/{world.calendars.pk}", {"contacts": [vera, world.ivanov.pk]}).json()
    assert [one["id"] for one in shape["contacts"]] == [vera, world.ivanov.pk]
    assert caller(world.anna).patch(f"{API}/deals/{world.calendars.pk}", {"contacts": []}).json()["contacts"] == []


def test_an_invisible_client_shows_its_name_only(world: World):
    world.ivanov.assign(world.boris, by=world.olga)
    shape = caller(world.anna).get(f"{API}/deals/{world.calendars.pk}").json()
    assert shape["contacts"] == [{"id": None, "name": "Иванов Пётр Сергеевич"}]


def test_a_deal_sleeps_and_wakes(world: World):
    path, day = f"{API}/deals/{world.calendars.pk}/sleep", (timezone.localdate() + timedelta(days=9)).isoformat()
    assert made(caller(world.anna).post(path, {"until": day}))["sleeps_until"] == day
    assert caller(world.anna).delete(path).status_code == 204
    told(caller(world.anna).post(path, {"until": "2020-01-01"}), 422)


@pytest.mark.parametrize(
    ("who", "titles"),
    [
        ("anna", {"Календари"}),
        ("roman", {"Календари", "Буклеты"}),
        ("nina", {"Календари", "Буклеты"}),
        ("tsvetana", set()),
    ],
)
def test_a_list_holds_what_each_may_see(world: World, who: str, titles: set[str]):
    member: Member = getattr(world, who)
    assert {one["title"] for one in caller(member).get(f"{API}/deals").json()["items"]} == titles


@pytest.mark.parametrize("method", ["get", "patch", "delete"])
def test_anothers_deal_does_not_exist(world: World, method: str):
    told(
        getattr(caller(world.anna), method)(f"{API}/deals/{world.booklets.pk}", {} if method == "patch" else None), 404
    )
    told(caller(world.anna).post(f"{API}/deals/{world.booklets.pk}/moves", {"stage": world.stage("won").pk}), 404)


def test_a_worker_sees_his_deal_and_changes_nothing(world: World):
    world.calendars.assign(world.tsvetana, by=world.olga)
    asking = caller(world.tsvetana)
    assert asking.get(f"{API}/deals/{world.calendars.pk}").status_code == 200
    told(asking.post(f"{API}/deals/{world.calendars.pk}/moves", {"stage": world.stage("won").pk}), 403)


def test_a_list_is_filtered(world: World):
    asking = caller(world.olga)
    asked = {"owner": world.boris.pk, "stage": world.stage("request").pk, "state": "open"}
    assert [one["title"] for one in asking.get(f"{API}/deals", asked).json()["items"]] == ["Буклеты"]
    assert asking.get(f"{API}/deals?state=won").json()["items"] == []


def test_a_list_asks_the_database_as_often_for_many_as_for_few(world: World, django_assert_max_num_queries):
    asking = caller(world.anna)
    for number in range(30):
        Deal.objects.start(by=world.anna, title=f"Сделка {number}", contact=world.ivanov, company=world.romashka)
    asking.get(f"{API}/deals?limit=1")
    with django_assert_max_num_queries(13):
        assert len(asking.get(f"{API}/deals").json()["items"]) == 31
