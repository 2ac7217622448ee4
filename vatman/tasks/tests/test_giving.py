"""A1.3, A1.5: whom one may give a task, and what the one told of it finds."""

import pytest

from vatman.events.live.audience import deliveries
from vatman.events.models import Event
from vatman.tasks.actions.finish import finish
from vatman.tasks.models import Task, assignees
from vatman.team.models import Role
from vatman.web.errors import Refused


def refused(act):
    with pytest.raises(Refused) as error:
        act()
    return error.value.fields["owner"]


def test_a_manager_plans_for_himself_a_head_for_his_department_the_owner_for_all(world):
    assert set(assignees(world.anna)) == {world.anna}
    assert set(assignees(world.roman)) == {world.roman, world.anna, world.boris}
    assert set(assignees(world.olga)) == {world.olga, world.roman, world.anna, world.boris, world.tsvetana}


def test_the_verb_says_why_not(world):
    plan = Task.objects.plan
    assert "только себе" in refused(lambda: plan("Позвонить", by=world.anna, owner=world.boris))
    assert "своему отделу" in refused(lambda: plan("Напечатать", by=world.roman, owner=world.tsvetana))
    assert "Наблюдатель" in refused(lambda: plan("Посмотреть", by=world.olga, owner=world.nina))
    world.boris.leave(by=world.olga)
    assert "больше не работает" in refused(lambda: plan("Позвонить", by=world.olga, owner=world.boris))
    assert not Task.objects.exclude(pk=world.call.pk).exists()


def test_a_task_is_handed_over_by_the_same_rule(world):
    assert "только себе" in refused(lambda: world.call.assign(world.boris, by=world.anna))
    world.call.assign(world.boris, by=world.roman)
    world.call.assign(None, by=world.roman)
    world.call.refresh_from_db()
    assert world.call.owner is None


def test_the_next_step_falls_to_whoever_closes_where_the_doer_is_out_of_reach(world):
    task = Task.objects.plan("Сверить макет", by=world.olga, owner=world.tsvetana, deal=world.calendars)
    role = Role.objects.get(key="manager")
    role.allow(role.matrix | {"task": role.matrix["task"] | {"edit": "own"}}, by=world.olga)
    finish(task, by=world.anna, next_title="Сдать в печать", next_due=task.due_on)
    assert Task.objects.get(title="Сдать в печать").owner == world.anna


def notices(world, member, event):
    row = {field.attname: getattr(event, field.attname) for field in Event._meta.concrete_fields}
    return [one["url"] for one in deliveries([row], [member]).get(member.pk, []) if "notice" in one]


def test_a_notice_leads_where_its_reader_may_go(world):
    task = Task.objects.plan("Сверить макет", by=world.olga, owner=world.tsvetana, deal=world.calendars)
    planned = Event.objects.filter(kind="task.planned").latest("id")
    assert notices(world, world.tsvetana, planned) == [f"/tasks/{task.pk}"]
    assert world.browser(world.tsvetana).get(f"/tasks/{task.pk}").status_code == 200
    task.assign(world.anna, by=world.olga)
    given = Event.objects.filter(kind="task.assigned").latest("id")
    assert notices(world, world.anna, given) == [f"/deals/{world.calendars.pk}"]
