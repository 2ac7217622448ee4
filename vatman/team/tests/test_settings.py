"""Company, people, departments, roles: every change by its verb, none that locks the house (issue 3: 2)."""

import re

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.world import World
from vatman.events.models import Event
from vatman.team.models import Department, Member, Organisation, Role
from vatman.web.errors import Refused
from vatman.web.models import Token

COMPANY = {
    "name": "Печатный двор",
    "time_zone": "Asia/Omsk",
    "currency": "RUB",
    "work_from": "10:00",
    "work_to": "19:00",
    "unowned_seen_by": "heads",
}
PAGES = ["settings", "members", "departments", "roles", "member_new", "department_new", "role_new"]


@pytest.fixture
def owner(world: World) -> Browser:
    return world.browser(world.olga)


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_for_those_who_may(world: World, owner: Browser, name: str):
    assert owner.get(reverse(name)).status_code == 200
    assert world.browser(world.anna).get(reverse(name)).status_code == 403


def test_the_company_changes_and_the_log_knows(owner: Browser):
    owner.post(reverse("settings"), COMPANY)
    assert Organisation.get().time_zone == "Asia/Omsk"
    event = Event.objects.filter(kind="organisation.changed").latest("id")
    assert event.detail.changes()["time_zone"] == ["Europe/Moscow", "Asia/Omsk"]


def test_a_day_that_ends_before_it_starts_is_refused(owner: Browser):
    assert owner.post(reverse("settings"), COMPANY | {"work_to": "09:00"}).status_code == 422


def test_an_invited_colleague_gets_a_link_that_opens(world: World, owner: Browser):
    manager = Role.objects.get(key="manager")
    values = {"name": "Вера Волкова", "email": "vera@dvor.test", "role": manager.pk, "department": world.sales.pk}
    page = owner.post(reverse("member_new"), values).content.decode()
    path = re.search(r'value="http://testserver(/join/[^"]+)"', page).group(1)
    assert Browser().get(path).status_code == 200
    assert Member.objects.get(email="vera@dvor.test").department == world.sales


def test_a_known_mail_is_refused_beside_its_field(world: World, owner: Browser):
    values = {"name": "Вторая Анна", "email": "ANNA@dvor.test", "role": world.anna.role_id}
    answer = owner.post(reverse("member_new"), values)
    assert answer.status_code == 422
    assert "Сотрудник с такой почтой уже есть" in answer.content.decode()


def test_who_leaves_hands_the_open_things_over(world: World, owner: Browser):
    owner.post(reverse("member_departure", args=[world.anna.pk]), {"successor": world.boris.pk})
    world.anna.refresh_from_db()
    assert not world.anna.is_active
    assert world.anna.heir == world.boris
    world.calendars.refresh_from_db()
    assert world.calendars.owner == world.boris


def test_who_left_may_come_back_but_his_keys_do_not(world: World, owner: Browser):
    secret = world.anna.make_token("бот", by=world.anna)
    world.anna.leave(by=world.olga)
    owner.post(reverse("member_comeback", args=[world.anna.pk]))
    assert Member.objects.get(pk=world.anna.pk).is_active
    assert Token.objects.opened_by(secret) is None


def test_the_last_owner_stays_owner(world: World, owner: Browser):
    manager = Role.objects.get(key="manager")
    values = {"name": world.olga.name, "email": world.olga.email, "role": manager.pk, "department": ""}
    assert owner.post(reverse("member", args=[world.olga.pk]), values).status_code == 422
    assert Member.objects.get(pk=world.olga.pk).role.key == "owner"


def test_an_administrator_cannot_get_at_the_owner(world: World):
    admin = Member.objects.join(email="ada@dvor.test", name="Ада", role="administrator", by=world.olga)
    browser = world.browser(admin)
    assert browser.post(reverse("member_invitations", args=[world.olga.pk])).status_code == 422
    assert browser.post(reverse("member_departure", args=[world.olga.pk]), {"successor": ""}).status_code == 422
    stolen = {"name": "Ольга", "email": "ada2@dvor.test", "role": world.olga.role_id, "department": ""}
    assert browser.post(reverse("member", args=[world.olga.pk]), stolen).status_code == 422
    assert Member.objects.get(pk=world.olga.pk).email == "olga@dvor.test"


def test_departments_stand_in_a_tree(world: World, owner: Browser):
    owner.post(reverse("department_new"), {"name": "Опт", "parent": world.sales.pk, "head": world.boris.pk})
    wholesale = Department.objects.get(name="Опт")
    assert (wholesale.parent, wholesale.head) == (world.sales, world.boris)
    assert wholesale.pk in world.roman.departments


def test_a_department_never_stands_inside_itself(world: World, owner: Browser):
    inner = Department.objects.open("Опт", parent=world.sales, by=world.olga)
    with pytest.raises(Refused, match="внутри самого себя"):
        world.sales.change(name="Продажи", parent=inner, by=world.olga)


def test_only_an_empty_department_closes(world: World, owner: Browser):
    assert owner.post(reverse("department_closing", args=[world.sales.pk])).status_code == 422
    empty = Department.objects.open("Пустой", by=world.olga)
    owner.post(reverse("department_closing", args=[empty.pk]))
    assert not Department.objects.filter(pk=empty.pk).exists()


def test_a_cell_of_the_matrix_works_at_once(world: World, owner: Browser):
    manager = Role.objects.get(key="manager")
    assert not world.anna.may("view", world.booklets)
    cell = {"thing": "deal", "action": "view", "scope": "department"}
    owner.post(reverse("rights", args=[manager.pk]), cell, headers={"HX-Request": "true"})
    assert Member.objects.get(pk=world.anna.pk).may("view", world.booklets)
    assert Event.objects.filter(kind="role.allowed").latest("id").payload["after"] == {"deal.view": "department"}


def test_the_owner_keeps_all_rights(world: World, owner: Browser):
    role = world.olga.role
    answer = owner.post(reverse("rights", args=[role.pk]), {"thing": "settings", "action": "edit", "scope": "none"})
    assert answer.status_code == 422
    assert Role.objects.get(key="owner").scope("edit", "settings") == "all"


def test_nobody_gives_more_than_he_has(world: World):
    clerk = Role.objects.add("Кадровик", like=Role.objects.get(key="observer"), by=world.olga)
    clerk.let("settings", "edit", "all", by=world.olga)
    vera = Member.objects.join(email="vera@dvor.test", name="Вера", role=clerk, by=world.olga)
    with pytest.raises(Refused, match="больше прав"):
        Role.objects.get(pk=clerk.pk).let("deal", "delete", "all", by=vera)
    with pytest.raises(Refused, match="больше прав"):
        vera.change(by=vera, role=Role.objects.get(key="administrator"))


def test_a_cell_that_does_not_exist_is_not_found(world: World, owner: Browser):
    manager = Role.objects.get(key="manager")
    assert (
        owner.post(
            reverse("rights", args=[manager.pk]), {"thing": "deal", "action": "view", "scope": "galaxy"}
        ).status_code
        == 404
    )


def test_a_role_of_ones_own_comes_and_goes(world: World, owner: Browser):
    owner.post(reverse("role_new"), {"title": "Стажёр", "like": world.anna.role_id})
    trainee = Role.objects.get(title="Стажёр")
    assert trainee.matrix == world.anna.role.matrix
    owner.post(reverse("role_removal", args=[trainee.pk]))
    assert not Role.objects.filter(title="Стажёр").exists()


def test_the_house_needs_its_own_roles(owner: Browser):
    manager = Role.objects.get(key="manager")
    assert owner.post(reverse("role_removal", args=[manager.pk])).status_code == 422
