"""One of whom only a phone is known is called «Без имени ··34» wherever a name stands. Answers A1.5."""

import io

import pytest
from openpyxl import load_workbook

from vatman.clients.models import Contact, Link
from vatman.deals.models import Deal
from vatman.events.models import Event
from vatman.records.search import find

PHONE, TAIL = "9215550134", "Без имени ··34"


@pytest.fixture
def nameless(world):
    person = Contact.objects.meet(by=world.anna, ways=[{"channel": "phone", "value": f"8 {PHONE} доб. 1"}])
    person.ways.update(raw="тел. 8(921)555-01-34 (Марина)")
    Link.objects.join(person, world.romashka, position="завхоз", by=world.anna)
    person.add_note("зовёт на выставку", by=world.anna)
    Deal.objects.start(by=world.anna, title="", contact=person)
    return person


def close(text):
    return "".join(sign for sign in text if sign not in " -()\u00a0\u202f")


def test_search_calls_him_by_the_tail(world, nameless):
    [hit] = find(world.nina, "выставку", things=["contact"])
    assert hit.title == TAIL
    assert find(world.nina, PHONE) == []
    assert [hit.title for hit in find(world.anna, PHONE, things=["contact"])] == [TAIL]


def test_a_document_of_an_older_version_too(world, nameless):
    from vatman.records.models import SearchDocument

    SearchDocument.objects.filter(thing="contact", thing_id=nameless.pk).update(title="··na)")
    assert [hit.title for hit in find(world.nina, "выставку", things=["contact"])] == [TAIL]


def test_one_with_a_mail_alone_is_not_called_by_it(world):
    person = Contact.objects.meet(by=world.anna, ways=[{"channel": "email", "value": "secret@mail.test"}])
    person.add_note("про буклеты", by=world.anna)
    assert [hit.title for hit in find(world.nina, "буклеты", things=["contact"])] == ["Без имени, s•••••@mail.test"]


def test_no_page_of_one_who_may_not_see_phones_has_it(world, nameless):
    deal = nameless.deals.get()
    pages = [
        "/clients", "/board?owner=all", "/deals?owner=all", "/search?q=выставку", f"/contacts/{nameless.pk}", f"/deals/{deal.pk}",
        f"/companies/{world.romashka.pk}", f"/timeline/contact/{nameless.pk}", f"/timeline/company/{world.romashka.pk}",
    ]  # fmt: skip
    browser = world.browser(world.nina)
    said = {url: browser.get(url).content.decode() for url in pages}
    assert [url for url, text in said.items() if PHONE in close(text)] == []
    assert [url for url, text in said.items() if "··34" not in text] == []


def test_nor_the_api_nor_a_spreadsheet(world, nameless):
    role = world.nina.role
    role.allow(
        role.matrix | {thing: role.matrix[thing] | {"export": "all"} for thing in ("contact", "deal")}, by=world.olga
    )
    key = {"Authorization": f"Bearer {world.nina.make_token('проба', by=world.nina)}"}
    browser = world.browser(world.nina)
    for name in ("contacts", "deals", "companies", "events", "search?q=выставку"):
        text = browser.get(f"/api/v1/{name}", headers=key).content.decode()
        assert PHONE not in close(text), name
        assert TAIL in text, name
    for url in ("/clients/contact/export", "/deals/export"):
        book = load_workbook(io.BytesIO(b"".join(browser.get(url).streaming_content)))
        cells = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value]
        assert not any(PHONE in close(cell) for cell in cells)


def test_phones_inside_what_was_changed_are_dots(world, nameless):
    way = nameless.ways.get()
    way.change(value="8 921 555 02 35", note="секретарь 8 921 555 09 99", by=world.anna)
    way.drop(by=world.anna)
    nameless.change(last_name="8 921 555 07 77", by=world.anna)
    nameless.change(last_name="Гусев", by=world.anna)
    world.romashka.change(inn="7736050003", by=world.anna)
    events = list(
        Event.objects.filter(place_type__in=("contact", "company"), place_id__in=(nameless.pk, world.romashka.pk))
    )
    for event in events:
        event.hide_reach()
    told = close(" ".join(str(event.detail) for event in events))
    assert "5550134" not in told
    assert "5550235" not in told
    assert "5550999" not in told
    assert "5550777" not in told
    assert "7736050003" in told  # a number of ИНН reaches nobody
