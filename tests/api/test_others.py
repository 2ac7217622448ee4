"""Events, search, fields, members, imports and the funnel through the API."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.calls import API, caller, made, told
from tests.world import World
from vatman.importing.models import Import


def test_events_tell_what_happened_to_what_one_sees(world: World):
    world.calendars.move_to(world.stage("meeting"), by=world.roman)
    event = caller(world.anna).get(f"{API}/events?type=deal&id={world.calendars.pk}").json()["items"][0]
    assert event.keys() >= {"id", "at", "verb", "actor", "subject", "changes", "origin"}
    assert (event["verb"], event["actor"]["name"]) == ("deal.moved", "Роман Рогов")
    assert event["subject"] == {"type": "deal", "id": world.calendars.pk, "name": "Календари"}
    assert event["changes"] == {"stage": ["Заявка", "Встреча"]}
    told(caller(world.boris).get(f"{API}/events/{event['id']}"), 404)


def test_nobody_reads_of_anothers_clients_in_the_log(world: World):
    page = caller(world.anna).get(f"{API}/events?limit=500").content.decode()
    assert "Буклеты" not in page
    assert "petrova" not in page


def test_search_finds_only_what_is_visible(world: World):
    [hit] = caller(world.anna).get(f"{API}/search?q=иванов&type=contact").json()["items"]
    assert hit == {
        "type": "contact",
        "id": world.ivanov.pk,
        "title": "Иванов Пётр Сергеевич",
        "subtitle": hit["subtitle"],
    }
    assert caller(world.boris).get(f"{API}/search?q=иванов").json()["items"] == []


def test_a_field_is_added_by_those_who_answer_for_more_than_their_own(world: World):
    body = {"of": "deal", "title": "Тираж", "kind": "number"}
    told(caller(world.anna).post(f"{API}/fields", body), 403)
    field = made(caller(world.roman).post(f"{API}/fields", body))
    assert caller(world.anna).get(f"{API}/fields?of=deal").json() == [field]


def test_members_are_no_secret_inside_the_company(world: World):
    names = [one["name"] for one in caller(world.tsvetana).get(f"{API}/members").json()["items"]]
    assert len(names) == len(world.members)


def test_files_are_taken_and_seen_by_who_brought_them(world: World):
    file = SimpleUploadedFile("клиенты.csv", "Имя;Телефон\nОрлова Вера;89120001122\n".encode())
    asking = caller(world.anna)
    load = made(asking.upload(f"{API}/imports", files=file))
    assert load["state"] in ("reading", "running")
    told(caller(world.boris).get(f"{API}/imports/{load['id']}"), 404)
    told(caller(world.nina).upload(f"{API}/imports", files=file), 403)
    Import.objects.get(pk=load["id"]).run()
    assert asking.get(f"{API}/imports/{load['id']}").json()["rows"]["created"] == 1
    assert asking.get(f"{API}/imports/{load['id']}/report").json()["files"][0]["name"] == "клиенты.csv"
    assert made(asking.post(f"{API}/imports/{load['id']}/undoing"))["state"] == "undone"


@pytest.mark.parametrize(("who", "total"), [("olga", 2), ("anna", 1)])
def test_the_funnel_counts_what_one_may_see(world: World, who: str, total: int):
    world.calendars.win(by=world.anna)
    found = caller(getattr(world, who)).get(f"{API}/reports/funnel").json()
    assert (found["total"], found["won"], found["won_sum"]) == (total, 1, "50000.00")
    first = found["stages"][0]
    assert first.keys() == {"id", "name", "entered", "advanced", "conversion", "median_days"}
    assert first["conversion"] == first["advanced"] / first["entered"]


def test_a_worker_has_no_reports(world: World):
    told(caller(world.tsvetana).get(f"{API}/reports/funnel"), 403)
