"""Who sees what: scopes, departments, what has no owner (issue 3: 2; A2.1)."""

import pytest

from tests.world import World
from vatman.clients.models import Company, Contact
from vatman.deals.models import Deal
from vatman.tasks.models import Task
from vatman.team.models import Department, Member, Organisation

MODELS = [Contact, Company, Deal, Task]


def seen(model, member: Member) -> set[str]:
    return {str(thing) for thing in model.objects.visible_to(Member.objects.get(pk=member.pk))}


def test_a_manager_sees_only_his_own(world: World):
    assert seen(Deal, world.anna) == {"Календари"}
    assert seen(Contact, world.boris) == {"Петрова Мария"}


def test_a_head_sees_his_department(world: World):
    assert seen(Deal, world.roman) == {"Календари", "Буклеты"}


@pytest.mark.parametrize("model", MODELS)
def test_owner_and_observer_see_all(world: World, model):
    everything = {str(thing) for thing in model.objects.all()}
    assert seen(model, world.olga) == seen(model, world.nina) == everything


def test_a_role_without_a_right_sees_nothing(world: World):
    assert seen(Contact, world.tsvetana) == set()


def test_no_department_means_no_colleagues(world: World):
    lonely = [
        Member.objects.join(email=f"{name}@dvor.test", name=name, role="head", by=world.olga)
        for name in ("vera", "gleb")
    ]
    Deal.objects.start(by=lonely[0], title="Тайна Веры")
    assert seen(Deal, lonely[1]) == set()


def test_a_head_sees_departments_below_but_not_beside(world: World):
    below = Department.objects.open("Опт", parent=world.sales, by=world.olga)
    for name, department in (("vera", below), ("gleb", world.production)):
        member = Member.objects.join(
            email=f"{name}@dvor.test", name=name, role="manager", department=department, by=world.olga
        )
        Deal.objects.start(by=member, title=f"Сделка {name}")
    assert seen(Deal, world.roman) == {"Календари", "Буклеты", "Сделка vera"}


@pytest.mark.parametrize(("shown_to", "sees"), [("heads", set()), ("department", {"Ничья"}), ("all", {"Ничья"})])
def test_what_has_no_owner_is_shown_as_the_company_chose(world: World, shown_to, sees):
    Organisation.get().change(unowned_seen_by=shown_to, by=world.olga)
    deal = Deal.objects.start(by=world.boris, title="Ничья")
    deal.assign(None, by=world.olga)
    assert seen(Deal, world.anna) == {"Календари"} | sees
    assert "Ничья" in seen(Deal, world.roman)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("shown_to", Organisation.Unowned.values)
def test_one_thing_at_hand_is_judged_as_the_rows_are(world: World, model, shown_to):
    Organisation.get().change(unowned_seen_by=shown_to, by=world.olga)
    Deal.objects.start(by=world.boris, title="Ничья").assign(None, by=world.olga)
    for member in Member.objects.all():
        rows = set(model.objects.visible_to(member).values_list("pk", flat=True))
        assert rows == {thing.pk for thing in model.objects.all() if member.may("view", thing)}


def test_a_card_says_who_sees_it_and_why(world: World):
    why = {member.name: reason for member, reason in world.calendars.seen_by()}
    assert why["Анна Аистова"] == "ответственный"
    assert why["Роман Рогов"] == "видит свой отдел"
    assert why["Ольга Владимирова"] == "роль «Владелец» видит всё"
    assert "Борис Белов" not in why


def test_a_manager_cannot_export(world: World):
    assert not world.anna.may("export", world.ivanov)
    assert world.roman.may("export", world.ivanov)
