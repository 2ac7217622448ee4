"""Answers A1.5: what stands in Boris's things alone is told nobody who may not see them, through whatever door.

Each door is shown by the owner's own visit to be able to tell: there the canaries are found.
"""

import re
from functools import partial

import pytest
from django.urls import reverse

from tests.api.calls import API, Caller
from vatman.events.live.audience import deliveries
from vatman.events.models import Event
from vatman.team.models import Member

from .canaries import LINKED, REACH, SECRETS, VOCABULARY, link, met, plant
from .conftest import taken_back
from .crawl import Crawl, pages, read_api, text_of

EVERYTHING = SECRETS | LINKED
BLIND = ("anna", "tsvetana", "vera", "gleb")  # who may see nothing of Boris's
SUGGESTED = ("/tags", f"{API}/tags", "/deals/filter")


@pytest.fixture(scope="module")
def sown(pairs, django_db_blocker, tmp_path_factory):
    """Boris's things with their canaries, those that Anna's lead to, and two who have no department."""
    with django_db_blocker.unblock(), taken_back():
        join = partial(Member.objects.join, by=pairs.world.olga)
        pairs.world.vera = join(email="vera@dvor.test", name="Вера Вольная", role="manager")
        pairs.world.gleb = join(email="gleb@dvor.test", name="Глеб Гордый", role="head")
        made = plant(pairs, tmp_path_factory.mktemp("files"))
        link(pairs)
        yield made


@pytest.fixture(scope="module")
def crawled(pairs, sown, django_db_blocker):
    """Name → all pages that this member can come to."""
    known = {}

    def walked(name, deep):
        if name not in known:
            crawl = Crawl(pairs.world.browser(getattr(pairs.world, name)))
            sides = [pairs.own] if name in BLIND else [pairs.own, pairs.other]
            more = [] if name in BLIND else sown.pages
            with django_db_blocker.unblock(), taken_back():
                crawl.walk([*pages(pairs, *sides), *more], deep)
            known[name] = crawl
        return known[name]

    return walked


def key_of(member):
    return Caller(headers={"Authorization": f"Bearer {member.make_token('проба', by=member)}"})


def leaks(crawl, words=EVERYTHING):
    told = crawl.met(lambda text: met(text, words))
    return {url: names - (set(VOCABULARY) if url.startswith(SUGGESTED) else set()) for url, names in told.items()}


def unsuggested(found):
    return {url: names for url, names in found.items() if names}


@pytest.mark.parametrize(("name", "deep"), [("anna", 2), ("tsvetana", 1), ("vera", 1), ("gleb", 1)])
def test_no_page_tells_of_anothers_things(crawled, name, deep):
    assert unsuggested(leaks(crawled(name, deep))) == {}


def test_the_owner_comes_to_every_one_of_them(crawled):
    found = set().union(*crawled("olga", 0).met(lambda text: met(text, EVERYTHING)).values())
    assert set(EVERYTHING) - found == set()


@pytest.mark.parametrize("name", BLIND)
def test_no_answer_of_the_api_tells_of_anothers_things(pairs, sown, db, name):
    with taken_back():
        said = read_api(key_of(getattr(pairs.world, name)))
    found = {
        url: met(text, EVERYTHING) - (set(VOCABULARY) if url.startswith(SUGGESTED) else set())
        for url, text in said.items()
    }
    assert unsuggested(found) == {}


def test_the_owner_reads_them_through_the_api(pairs, sown, db):
    with taken_back():
        said = " ".join(read_api(key_of(pairs.world.olga)).values())
    unread = {"file", "cell", "chat", "trashed", "trashed note"}
    assert set(EVERYTHING) - met(said, EVERYTHING) <= unread


def asked(word):
    """All but its end: a page that repeats the question has not told the answer."""
    return word[:-1] if word[0].isdigit() else word[:-2]


LOOKING = ("/search?full=1&q=", f"{API}/search?q=")
NARROWER = (
    "/search?q=", "/clients?q=", "/clients?thing=company&q=", "/board?q=", "/deals?state=all&q=", "/deals/clients?for=client&name=",
    "/clients/contact/options?q=", "/clients/company/options?q=", f"{API}/contacts?q=", f"{API}/companies?q=", f"{API}/deals?q=",
)  # fmt: skip
TOLD = ("person", "company", "deal", "inn", "phone", "mail", "linked phone", "merged")


def searches():
    """Every door that looks for something, each asked for what it could find; the wide ones for each of the words."""
    wide = [door + asked(word) for word in EVERYTHING.values() for door in LOOKING]
    return wide + [door + asked(EVERYTHING[name]) for name in TOLD for door in NARROWER]


@pytest.mark.parametrize("name", ["anna", "tsvetana", "gleb"])
def test_no_search_finds_them(pairs, sown, db, name):
    crawl = Crawl(pairs.world.browser(getattr(pairs.world, name)))
    with taken_back():
        crawl.walk(searches(), 0)
    assert unsuggested(leaks(crawl)) == {}
    hit = re.compile(r'href="/(?:contacts|companies|deals)/\d+"|"id": ?\d')
    assert {url for url, text in crawl.said.items() if url.startswith(LOOKING) and hit.search(text)} == set()


def test_the_owner_finds_them(pairs, sown, db):
    crawl = Crawl(pairs.world.browser(pairs.world.olga))
    with taken_back():
        crawl.walk(searches(), 0)
    found = crawl.met(lambda text: met(text, EVERYTHING))
    for door in (*LOOKING, *NARROWER):
        assert any(url.startswith(door) for url in found), door
    for secret in ("phone", "mail", "chat", "inn", "field", "note", "tag", "lost deal"):
        assert LOOKING[0] + asked(EVERYTHING[secret]) in found, secret


def test_the_live_stream_tells_only_whose_it_is(pairs, sown, db):
    people = {name: Member.objects.get(pk=getattr(pairs.world, name).pk) for name in (*BLIND, "boris", "olga")}
    rows = [
        {name: value for name, value in row.items() if name != "xid"} for row in Event.objects.order_by("id").values()
    ]
    told = deliveries(rows, people.values())
    planted = {
        ("deal", sown.deal.pk),
        ("contact", sown.person.pk),
        ("company", sown.company.pk),
        ("import", sown.load.pk),
    }
    for name in BLIND:
        messages = told.get(people[name].pk, [])
        assert {(one["thing"], one["id"]) for one in messages if "thing" in one} & planted == set()
        assert met(str([one for one in messages if "notice" in one]), EVERYTHING) == set()
    for name in ("boris", "olga"):
        assert planted <= {(one["thing"], one["id"]) for one in told[people[name].pk] if "thing" in one}


def test_nothing_of_theirs_is_taken_back_by_another(pairs, sown, db):
    browser, world = pairs.world.browser(pairs.world.anna), pairs.world
    hers = {("contact", world.ivanov.pk), ("company", world.romashka.pk)}  # Boris has linked his people with hers
    answers = {}
    for event in Event.objects.filter(actor=world.boris):
        if (event.place_type, event.place_id) not in hers:
            with taken_back():
                answers[event.id, event.kind] = browser.post(reverse("undo", args=[event.id]))
    assert {key: answer.status_code for key, answer in answers.items() if answer.status_code not in (404, 422)} == {}
    assert met(" ".join(text_of(answer) for answer in answers.values()), EVERYTHING) == set()


SAME = (
    "/board", "/deals?state=all", "/day", "/tasks", "/tasks?when=late", "/tasks?when=done", "/clients", "/clients?thing=company", "/clients/cities",
    "/reports", "/reports?period=year", "/reports/deals", "/reports/found", "/deals?found=offers&state=all", "/trash?thing=contact", "/trash?thing=note", "/imports", "/imports/doubts", "/search?full=1&q=канар",
    f"{API}/deals", f"{API}/contacts", f"{API}/companies", f"{API}/tasks", f"{API}/events?limit=500", f"{API}/imports", f"{API}/reports/funnel",
    "/reports/planning", "/reports/plans", f"{API}/plans",
)  # fmt: skip
OF_THE_MOMENT = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce-?=?"?[\w+/=-]+"?|"X-CSRFToken": ?"[^"]*"')


def seen_by(member, browser):
    crawl = Crawl(browser)
    crawl.walk(SAME, 0)
    return {url: OF_THE_MOMENT.sub("", text) for url, text in crawl.said.items()}


@pytest.mark.parametrize("name", ["anna", "tsvetana"])
def test_no_number_of_hers_moves_when_another_has_more(pairs, db, tmp_path, name):
    """Counts, sums, funnels and lists: whatever Boris has, what she sees stays the same to the letter."""
    member = getattr(pairs.world, name)
    browser = pairs.world.browser(member)
    seen_by(member, browser)
    with taken_back():
        before = seen_by(member, browser)
        plant(pairs, tmp_path)
        after = seen_by(member, browser)
    assert [url for url in before if before[url] != after[url]] == []


def test_the_owners_numbers_do_move(pairs, db, tmp_path):
    browser = pairs.world.browser(pairs.world.olga)
    with taken_back():
        before = seen_by(pairs.world.olga, browser)
        plant(pairs, tmp_path)
        after = seen_by(pairs.world.olga, browser)
    still = {url for url in before if before[url] == after[url]}
    twice = {
        "/reports/plans",
        f"{API}/plans",
    }  # what was sown before stands there once already, and a month has one plan
    assert still <= {"/day", "/imports/doubts", "/clients/cities", *twice}


def test_an_observer_sees_all_but_how_one_is_reached(pairs, sown, crawled, db):
    crawl = crawled("nina", 0)
    with taken_back():
        crawl.said |= read_api(key_of(pairs.world.nina))
        crawl.walk([url for url in searches() if any(asked(word) in url for word in REACH.values())], 0)
    assert (
        crawl.met(lambda text: met(text, REACH | {name: LINKED[name] for name in ("linked phone", "linked mail")}))
        == {}
    )
    assert not any("tel:" in text or "mailto:" in text for text in crawl.said.values())
    assert {"person", "company", "deal", "amount", "note", "city"} <= set().union(
        *crawl.met(lambda text: met(text, SECRETS)).values()
    )


def test_who_takes_out_cards_without_reaching_them_takes_dots(pairs, sown, db):
    """A role that exports what it sees, phones apart: the spreadsheet has the names and no phone."""
    role = pairs.world.nina.role
    with taken_back():
        role.allow(
            role.matrix | {thing: role.matrix[thing] | {"export": "all"} for thing in ("contact", "company", "deal")},
            by=pairs.world.olga,
        )
        crawl = Crawl(pairs.world.browser(pairs.world.nina))
        crawl.walk(["/clients/contact/export", "/clients/company/export", "/deals/export"], 0)
    found = crawl.met(lambda text: met(text, SECRETS))
    assert {"person", "company", "deal"} <= set().union(*found.values())
    assert set().union(*found.values()) & set(REACH) == set()
