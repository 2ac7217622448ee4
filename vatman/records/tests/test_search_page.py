"""The search line and its page: results by kind, within what one may see. Answers A1.4."""

HTMX = {"HX-Request": "true"}


def test_as_one_types_results_stand_by_kind(world):
    found = world.browser(world.anna).get("/search", {"q": "иванов"}, headers=HTMX).content.decode()
    assert "Контакты" in found
    assert f"/contacts/{world.ivanov.pk}" in found
    assert "<html" not in found
    assert world.browser(world.anna).get("/search", {"q": ""}, headers=HTMX).content.decode().strip() == ""


def test_a_page_of_all_that_was_found(world):
    page = world.browser(world.roman).get("/search", {"q": "555-12-34"}).content.decode()
    assert "<html" in page
    assert "Иванов" in page
    assert "Ничего не нашли" in world.browser(world.roman).get("/search", {"q": "щщщщ"}).content.decode()


def test_what_is_a_colleagues_is_not_found(world):
    assert "Иванов" not in world.browser(world.boris).get("/search", {"q": "иванов"}, headers=HTMX).content.decode()
    assert "Иванов" not in world.browser(world.tsvetana).get("/search", {"q": "5551234"}).content.decode()
