"""A1.10: a filter, columns and an order under a name: one's own or shared, a link, renamed, dropped and given back; totals."""

import json

from vatman.deals.models import Deal, Source
from vatman.records.models import SavedView

HTMX = {"HTTP_HX_REQUEST": "true"}


def keep(
    world, member, name="Крупные", query="amount_from=100000&sort=-amount&columns=title,amount", place="deals", **more
):
    answer = world.browser(member).post(f"/views/{place}", {"name": name, "query": query, **more}, **HTMX)
    return answer, SavedView.objects.filter(name=name, owner=member).first()


def test_a_view_keeps_filter_columns_and_order_and_is_a_link(world):
    answer, view = keep(world, world.olga)
    assert answer.headers["HX-Redirect"] == view.get_absolute_url()
    page = world.browser(world.olga).get(view.get_absolute_url()).content.decode()
    assert "Буклеты" in page
    assert "Календари" not in page
    assert "<h1>Крупные</h1>" in page
    assert page.count("<th class=") == 3, "the tick, and the two columns of the view"
    assert f"sort=amount&amp;view={view.pk}" in page, "another order of the same view"


def test_the_same_name_once_more_looks_anew(world):
    keep(world, world.anna)
    keep(world, world.anna, query="step=late")
    assert [view.query for view in SavedView.objects.all()] == ["step=late"]


def test_a_view_of_a_colleague_shows_ones_own_rows(world):
    _answer, view = keep(world, world.roman, "Все суммы", "amount_from=1", shared="1")
    window = world.browser(world.anna).get("/views/deals").content.decode()
    assert "Все суммы" in window
    page = world.browser(world.anna).get(view.get_absolute_url()).content.decode()
    assert "Календари" in page
    assert "Буклеты" not in page


def test_who_answers_for_his_own_alone_shares_nothing(world):
    answer, view = keep(world, world.anna, "Для всех", shared="1")
    assert answer.status_code == 422
    assert view is None
    _answer, mine = keep(world, world.anna, "Моё")
    assert world.browser(world.anna).post(f"/views/{mine.pk}/changes", {"shared": "1"}, **HTMX).status_code == 422
    assert "Моё" not in world.browser(world.roman).get("/views/deals").content.decode()
    assert world.browser(world.roman).post(f"/views/{mine.pk}/trashing", {}, **HTMX).status_code == 404


def test_a_shared_view_is_changed_by_those_who_share(world):
    _answer, view = keep(world, world.roman, "Общий", shared="1")
    assert world.browser(world.anna).post(f"/views/{view.pk}/changes", {"name": "Мой"}, **HTMX).status_code == 403
    assert world.browser(world.olga).post(f"/views/{view.pk}/changes", {"name": "Наш"}, **HTMX).status_code == 200
    view.refresh_from_db()
    assert view.name == "Наш"


def undo(world, member, answer):
    url = json.loads(answer.headers["HX-Trigger"])["toast"]["undo"]
    return world.browser(member).post(url, **HTMX).status_code


def test_renamed_and_dropped_and_both_given_back(world):
    _answer, view = keep(world, world.anna)
    renamed = world.browser(world.anna).post(f"/views/{view.pk}/changes", {"name": "Мелкие"}, **HTMX)
    assert undo(world, world.anna, renamed) == 204
    view.refresh_from_db()
    assert view.name == "Крупные"
    dropped = world.browser(world.anna).post(f"/views/{view.pk}/trashing", {}, **HTMX)
    assert not SavedView.objects.visible_to(world.anna).exists()
    assert undo(world, world.boris, dropped) == 422
    assert undo(world, world.anna, dropped) == 204
    assert SavedView.objects.visible_to(world.anna).exists()


def test_board_and_clients_have_views_too(world):
    _answer, board = keep(world, world.anna, "Горящие", "step=late", place="board")
    assert board.get_absolute_url() == f"/board?step=late&view={board.pk}"
    assert world.browser(world.anna).get(board.get_absolute_url()).status_code == 200
    _answer, clients = keep(world, world.anna, "Москвичи", "thing=company&city=Москва&cursor=x", place="clients")
    page = world.browser(world.anna).get(clients.get_absolute_url()).content.decode()
    assert "<h1>Москвичи</h1>" in page
    assert "Ромашка" in page
    assert world.browser(world.anna).get("/views/tasks").status_code == 404
    assert world.browser(world.tsvetana).get("/views/clients").status_code == 403


def test_a_view_needs_a_name(world):
    answer, _view = keep(world, world.anna, " ")
    assert "Назовите вид" in answer.content.decode()
    assert answer.status_code == 422


def test_a_list_says_what_it_comes_to(world, django_assert_max_num_queries):
    Deal.objects.start(by=world.anna, title="За границу", amount=300, currency="EUR", source=Source.objects.first())
    browser = world.browser(world.olga)
    with django_assert_max_num_queries(4):  # who asks, and one of its own
        words = browser.get("/deals/totals").content.decode().replace("\u202f", " ").replace("\xa0", " ")
    assert "<strong>3</strong> сделки" in words
    assert "170 000 ₽ + 300 €" in words
    assert "<strong>1</strong> сделка" in browser.get(f"/deals/totals?owner={world.boris.pk}").content.decode()
    assert "<strong>2</strong>" in browser.get("/clients/contact/totals").content.decode()
    assert "<strong>1</strong>" in world.browser(world.anna).get("/clients/contact/totals").content.decode()


def test_a_program_keeps_views_too(world):
    from tests.api.calls import caller

    roman = caller(world.roman)
    made = roman.post(
        "/api/v1/views", {"place": "deals", "name": "Крупные", "query": "amount_from=100000", "shared": True}
    )
    assert made.status_code == 201, made.content
    view = made.json()
    assert view["url"] == f"/deals?amount_from=100000&view={view['id']}"
    assert [one["name"] for one in caller(world.anna).get("/api/v1/views").json()["items"]] == ["Крупные"]
    assert caller(world.anna).patch(f"/api/v1/views/{view['id']}", {"name": "Мои"}).status_code == 403
    assert roman.patch(f"/api/v1/views/{view['id']}", {"name": "Наши"}).json()["name"] == "Наши"
    assert roman.delete(f"/api/v1/views/{view['id']}").status_code == 204
    assert roman.get("/api/v1/views").json()["items"] == []
