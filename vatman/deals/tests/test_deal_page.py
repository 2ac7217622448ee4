"""A1.10: the deal's own page: where it was, what is next, who to call; and the way from one open card to the next."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from vatman.clients.models import Company, Contact
from vatman.deals.models import Deal, LossReason
from vatman.events.models import Event
from vatman.tasks.models import Task

HTMX = {"HTTP_HX_REQUEST": "true"}


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def page(world, member, deal, query=""):
    return text(world.browser(member).get(f"/deals/{deal.pk}{query}"))


def test_the_page_answers_what_is_next(world):
    shown = page(world, world.anna, world.calendars)
    assert "Узнать тираж" in shown
    assert f"/tasks/{world.call.pk}/completion" in shown
    assert f"/tasks/{world.call.pk}/postponement" in shown
    assert 'href="tel:+79215551234"' in shown


def test_a_deal_without_a_step_asks_for_one(world):
    shown = page(world, world.boris, world.booklets)
    assert "Нет следующего шага" in shown
    assert f"/tasks/new?deal={world.booklets.pk}" in shown


def test_the_ruler_remembers_where_it_was(world):
    start = timezone.now() - timedelta(days=14)
    from vatman.deals.models import StageMove

    deal = Deal(title="Каталог", stage=world.stage("meeting"), owner=world.anna)
    deal.new_moves = [
        StageMove(stage=world.stage(key), at=start + timedelta(days=days), by=world.anna)
        for key, days in (("request", 0), ("send_quote", 7), ("meeting", 14))
    ]
    Deal.objects.start_all([deal], by=world.olga)
    shown = page(world, world.anna, deal)
    ticks = re.findall(r'<button class="(\w+) (\w+)" name="stage".*?<b>([^<]+)</b><small>([^<]*)</small>', shown)
    assert [(tense, name) for tense, _kind, name, _words in ticks] == [
        ("past", "Заявка"), ("past", "Первый звонок"), ("past", "Отправить КП"), ("now", "Встреча"), ("ahead", "Продажа"),
    ]  # fmt: skip
    words = [words for *_rest, words in ticks]
    assert words[1] == "без остановки"
    assert words[3].endswith("1-й день")
    assert words[4] == "цель: деньги согласованы"


def test_a_press_on_the_ruler_moves_the_deal(world):
    browser = world.browser(world.anna)
    answer = browser.post(
        f"/deals/{world.calendars.pk}/moves",
        {"stage": world.stage("meeting").pk, "was": world.calendars.stage_id},
        **HTMX,
    )
    world.calendars.refresh_from_db()
    assert world.calendars.stage.key == "meeting"
    assert 'id="deal-page"' in answer.content.decode()


def test_a_deal_sleeps_and_is_woken(world):
    browser, day = world.browser(world.anna), timezone.localdate() + timedelta(days=40)
    assert "до понедельника" in text(browser.get(f"/deals/{world.calendars.pk}/sleep"))
    answer = browser.post(f"/deals/{world.calendars.pk}/sleep", {"day": day.isoformat()}, **HTMX)
    world.calendars.refresh_from_db()
    assert world.calendars.sleeps_until == day
    assert "Разбудить" in answer.content.decode()
    event = Event.objects.of(world.calendars).first()
    assert event.kind == "deal.slept"
    event.detail.undo(event, by=world.anna)
    world.calendars.refresh_from_db()
    assert world.calendars.sleeps_until is None
    world.calendars.sleep_until(day, by=world.anna)
    browser.post(f"/deals/{world.calendars.pk}/sleep", {"wake": 1}, **HTMX)
    world.calendars.refresh_from_db()
    assert world.calendars.sleeps_until is None


@pytest.mark.parametrize("day", ["", "2020-01-01", "завтра"])
def test_nobody_sleeps_till_yesterday(world, day):
    answer = world.browser(world.anna).post(f"/deals/{world.calendars.pk}/sleep", {"day": day}, **HTMX)
    assert answer.status_code == 422
    world.calendars.refresh_from_db()
    assert world.calendars.sleeps_until is None


def test_a_closed_deal_is_taken_up_again(world):
    world.calendars.lose(LossReason.objects.get(key="price"), by=world.anna)
    browser = world.browser(world.anna)
    assert "Отказ · Дорого" in text(browser.get(f"/deals/{world.calendars.pk}"))
    browser.post(f"/deals/{world.calendars.pk}/reopening", **HTMX)
    world.calendars.refresh_from_db()
    assert (world.calendars.state, world.calendars.stage.key) == ("open", "request")


def test_people_come_and_go(world):
    sidorova = Contact.objects.meet(by=world.anna, last_name="Сидорова", first_name="Вера")
    browser = world.browser(world.anna)
    browser.post(f"/deals/{world.calendars.pk}/people", {"client": f"contact:{sidorova.pk}"}, **HTMX)
    assert list(world.calendars.people.all()) == [sidorova]
    answer = browser.post(
        f"/deals/{world.calendars.pk}/people",
        {"client": "new:contact", "name": "Лапин Игорь", "phone": "8 812 999-40-01"},
        **HTMX,
    )
    assert "Лапин Игорь" in answer.content.decode()
    browser.post(f"/deals/{world.calendars.pk}/people/{world.ivanov.pk}/removal", **HTMX)
    world.calendars.refresh_from_db()
    assert world.calendars.contact == sidorova
    assert [one.last_name for one in world.calendars.people.all()] == ["Лапин"]
    event = Event.objects.filter(kind="deal.person_added").first()
    event.detail.undo(event, by=world.anna)
    assert not world.calendars.people.exists()


def test_a_person_one_does_not_see_cannot_be_added(world):
    answer = world.browser(world.anna).post(
        f"/deals/{world.calendars.pk}/people", {"client": f"contact:{world.petrova.pk}"}, **HTMX
    )
    assert answer.status_code == 404
    assert not world.calendars.people.exists()


def test_an_invisible_person_of_a_visible_deal_is_a_name_only(world):
    world.calendars.add_person(world.petrova, by=world.olga)
    shown = page(world, world.anna, world.calendars)
    assert "Петрова Мария" in shown
    assert "petrova@mail.test" not in shown
    assert f"/contacts/{world.petrova.pk}" not in shown


def test_the_observer_sees_no_phone_and_no_button(world):
    shown = page(world, world.nina, world.calendars)
    assert "555-12-34" not in shown
    assert "+79215551234" not in shown
    assert "Назначить шаг" not in shown
    assert "Продажа</button>" not in shown
    assert 'class="inplace' not in shown


def test_a_new_company_is_met_on_the_spot(world):
    answer = world.browser(world.boris).post(
        f"/deals/{world.booklets.pk}/company", {"client": "new:company", "name": "ООО «Каскад»"}, **HTMX
    )
    world.booklets.refresh_from_db()
    assert (answer.status_code, str(world.booklets.company)) == (200, "ООО «Каскад»")
    world.browser(world.boris).post(f"/deals/{world.booklets.pk}/company", {"none": "1"}, **HTMX)
    world.booklets.refresh_from_db()
    assert world.booklets.company is None


def test_a_refused_client_keeps_what_was_typed(world):
    count = Company.objects.count()
    answer = world.browser(world.boris).post(
        f"/deals/{world.booklets.pk}/people", {"client": "new:contact", "name": "Лапин", "phone": "12"}, **HTMX
    )
    assert answer.status_code == 422
    assert answer.headers["HX-Retarget"] == "#dialog"
    shown = answer.content.decode()
    assert "не похоже на телефон" in shown
    assert 'value="Лапин"' in shown
    assert Company.objects.count() == count


def test_clients_are_found_while_typing(world):
    shown = text(world.browser(world.anna).get("/deals/clients?for=client&name=ромаш"))
    assert f'value="company:{world.romashka.pk}"' in shown
    assert 'value="new:company"' in shown
    shown = text(world.browser(world.anna).get("/deals/clients?for=client&name=петров"))
    assert "Мария" not in shown


def test_one_goes_on_through_the_boards_own_filter(world):
    deals = [
        Deal(title=f"Заказ {n}", owner=world.anna, stage=world.stage(key))
        for n, key in enumerate(("request", "request", "meeting"))
    ]
    Deal.objects.start_all(deals, by=world.olga)
    browser, query = world.browser(world.olga), f"owner={world.anna.pk}"
    board = text(browser.get(f"/board?{query}"))
    order = [int(pk) for pk in re.findall(r'<article class="card \w+" id="deal-(\d+)"', board)]
    walked, at = [order[0]], f"/deals/{order[0]}?{query}"
    while (
        answer := browser.get(
            re.search(r'href="([^"]+/next[^"]*)"', text(browser.get(at))).group(1).replace("&amp;", "&")
        )
    ).url.startswith("/deals/"):
        at = answer.url
        walked.append(int(re.match(r"/deals/(\d+)", at).group(1)))
        assert at.endswith(query)
    assert walked == order
    assert answer.url == f"/board?{query}#deal-{order[-1]}"
    back = browser.get(re.search(r'href="([^"]+/previous[^"]*)"', text(browser.get(at))).group(1).replace("&amp;", "&"))
    assert back.url == f"/deals/{order[-2]}?{query}"


def test_finishing_the_step_does_not_lose_the_place(world):
    first, second = sorted([world.calendars, world.booklets], key=lambda deal: (deal.attention_at, deal.pk))
    Deal.objects.filter(pk=world.calendars.pk).update(attention_at=timezone.now() - timedelta(days=5))
    Deal.objects.filter(pk=world.booklets.pk).update(attention_at=timezone.now() - timedelta(days=4))
    browser = world.browser(world.olga)
    link = (
        re.search(r'href="([^"]+/next[^"]*)"', text(browser.get(f"/deals/{world.calendars.pk}")))
        .group(1)
        .replace("&amp;", "&")
    )
    world.call.complete(by=world.anna)
    Task.objects.plan("Через год", by=world.anna, deal=world.calendars, on=timezone.localdate() + timedelta(days=300))
    assert browser.get(link).url == f"/deals/{world.booklets.pk}"


def test_the_clients_past_is_told_in_few_words(world):
    done = Deal.objects.start(by=world.anna, title="Прошлый заказ", company=world.romashka, amount=300000)
    done.win(by=world.anna)
    shown = text(world.browser(world.anna).get(f"/deals/{world.calendars.pk}/past"))
    assert "сделок 2" in shown
    assert "300" in shown


@pytest.mark.parametrize("path", ["", "/sleep", "/people", "/company", "/loss", "/past", "/next", "/previous"])
def test_anothers_deal_does_not_exist(world, path):
    assert world.browser(world.anna).get(f"/deals/{world.booklets.pk}{path}").status_code == 404


@pytest.mark.parametrize("path", ["sleep", "people", "company", "reopening", "moves"])
def test_the_one_who_only_looks_changes_nothing(world, path):
    values = {"stage": world.stage("meeting").pk, "day": "2030-01-01", "client": f"contact:{world.ivanov.pk}"}
    assert world.browser(world.nina).post(f"/deals/{world.calendars.pk}/{path}", values, **HTMX).status_code == 403


def test_the_page_costs_few_questions_however_much_it_holds(world, django_assert_max_num_queries):
    for number in range(20):
        person = Contact.objects.meet(
            by=world.anna, last_name=f"Человек{number}", ways=[{"channel": "phone", "value": f"8921555{1000 + number}"}]
        )
        world.calendars.add_person(person, by=world.anna)
        world.calendars.add_note(f"Заметка {number}", by=world.anna)
        Task.objects.plan(f"Дело {number}", by=world.anna, deal=world.calendars)
    browser = world.browser(world.anna)
    with django_assert_max_num_queries(18):
        browser.get(f"/deals/{world.calendars.pk}")


def test_a_change_in_place_is_undoable_and_told(world):
    answer = world.browser(world.anna).post(f"/fields/deal/{world.calendars.pk}/amount", {"value": "75 000"}, **HTMX)
    world.calendars.refresh_from_db()
    assert world.calendars.amount == 75000
    assert json.loads(answer.headers["HX-Trigger"])["changed"]["id"] == world.calendars.pk
