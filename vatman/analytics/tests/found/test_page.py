"""Answers A1.10, A3.5: the page that sells the move. Every sum says how it was counted and opens its deals."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from vatman.analytics.models import FoundRules, Handout
from vatman.deals.models import Deal
from vatman.importing.models import Import
from vatman.tasks.models import Task

from .world import bought, late, quiet


@pytest.fixture
def hidden(world):
    """One thing in each heap: two of Anna's, two of Boris's."""
    late(world.call, 10)
    quiet(world, world.booklets, 20, stage="meeting")
    quiet(world, Deal.objects.start(by=world.boris, title="Каталог", amount=40_000, contact=world.petrova), 8)
    for_ever = Deal.objects.start(by=world.anna, title="Папки", amount=5000, company=world.romashka)
    quiet(world, for_ever, 1).trash(by=world.anna)


def page(world, member):
    return html.unescape(world.browser(member).get(reverse("found")).content.decode()).replace("\xa0", " ")


def test_what_the_tables_hid_with_sums(world, hidden):
    text = page(world, world.olga)
    assert "1 сделка: просили позвонить и не дождались" in text
    assert "1 КП без ответа" in text
    assert "1 крупная сделка молчит" in text
    assert "210 тыс. ₽" in text


def test_each_sum_says_how_it_was_counted(world, hidden):
    FoundRules.get().change(by=world.olga, forgotten_days=5)
    text = page(world, world.olga)
    assert "просрочен больше чем на 5 дней" in text
    assert "Открытые сделки от 100 000 ₽" in text


def test_each_sum_opens_its_deals(world, hidden):
    links = dict.fromkeys(re.findall(r'href="(/deals\?found=[^"]+)"', page(world, world.olga)))
    assert len(links) == 6, "three heaps whole, and by manager"
    browser = world.browser(world.olga)
    titles = {"forgotten": "Календари", "offers": "Каталог", "big": "Буклеты"}
    for link in links:
        text = browser.get(link).content.decode()
        heap = re.search(r"found=(\w+)", link)[1]
        assert {name for name in titles.values() if f">{name}<" in text} == {titles[heap]}, link


def test_the_heap_is_a_chip_of_the_list(world, hidden):
    text = world.browser(world.olga).get(reverse("deals"), {"found": "offers", "state": "all"}).content.decode()
    assert "КП без ответа" in text
    assert world.browser(world.olga).get(reverse("deals"), {"found": "nothing"}).status_code == 200


def test_late_regulars_open_their_last_orders(world):
    bought(world, world.boris, [150, 120, 90], contact=world.petrova, amount=30_000)
    world.booklets.win(by=world.boris)
    Deal.objects.filter(pk=world.booklets.pk).update(closed_on="2026-01-01")
    text = page(world, world.olga)
    assert "1 постоянный клиент не заказал в свой срок" in text
    assert "берёт раз в 30 дней" in text
    found = world.browser(world.olga).get(reverse("deals"), {"found": "regulars", "state": "all"}).content.decode()
    assert found.count(">Заказ<") == 1


def test_a_manager_sees_his_own_only(world, hidden):
    anna, boris = page(world, world.anna), page(world, world.boris)
    assert ("Календари" in anna, "Буклеты" in anna, "Каталог" in anna) == (True, False, False)
    assert ("Календари" in boris, "Буклеты" in boris, "Каталог" in boris) == (False, True, True)
    assert "50 000 ₽" in anna
    assert "Борис" not in anna


def test_nothing_forgotten_says_so(world):
    assert "Ничего не забыто" in page(world, world.olga)


def test_pressed_it_goes_into_the_days_and_offers_the_way_back(world, hidden):
    browser = world.browser(world.olga)
    answer = browser.post(reverse("found_handouts"), {"heap": "offers", "dose": "10"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "роздано 1" in answer.content.decode()
    event = Handout.objects.get().event
    assert reverse("undo", args=[event]) in answer.headers["HX-Trigger"]
    assert Task.objects.open().filter(owner=world.boris, title="Узнать решение по КП").count() == 1
    assert browser.post(reverse("undo", args=[event])).status_code == 204
    assert not Task.objects.open().filter(title="Узнать решение по КП").exists()
    assert reverse("undo", args=[event]) not in browser.get(reverse("found")).content.decode()


@pytest.mark.parametrize("dose", ["0", "61", "много"])
def test_a_dose_nobody_can_swallow_is_refused(world, hidden, dose):
    answer = world.browser(world.olga).post(reverse("found_handouts"), {"heap": "offers", "dose": dose})
    assert answer.status_code == 422
    assert not Handout.objects.exists()


def test_without_scripts_the_form_leads_back(world, hidden):
    answer = world.browser(world.boris).post(reverse("found_handouts"), {"heap": "big"})
    assert (answer.status_code, answer.url) == (302, reverse("found"))


def test_rules_are_changed_in_a_window(world):
    browser = world.browser(world.olga)
    form = {
        name: getattr(FoundRules(), name)
        for name in ("forgotten_days", "offer_days", "big_from", "silent_days", "orders", "grace", "gone_days")
    }
    stage = world.stage("meeting").pk
    assert browser.post(reverse("found_rules"), form | {"dose": "7", "offer_stages": [stage]}).status_code == 302
    assert (FoundRules.get().dose, FoundRules.get().offer_stages) == (7, [stage])
    assert browser.post(reverse("found_rules"), form | {"dose": "900"}).status_code == 422
    assert world.browser(world.roman).get(reverse("found_rules")).status_code == 403


def test_a_worker_has_no_found_money(world):
    assert world.browser(world.tsvetana).get(reverse("found")).status_code == 403


def test_the_page_takes_few_queries(world, hidden, django_assert_max_num_queries):
    browser = world.browser(world.roman)
    with django_assert_max_num_queries(20):
        assert browser.get(reverse("found")).status_code == 200


def test_after_an_import_the_calls_the_files_let_pass_are_found(world, tmp_path):
    """The hour after the move: calls asked for and not made, also those that the import has dealt out or put to sleep."""
    rows = "ФИО;Телефон;Что хочет;Бюджет;Перезвонить;Дата обращения\n"
    rows += "Свежий Иван;+79110000001;визитки;10000;{recent};01.01.2026\nДавний Пётр;+79110000002;каталог;30000;12.01.2026;01.01.2026\n"
    path = tmp_path / "Заявки.csv"
    path.write_text(rows.format(recent=_ago(20)), "utf-8")
    load = Import.objects.begin([path], by=world.anna).run()
    text = page(world, world.anna)
    assert "2 сделки: просили позвонить и не дождались" in text
    assert "роздано 1" in text
    assert reverse("found") in world.browser(world.anna).get(load.get_absolute_url()).content.decode()
    world.browser(world.anna).post(reverse("found_handouts"), {"heap": "forgotten"})
    assert "роздано 2" in page(world, world.anna)


def _ago(days):
    return f"{timezone.localdate() - timedelta(days=days):%d.%m.%Y}"
