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

    def open_(member, path, page=page, **size):
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
    page.wait_for_selector(".carrying .col:not(.from) .sortable-ghost")
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


class Finger:
    """Touches as a phone sends them: Playwright itself only taps."""

    def __init__(self, page):
        self.page, self.cdp = page, page.context.new_cdp_session(page)

    def touch(self, kind, *points):
        self.cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    def hold(self, locator):
        """Rests on it until it can be carried."""
        box = locator.bounding_box()
        self.at = box["x"] + 120, box["y"] + 25
        self.touch("touchStart", self.at)
        self.page.wait_for_selector(".sortable-chosen")
        return self

    def carry(self, x, y):
        for step in range(1, 11):
            self.touch(
                "touchMove", tuple(was + (to - was) * step / 10 for was, to in zip(self.at, (x, y), strict=True))
            )
        self.at = x, y

    def rest_until(self, condition):
        """Trembles on the spot, as a finger does, until the page has come so far."""
        for _ in range(600):
            if self.page.evaluate(condition):
                return
            self.at = self.at[0], self.at[1] + (1 if self.at[1] % 2 else -1)
            self.touch("touchMove", self.at)
            self.page.evaluate("new Promise(requestAnimationFrame)")
        raise AssertionError(condition)

    def lift(self):
        self.touch("touchEnd")


@pytest.fixture
def phone(chrome):
    with chrome.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as context:
        yield context.new_page()


def test_a_finger_carries_a_card_over_the_edge(world, phone, opened):
    page = opened(world.anna, "/board", page=phone)
    meeting = world.stage("meeting").pk
    finger = Finger(page)
    finger.hold(page.locator(f"#deal-{world.calendars.pk}"))
    finger.carry(370, 500)
    finger.rest_until(f"document.getElementById('col-{meeting}').getBoundingClientRect().left < 180")
    finger.carry(240, 520)
    page.wait_for_selector(f"#col-{meeting} .sortable-ghost")
    finger.lift()
    page.wait_for_selector(f"#col-{meeting} #deal-{world.calendars.pk}:not(.busy)")
    world.calendars.refresh_from_db()
    assert world.calendars.stage_id == meeting


def test_a_finger_that_does_not_rest_scrolls(world, phone, opened):
    page = opened(world.anna, "/board", page=phone)
    finger, card = Finger(page), page.locator(f"#deal-{world.calendars.pk}")
    box = card.bounding_box()
    finger.at = box["x"] + 250, box["y"] + 30
    finger.touch("touchStart", finger.at)
    finger.carry(20, box["y"] + 30)
    finger.lift()
    page.wait_for_function("document.getElementById('board').scrollLeft > 100")
    assert column_of(page, world.calendars) == world.stage("request").pk


def test_what_a_colleague_moved_comes_by_itself(world, opened):
    page = opened(world.roman, "/board")
    world.calendars.move_to(world.stage("meeting"), by=world.anna)
    page.evaluate(
        f"document.getElementById('board').dispatchEvent(new CustomEvent('live', {{detail: {{thing: 'deal', id: {world.calendars.pk}}}}}))"
    )
    page.wait_for_selector(f"#col-{world.stage('meeting').pk} #deal-{world.calendars.pk}")
    assert page.locator(f"#head-{world.stage('meeting').pk} em").inner_text() == "1"
