"""Live pages: what colleagues do is told at once to those who may know, and to nobody else. Answers A1.5 for the live stream."""

import asyncio

import pytest
from asgiref.sync import sync_to_async
from django.db import connections
from django.test import AsyncClient

from tests.world import build
from vatman.events.live.hub import END, Hub
from vatman.team.models import Role


@pytest.fixture(autouse=True)
async def threads(settling, transactional_db):
    yield
    await sync_to_async(connections.close_all)()


async def heard(member, act, last):
    """What a member's open page gets after `act`, up to the first message for which `last` holds.

    Other databases of the server may hold back what was settled before, so older messages can come first.
    """
    hub = Hub()
    async with hub.stream(member) as stream:
        while not hub.mark:
            await asyncio.sleep(0)
        await sync_to_async(act)()
        messages = []
        async with asyncio.timeout(90):
            while not messages or not last(messages[-1]):
                messages.append((await stream.queue.get())[1])
        return messages


def is_about(kind, deal):
    return lambda message: (message.get("kind"), message.get("id")) == (kind, deal.pk)


async def test_a_move_reaches_the_head():
    world = await sync_to_async(build)()
    moved = is_about("deal.moved", world.calendars)
    messages = await heard(
        world.roman, lambda: world.calendars.move_to(world.stage("first_call"), by=world.anna), moved
    )
    assert (messages[-1]["thing"], messages[-1]["by"]) == ("deal", world.anna.pk)


async def test_a_colleague_hears_nothing_of_anothers_deal():
    world = await sync_to_async(build)()

    def acts():
        world.calendars.move_to(world.stage("first_call"), by=world.anna)
        world.booklets.move_to(world.stage("first_call"), by=world.boris)

    messages = await heard(world.boris, acts, is_about("deal.moved", world.booklets))
    assert [one for one in messages if one.get("thing") == "deal" and one["id"] == world.calendars.pk] == []


async def test_a_member_is_told_what_was_given_to_him():
    world = await sync_to_async(build)()
    acts = lambda: world.calendars.assign(world.boris, by=world.roman)  # noqa: E731
    messages = await heard(world.boris, acts, lambda message: "notice" in message)
    assert (messages[-1]["url"], "Роман Рогов" in messages[-1]["notice"]) == (f"/deals/{world.calendars.pk}", True)


async def test_a_change_of_rights_ends_the_stream():
    world = await sync_to_async(build)()

    def narrow():
        role = Role.objects.get(key="manager")
        role.allow(role.matrix | {"deal": {"view": "none"}}, by=world.olga)

    assert (await heard(world.anna, narrow, lambda message: message is END))[-1] is END


async def test_the_page_streams_what_happens():
    world = await sync_to_async(build)()
    browser = AsyncClient()
    await browser.aforce_login(world.anna, backend="vatman.team.backend.Backend")
    answer = await browser.get("/live", headers={"Last-Event-ID": "1"})
    assert answer["Content-Type"] == "text/event-stream"
    words = aiter(answer.streaming_content)
    assert await anext(words) == b"retry: 1500\n\n"
    assert b'"reload": true' in await anext(words)
    await words.aclose()


async def test_an_open_page_holds_no_connection():
    """Eight of them would take the whole pool, and the site would answer nobody."""
    world = await sync_to_async(build)()
    browser = AsyncClient()
    await browser.aforce_login(world.anna, backend="vatman.team.backend.Backend")
    await browser.get("/live")
    assert await sync_to_async(lambda: connections["default"].connection)() is None


async def test_a_stranger_is_told_to_stop_asking():
    assert (await AsyncClient().get("/live")).status_code == 204
