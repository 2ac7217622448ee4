"""Answers A1.5: doors tried by one who means ill: numbers of others' things in what he sends, others' keys."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.api.calls import API, caller, told
from vatman.clients.models import Company, Contact
from vatman.events.models import Event
from vatman.records.models import File, Note
from vatman.tasks.models import Task
from vatman.team.models import Member


def of_other(two):
    return {"contact": two.other.contact, "company": two.other.company, "deal": two.other.deal}


@pytest.mark.parametrize("thing", ["contact", "company", "deal"])
def test_a_task_is_not_put_on_anothers_card(two, anna, thing):
    card = of_other(two)[thing]
    data = {"title": "Влезть", "kind": "call", "preset": "tomorrow", "owner": two.world.anna.pk, thing: card.pk}
    answer = anna.post(reverse("task_new"), data)
    assert answer.status_code == 422
    assert str(card) not in answer.content.decode()
    assert told(caller(two.world.anna).post(f"{API}/tasks", {"title": "Влезть", thing: card.pk}), 404)[
        "fields"
    ].keys() == {thing}
    assert told(caller(two.world.anna).patch(f"{API}/tasks/{two.own.task.pk}", {thing: card.pk}), 404)[
        "fields"
    ].keys() == {thing}
    assert not Task.objects.filter(title="Влезть").exists()


@pytest.mark.parametrize("thing", ["contact", "company"])
def test_a_deal_is_not_made_with_anothers_client(two, anna, thing):
    client = of_other(two)[thing]
    stage = two.own.deal.stage_id
    answer = anna.post(
        reverse("deal_new"),
        {"title": "Влезть", "client": f"{thing}:{client.pk}", "stage": stage, "owner": two.world.anna.pk},
    )
    assert answer.status_code in (404, 422)
    assert str(client) not in answer.content.decode()
    given = {"contact": {"contacts": [client.pk]}, "company": {"company": client.pk}}[thing]
    told(caller(two.world.anna).post(f"{API}/deals", {"title": "Влезть", **given}), 404)
    told(caller(two.world.anna).patch(f"{API}/deals/{two.own.deal.pk}", given), 404)
    for url in ("deal_people", "deal_company"):
        assert anna.post(reverse(url, args=[two.own.deal.pk]), {"client": f"{thing}:{client.pk}"}).status_code in (
            404,
            422,
        )
    two.own.deal.refresh_from_db()
    assert two.own.deal.company == two.own.company
    assert client not in two.own.deal.all_people()


def test_a_window_opened_for_anothers_client_does_not_name_him(two, anna):
    for thing, card in of_other(two).items():
        for url in ("deal_new", "task_new", "board", "deals"):
            page = anna.get(reverse(url), {thing: card.pk}).content.decode()
            assert str(card) not in page, url


def test_who_is_not_of_the_deal_is_not_named_by_taking_him_off(two, anna):
    answer = anna.post(reverse("deal_person_removal", args=[two.own.deal.pk, two.other.contact.pk]))
    assert answer.status_code == 404
    assert "Петрова" not in str(answer.headers)


@pytest.mark.parametrize("thing", ["contact", "company"])
def test_anothers_card_is_neither_joined_nor_linked(two, anna, thing):
    mine, other = getattr(two.own, thing), of_other(two)[thing]
    for send in (anna.get, anna.post):
        assert send(reverse("merge", args=[thing, mine.pk]), {"other": other.pk}).status_code == 404
        assert send(reverse("merge", args=[thing, other.pk]), {"other": mine.pk}).status_code == 404
    told(
        caller(two.world.anna).post(
            f"{API}/{'contacts' if thing == 'contact' else 'companies'}/{mine.pk}/merges", {"other": other.pk}
        ),
        404,
    )
    back = "company" if thing == "contact" else "contact"
    assert (
        anna.post(
            reverse("link_add", args=[back, getattr(two.own, back).pk]), {"name": str(other), "chosen": other.pk}
        ).status_code
        == 404
    )


def test_a_company_of_anothers_is_not_linked_through_the_api(two):
    told(
        caller(two.world.anna).post(
            f"{API}/contacts/{two.own.contact.pk}/companies", {"company": two.other.company.pk}
        ),
        404,
    )
    told(
        caller(two.world.anna).post(f"{API}/contacts", {"last_name": "Новый", "companies": [two.other.company.pk]}), 404
    )
    told(caller(two.world.anna).delete(f"{API}/contacts/{two.own.contact.pk}/companies/{two.other.company.pk}"), 404)


def test_a_note_is_told_to_nobody_who_does_not_see_its_card(two):
    asking = caller(two.world.boris)
    answer = asking.post(f"{API}/deals/{two.other.deal.pk}/notes", {"text": "тайное", "mentions": [two.world.anna.pk]})
    assert "Анна" in told(answer, 422)["fields"]["mentions"]
    assert (
        asking.post(
            f"{API}/deals/{two.other.deal.pk}/notes", {"text": "для Романа", "mentions": [two.world.roman.pk]}
        ).status_code
        == 201
    )
    browser = two.world.browser(two.world.boris)
    browser.post(reverse("note_add", args=["deal", two.other.deal.pk]), {"text": "@Анна Аистова, тайное"})
    assert [
        event.detail.mentions for event in Event.objects.filter(kind="note.added", subject_id=Note.objects.last().pk)
    ] == [[]]


@pytest.mark.parametrize(
    "url",
    [
        "/clients?owner={}",
        "/tasks?owner={}",
        "/deals?owner={}",
        "/board?owner={}",
        "/reports?owner={}",
        f"{API}/deals?owner={{}}",
        f"{API}/tasks?assignee={{}}",
    ],
)
def test_asking_for_a_colleagues_things_brings_none(two, anna, url):
    answer = anna.get(url.format(two.world.boris.pk))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert not any(word in page for word in ("Петрова", "Буклеты", "Узнать срок", "Лютик"))


def test_a_colleagues_day_is_not_opened(two, anna):
    assert anna.get(reverse("my_day"), {"member": two.world.boris.pk}).status_code == 404


def test_events_of_colleagues_themselves_are_the_journals(two, anna):
    two.world.boris.make_token("тайный ключ", by=two.world.boris)
    assert "тайный ключ" not in caller(two.world.anna).get(f"{API}/events?limit=500").content.decode()
    assert "тайный ключ" in caller(two.world.olga).get(f"{API}/events?limit=500").content.decode()
    assert anna.get(reverse("timeline", args=["member", two.world.boris.pk])).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "owner",
        "owner_id",
        "stage",
        "state",
        "trashed_at",
        "tags",
        "id",
        "pk",
        "origin",
        "created_by",
        "search",
        "fields__f999999",
        "fields__",
        "__class__",
    ],
)
def test_what_is_no_field_of_a_card_is_not_set_as_one(two, anna, name):
    url = reverse("field", args=["deal", two.own.deal.pk, name])
    before = type(two.own.deal).objects.filter(pk=two.own.deal.pk).values().get()
    assert anna.get(url).status_code in (404, 422)
    assert anna.post(url, {"value": str(two.world.boris.pk)}).status_code in (404, 422)
    assert type(two.own.deal).objects.filter(pk=two.own.deal.pk).values().get() == before


@pytest.mark.parametrize("name", ["company", "contact"])
def test_a_field_that_points_at_a_client_is_no_list_of_them_and_takes_no_one_elses(two, anna, name):
    url = reverse("field", args=["deal", two.own.deal.pk, name])
    assert anna.get(url).status_code == 404
    answer = anna.post(reverse("field", args=["deal", two.own.deal.pk, name]), {"value": of_other(two)[name].pk})
    assert answer.status_code in (404, 422)
    two.own.deal.refresh_from_db()
    assert getattr(two.own.deal, name) == getattr(two.own, name)


def test_a_file_of_anothers_is_not_reached_by_its_number(two, anna):
    assert {anna.get(reverse("file", args=[two.other.file.pk]), query).status_code for query in ({}, {"show": ""})} == {
        404
    }
    two.own.deal.trash(by=two.world.anna)
    assert anna.get(reverse("file", args=[two.own.file.pk])).status_code == 404


def test_an_answer_kept_under_a_key_is_not_anothers(two):
    key = {"Idempotency-Key": "один-ключ".encode("idna").decode()}
    body = {"last_name": "Тайный", "phones": [{"value": "+79215550001"}]}
    first = caller(two.world.boris).post(f"{API}/contacts", body, headers=key)
    second = caller(two.world.anna).post(f"{API}/contacts", body, headers=key)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] != second.json()["id"]
    assert second.json()["owner"]["name"] == "Анна Аистова"


def test_what_another_did_is_taken_back_by_nobody_else(two, anna):
    for event in Event.objects.filter(actor=two.world.boris):
        assert anna.post(reverse("undo", args=[event.id])).status_code in (404, 422)
    assert Contact.objects.filter(pk=two.other.contact.pk, trashed_at=None).exists()


def test_rows_of_anothers_load_are_not_reached_through_ones_own(two, anna, tmp_path):
    path = tmp_path / "чужой.csv"
    path.write_text("ФИО;Телефон\nТайный Пётр;+79215550002\n", "utf-8")
    load = type(two.other.load).objects.begin([path], by=two.world.boris).run()
    line = load.rows.first()
    for number in (load.pk, two.own.load.pk):
        assert anna.get(reverse("import_row", args=[number, line.pk])).status_code == 404
        assert anna.get(reverse("import_columns", args=[number, line.sheet_id])).status_code == 404
    assert two.world.browser(two.world.boris).get(reverse("import_row", args=[load.pk, line.pk])).status_code == 200


@pytest.mark.parametrize("thing", ["contact", "company", "deal", "task"])
def test_anothers_trash_is_not_brought_back(two, anna, thing):
    card = getattr(two.other, thing)
    card.trash(by=two.world.boris)
    assert anna.post(reverse("restoring", args=[thing, card.pk])).status_code == 404
    card.refresh_from_db()
    assert card.trashed_at


@pytest.mark.parametrize("thing", ["note", "file"])
def test_anothers_note_or_file_stays_in_the_trash(two, anna, thing):
    getattr(two.other, thing).trash(by=two.world.boris)
    assert anna.post(reverse("restoring", args=[thing, getattr(two.other, thing).pk])).status_code == 404
    assert (
        two.world.browser(two.world.boris)
        .post(reverse("restoring", args=[thing, getattr(two.other, thing).pk]))
        .status_code
        == 200
    )


def test_after_signing_out_the_stream_is_shut(two, anna):
    anna.post(reverse("account_logout"))
    assert anna.get("/live").status_code == 204


def test_two_without_a_department_are_no_colleagues(two):
    join = Member.objects.join
    vera, gleb = (
        join(email=f"{name}@dvor.test", name=name, role="head", by=two.world.olga) for name in ("vera", "gleb")
    )
    contact = Contact.objects.meet(by=vera, last_name="Тайная")
    Company.objects.meet(by=vera, name="Ничья").assign(None, by=vera)
    assert gleb.colleagues == [gleb.pk]
    assert gleb.departments == []
    browser = two.world.browser(gleb)
    assert browser.get(contact.get_absolute_url()).status_code == 404
    for url in ("/clients", "/clients?thing=company", "/search?q=Тайная", "/tasks", "/deals"):
        page = browser.get(url).content.decode()
        assert "/contacts/" + str(contact.pk) not in page
        assert "Ничья" not in page
    assert told(caller(gleb).get(f"{API}/contacts/{contact.pk}"), 404)


def test_a_note_is_pinned_to_no_ones_else_card(two, anna):
    for thing, card in of_other(two).items():
        assert anna.post(reverse("note_add", args=[thing, card.pk]), {"text": "влез"}).status_code == 404
        assert (
            anna.post(
                reverse("file_add", args=[thing, card.pk]), {"files": SimpleUploadedFile("a.txt", b"a")}
            ).status_code
            == 404
        )
    assert not Note.objects.filter(text="влез").exists()
    assert not File.objects.filter(name="a.txt").exists()


def test_who_may_not_see_a_phone_does_not_read_it_by_mending_it(two):
    """A role that changes clients but does not reach them: its windows show no phone, its doors take none away."""
    role = two.world.roman.role
    role.allow(role.matrix | {"contact": role.matrix["contact"] | {"contacts": "none"}}, by=two.world.olga)
    browser = two.world.browser(Member.objects.get(pk=two.world.roman.pk))
    for url in (
        reverse("way", args=[two.own.way.pk]),
        two.own.contact.get_absolute_url(),
        reverse("timeline", args=["contact", two.own.contact.pk]),
    ):
        assert "555-12-34" not in browser.get(url).content.decode()
    assert browser.get(reverse("way", args=[two.own.way.pk])).status_code == 403
    assert browser.post(reverse("way_drop", args=[two.own.way.pk])).status_code == 403


def test_only_who_writes_clients_down_is_told_that_a_colleague_has_this_one(two):
    asked = {"for": "client", "name": "petrova@mail.test"}
    told_to = {
        name: two.world.browser(getattr(two.world, name)).get(reverse("deal_clients"), asked).content.decode()
        for name in ("anna", "tsvetana")
    }
    assert "Борис Белов" in told_to["anna"]
    assert "Петрова" not in told_to["anna"]
    assert "Борис" not in told_to["tsvetana"]
