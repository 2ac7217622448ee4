"""The trash: what was thrown away comes back within a month, and a purge says what it forgot. Answers A1.6."""

import pytest

from vatman.clients.models import Contact


def test_a_card_goes_and_comes_back(world):
    browser = world.browser(world.roman)
    answer = browser.post(f"/trashing/contact/{world.ivanov.pk}", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == "/clients"
    assert browser.get(f"/contacts/{world.ivanov.pk}").status_code == 404
    assert "Иванов" in browser.get("/trash?thing=contact").content.decode()
    assert browser.post(f"/trash/contact/{world.ivanov.pk}/restoring").status_code == 200
    assert browser.get(f"/contacts/{world.ivanov.pk}").status_code == 200


@pytest.mark.parametrize("thing", ["company", "deal", "task", "note"])
def test_all_that_is_thrown_away_comes_back(world, thing):
    note = world.ivanov.add_note("лишнее", by=world.anna)
    one = {"company": world.romashka, "deal": world.calendars, "task": world.call, "note": note}[thing]
    one.trash(by=world.roman)
    browser = world.browser(world.roman)
    assert str(one) in browser.get("/trash", {"thing": thing}).content.decode()
    browser.post(f"/trash/{thing}/{one.pk}/restoring")
    one.refresh_from_db()
    assert one.trashed_at is None


def test_it_holds_only_what_one_may_bring_back(world):
    world.ivanov.trash(by=world.roman)
    world.petrova.add_note("секрет", by=world.boris).trash(by=world.boris)
    mine = world.calendars.add_note("моя заметка", by=world.anna)
    mine.trash(by=world.anna)
    browser = world.browser(world.anna)
    assert "Иванов" not in browser.get("/trash?thing=contact").content.decode()
    assert browser.post(f"/trash/contact/{world.ivanov.pk}/restoring").status_code == 404
    notes = browser.get("/trash?thing=note").content.decode()
    assert "моя заметка" in notes
    assert "секрет" not in notes
    assert browser.post(f"/trash/role/{1}/restoring").status_code == 404


def test_throwing_away_is_a_right_of_its_own(world):
    assert world.browser(world.anna).post(f"/trashing/contact/{world.ivanov.pk}").status_code == 403
    assert world.browser(world.boris).post(f"/trashing/contact/{world.ivanov.pk}").status_code == 404
    assert Contact.objects.get(pk=world.ivanov.pk).trashed_at is None


def test_a_merged_card_is_no_rubbish(world):
    from vatman.clients.actions.merge import merge

    twin = Contact.objects.meet(by=world.anna, last_name="Иваноф")
    merge(world.ivanov, twin, by=world.roman)
    browser = world.browser(world.roman)
    assert "Иваноф" not in browser.get("/trash?thing=contact").content.decode()
    assert browser.post(f"/trash/contact/{twin.pk}/restoring").status_code == 404


def test_pages_of_the_trash_follow(world, django_assert_max_num_queries):
    for number in range(60):
        world.calendars.add_note(f"заметка {number:02}", by=world.anna).trash(by=world.anna)
    browser = world.browser(world.anna)
    browser.get("/trash?thing=note")
    with django_assert_max_num_queries(12):
        first = browser.get("/trash?thing=note").content.decode()
    cursor = first.partition("cursor=")[2].partition('"')[0].partition("&")[0]
    assert "заметка 59" in first
    assert "заметка 03" not in first
    assert (
        "заметка 03"
        in browser.get(f"/trash?thing=note&cursor={cursor}", headers={"HX-Request": "true"}).content.decode()
    )
