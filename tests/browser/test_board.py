"""A1.10 in a real browser: a deal is led by keys alone from its first stage to the sale, and by a finger on a phone."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(chrome):
    """Our own browser's: pytest-playwright's would leave its loop running for the whole session."""
    with chrome.new_context() as context:
        yield context.new_page()


@pytest.fixture
def opened(world, live_server, page):
    """The page of a member, signed in."""

    def open_(member, path, **size):
        key = world.browser(member).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
        if size:
            page.set_viewport_size(size)
        page.route(
            "**/live", lambda route: route.abort()
        )  # the stream needs the real server; here its word is said by hand
        page.goto(live_server.url + path, wait_until="domcontentloaded")
        page.wait_for_function("window.htmx")
        return page

    return open_


def column_of(page, deal):
    return page.locator(f"#sheet #deal-{deal.pk}").evaluate("card => Number(card.closest('.col').dataset.stage)")


def test_a_deal_is_led_to_its_sale_by_keys_alone(world, opened):
    page = opened(world.anna, "/board")
    page.keyboard.press("j")
    for key in ("first_call", "send_quote", "meeting", "won"):
        page.keyboard.press("BracketRight")
        stage = world.stage(key).pk
        page.wait_for_selector(f"#col-{stage} #deal-{world.calendars.pk}:not(.busy)")
    world.calendars.refresh_from_db()
    assert world.calendars.state == "won"


def test_a_loss_called_off_brings_the_card_back(world, opened):
    page = opened(world.anna, "/board", width=1440, height=900)
    card, lost = page.locator(f"#deal-{world.calendars.pk}"), page.locator(f"#col-{world.stage('lost').pk} .cards")
    start, end = card.bounding_box(), lost.bounding_box()
    page.mouse.move(start["x"] + 60, start["y"] + 40)
    page.mouse.down()
    page.mouse.move(start["x"] + 90, start["y"] + 60, steps=4)
    page.mouse.move(end["x"] + 40, end["y"] + 60, steps=8)
    page.wait_for_selector(".col.over")
    page.mouse.move(end["x"] + 44, end["y"] + 64, steps=3)
    page.mouse.up()
    page.wait_for_selector("dialog[open] .reasons")
    page.keyboard.press("Escape")
    page.wait_for_selector(f"#col-{world.stage('request').pk} #deal-{world.calendars.pk}")
    world.calendars.refresh_from_db()
    assert world.calendars.state == "open"


def test_a_finger_moves_by_the_menu(world, opened):
    page = opened(world.anna, "/board", width=390, height=844)
    page.locator(f"#deal-{world.calendars.pk} .dots").dispatch_event("click")
    page.locator(f'#move-menu [data-to="{world.stage("meeting").pk}"]').click()
    page.wait_for_selector(f"#col-{world.stage('meeting').pk} #deal-{world.calendars.pk}:not(.busy)")
    assert column_of(page, world.calendars) == world.stage("meeting").pk


def test_what_a_colleague_moved_comes_by_itself(world, opened):
    page = opened(world.roman, "/board")
    world.calendars.move_to(world.stage("meeting"), by=world.anna)
    page.evaluate(
        f"document.getElementById('board').dispatchEvent(new CustomEvent('live', {{detail: {{thing: 'deal', id: {world.calendars.pk}}}}}))"
    )
    page.wait_for_selector(f"#col-{world.stage('meeting').pk} #deal-{world.calendars.pk}")
    assert page.locator(f"#head-{world.stage('meeting').pk} em").inner_text() == "1"
