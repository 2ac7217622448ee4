"""A1.10, A2.1: what must be filled to enter a stage holds on the board, on the page, in the API and in bulk."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.api.calls import API, caller, made, told
from vatman.deals.models import Deal, LossReason
from vatman.deals.models.needs import Lacking, lacking
from vatman.events.undoing import undo_event
from vatman.records.models import CustomField

HTMX = {"HTTP_HX_REQUEST": "true"}


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def meeting(world):
    """Встреча: without the day promised nobody gets in, the format is asked for."""
    field = CustomField.objects.add("deal", "Формат", "choice", choices=["А4", "А3"], by=world.olga)
    stage = world.stage("meeting")
    stage.change(needs={"promised_on": "hard", field.key: "soft"}, by=world.olga)
    stage.field = field
    return stage


def move(world, stage, member=None, **more):
    data = {"stage": stage.pk, "was": world.calendars.stage_id, **more}
    return world.browser(member or world.anna).post(f"/deals/{world.calendars.pk}/moves", data, **HTMX)


def stands(world):
    return Deal.objects.get(pk=world.calendars.pk).stage.key


def test_the_verb_holds(world, meeting):
    with pytest.raises(Lacking) as refused:
        world.calendars.move_to(meeting, by=world.anna)
    assert "Обещали к, Формат" in refused.value.message
    assert refused.value.extra == {"deals": 1, "hard": True}
    with pytest.raises(Lacking):
        world.calendars.move_to(meeting, skip="soft", by=world.anna)
    world.calendars.change(promised_on=timezone.localdate(), by=world.anna)
    with pytest.raises(Lacking) as refused:
        world.calendars.move_to(meeting, by=world.anna)
    assert not refused.value.extra["hard"]
    assert world.calendars.move_to(meeting, skip="soft", by=world.anna)


def test_the_way_back_and_a_new_beginning_ask_nothing(world, meeting):
    world.calendars.change(promised_on=timezone.localdate(), by=world.anna)
    world.calendars.move_to(meeting, skip="soft", by=world.anna)
    event = world.calendars.move_to(world.stage("request"), by=world.anna)
    world.calendars.change(promised_on=None, by=world.anna)
    undo_event(event, by=world.anna)
    assert stands(world) == "meeting"
    lost = Deal.objects.get(pk=world.calendars.pk)
    lost.lose(LossReason.objects.first(), by=world.anna)
    lost.reopen(by=world.anna)
    assert stands(world) == "meeting"
    assert lost.repeat(by=world.anna).stage.key == "request"


@pytest.mark.parametrize("board", [{}, {"board": "1"}])
def test_a_move_asks_only_for_what_is_missing(world, meeting, board):
    answer = move(world, meeting, **board)
    asked = text(answer)
    assert answer.headers["HX-Retarget"] == "#dialog"
    assert 'name="promised_on"' in asked
    assert f'name="fields__{meeting.field.key}"' in asked
    assert 'name="amount"' not in asked
    assert stands(world) == "request"
    day = timezone.localdate() + timedelta(days=5)
    answer = move(world, meeting, filled="1", promised_on=day.isoformat(), **board)
    assert answer.status_code == 200
    assert ("deal-page" in text(answer)) != bool(board)
    assert (stands(world), Deal.objects.get(pk=world.calendars.pk).promised_on) == ("meeting", day)


def test_what_is_hard_cannot_be_left_and_nothing_is_half_done(world, meeting):
    key = f"fields__{meeting.field.key}"
    answer = move(world, meeting, filled="1", **{key: "А3"})
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#dialog")
    assert stands(world) == "request"
    assert Deal.objects.get(pk=world.calendars.pk).fields == {}
    move(world, meeting, filled="1", promised_on="2030-01-01", **{key: "А3"})
    assert Deal.objects.get(pk=world.calendars.pk).fields == {meeting.field.key: "А3"}


def test_everything_that_can_be_asked_can_be_answered(world):
    kinds = ("text", "number", "money", "date", "choices", "bool", "link", "member")
    fields = {kind: CustomField.objects.add("deal", kind, kind, choices=["А"], by=world.olga) for kind in kinds}
    own = ("amount", "company", "contact", "source", "expected_on", "promised_on", "paid")
    stage = world.stage("send_quote")
    stage.change(needs=dict.fromkeys([*own, *(field.key for field in fields.values())], "hard"), by=world.olga)
    empty = Deal.objects.start(by=world.anna, title="Пустая")
    from vatman.deals.models import Source

    given = {
        "amount": "5 000", "company_name": "ООО «Каскад»", "contact_name": "Лапин Игорь", "source": Source.objects.add("Выставка", by=world.olga).pk,
        "expected_on": "2030-01-01", "promised_on": "2030-01-02", "paid": "1000", fields["text"]: "слова", fields["number"]: "7",
        fields["money"]: "1 200,50", fields["date"]: "2030-02-03", fields["choices"]: ["А"], fields["bool"]: "0", fields["link"]: "ya.ru",
        fields["member"]: world.boris.pk,
    }  # fmt: skip
    data = {name if isinstance(name, str) else f"fields__{name.key}": value for name, value in given.items()}
    browser, url = world.browser(world.anna), f"/deals/{empty.pk}/moves"
    asked = browser.post(url, {"stage": stage.pk}, **HTMX)
    assert asked.content.decode().count('class="field"') == len(given)
    answer = browser.post(url, {"stage": stage.pk, "filled": "1"} | data, **HTMX)
    assert answer.status_code == 200, text(answer)
    empty.refresh_from_db()
    assert (empty.stage, str(empty.company), str(empty.contact), empty.paid) == (
        stage,
        "ООО «Каскад»",
        "Лапин Игорь",
        1000,
    )
    assert empty.fields[fields["bool"].key] is False
    assert lacking(stage, [empty.pk]) == {}


def test_clients_are_offered_apart_where_two_are_asked(world):
    query = "for=company&apart=1&company_name=ромаш&contact_name=x"
    shown = text(world.browser(world.anna).get(f"/deals/clients?{query}"))
    assert f'name="company" value="company:{world.romashka.pk}"' in shown
    stage = world.stage("meeting")
    stage.change(needs={"company": "hard"}, by=world.olga)
    deal = Deal.objects.start(by=world.anna, title="Без клиента")
    data = {"stage": stage.pk, "filled": "1", "company": f"company:{world.romashka.pk}", "company_name": "ромаш"}
    world.browser(world.anna).post(f"/deals/{deal.pk}/moves", data, **HTMX)
    assert Deal.objects.get(pk=deal.pk).company == world.romashka


def test_a_loss_keeps_its_reason_while_more_is_asked(world):
    world.stage("lost").change(needs={"source": "soft"}, by=world.olga)
    reason = LossReason.objects.get(key="price")
    asked = text(move(world, world.stage("lost"), reason=reason.pk, words="дорого им"))
    assert f'name="reason" value="{reason.pk}"' in asked
    move(world, world.stage("lost"), filled="1", reason=reason.pk, words="дорого им")
    assert Deal.objects.get(pk=world.calendars.pk).loss_reason == reason


def test_programs_are_told_what_is_missing(world, meeting):
    program, path = caller(world.anna), f"{API}/deals/{world.calendars.pk}"
    problem = told(program.post(f"{path}/moves", {"stage": meeting.pk}), 422)
    assert (problem["code"], problem["hard"]) == ("lacking", True)
    assert problem["fields"].keys() == {"promised_on", f"fields__{meeting.field.key}"}
    program.patch(path, {"promised_on": "2030-01-01"})
    assert told(program.post(f"{path}/moves", {"stage": meeting.pk}), 422)["hard"] is False
    assert made(program.post(f"{path}/moves", {"stage": meeting.pk, "skip_soft": True}))["stage"]["id"] == meeting.pk
    told(program.post(f"{API}/deals", {"title": "Новая", "stage": meeting.pk}), 422)
    assert made(program.post(f"{API}/deals", {"title": "Новая", "stage": meeting.pk, "promised_on": "2030-01-01"}))
    [pipeline] = program.get(f"{API}/pipelines").json()["items"]
    assert pipeline["stages"][3]["needs"] == {"promised_on": "hard", meeting.field.key: "soft"}


def test_many_are_moved_whole_or_not_at_all(world, meeting):
    world.calendars.change(promised_on=timezone.localdate(), by=world.anna)
    rows = Deal.objects.filter(pk__in=[world.calendars.pk, world.booklets.pk])
    with pytest.raises(Lacking):
        Deal.objects.move_all(rows, meeting, skip="soft", by=world.olga)
    assert stands(world) == "request"
    assert list(rows.ready_for(meeting)) == [world.calendars]
    assert Deal.objects.move_all(rows.ready_for(meeting), meeting, skip="soft", by=world.olga) == 1


def test_in_bulk_who_lacks_what_is_hard_stays_and_is_counted(world, meeting):
    from vatman.deals.bulk import Move

    world.calendars.change(promised_on=timezone.localdate(), by=world.anna)
    verb, rows = (
        Move("deal", {"stage": meeting.pk, "name": "Встреча", "reason": None, "because": ""}),
        Deal.objects.all(),
    )
    assert [(words, rows.filter(stops).get()) for words, stops in verb.barred(world.olga)] == [
        ("не заполнено: Обещали к", world.booklets)
    ]
    assert set(verb.carry(rows, by=world.olga, origin="bulk:1")) == {world.calendars.pk}
    assert stands(world) == "meeting"


def test_it_is_set_on_the_stage(world):
    stage, browser = world.stage("meeting"), world.browser(world.olga)
    assert "Что заполнить, чтобы войти в этап" in text(browser.get(f"/stages/{stage.pk}"))
    values = {"name": "Встреча", "kind": "open", "colour": "#4a7ab5", "probability": "50", "aim": "", "rots_after": ""}
    browser.post(f"/stages/{stage.pk}", values | {"need_amount": "hard", "need_source": "soft"}, **HTMX)
    stage.refresh_from_db()
    assert stage.needs == {"amount": "hard", "source": "soft"}
    browser.post(f"/stages/{stage.pk}", values, **HTMX)
    stage.refresh_from_db()
    assert stage.needs == {}


def test_a_stage_that_asks_nothing_costs_nothing(world, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert lacking(world.calendars.stage, [world.calendars.pk]) == {}
    world.calendars.take_payment(Decimal(5), by=world.anna)
