"""What happens to our own people and their rights."""

from typing import Any

from django.utils.translation import gettext as _

from vatman.events.kinds import Kind, Ref


class MemberJoined(Kind, name="member.joined", icon="user-plus", personal=["email", "title"]):
    email: str
    title: str
    role: str

    def sentence(self) -> str:
        return _("Новый сотрудник: %(name)s") % {"name": self.title}


class Changed(Kind):
    before: dict[str, Any]
    after: dict[str, Any]

    def changes(self) -> dict[str, list[Any]]:
        return {name: [self.before.get(name), value] for name, value in self.after.items()}


class MemberChanged(Changed, name="member.changed", icon="user-edit"):
    def sentence(self) -> str:
        return _("Изменены данные сотрудника")


class MemberLeft(Kind, name="member.left", icon="user-minus"):
    successor: Ref

    def sentence(self) -> str:
        if self.successor.id is None:
            return _("Сотрудник больше не работает")
        return _("Сотрудник больше не работает, дела переданы: %(name)s") % {"name": self.successor.name}


class MemberReturned(Kind, name="member.returned", icon="user-check"):
    def sentence(self) -> str:
        return _("Сотрудник снова работает")


class MemberInvited(Kind, name="member.invited", icon="link"):
    def sentence(self) -> str:
        return _("Дана ссылка для входа")


class PasswordSet(Kind, name="member.password_set", icon="key"):
    def sentence(self) -> str:
        return _("Задан новый пароль")


class SecondStepMade(Kind, name="member.second_step_made", icon="shield"):
    def sentence(self) -> str:
        return _("Включён второй шаг входа")


class SecondStepDropped(Kind, name="member.second_step_dropped", icon="shield-off"):
    def sentence(self) -> str:
        return _("Снят второй шаг входа")


class TokenMade(Kind, name="member.token_made", icon="api"):
    title: str

    def sentence(self) -> str:
        return _("Выдан ключ API: %(title)s") % {"title": self.title}


class TokenRevoked(Kind, name="member.token_revoked", icon="api-off"):
    title: str

    def sentence(self) -> str:
        return _("Ключ API больше не действует: %(title)s") % {"title": self.title}


class RoleAllowed(Changed, name="role.allowed", icon="shield"):
    def sentence(self) -> str:
        return _("Изменены права роли")


class RoleAdded(Kind, name="role.added", icon="shield-plus"):
    title: str

    def sentence(self) -> str:
        return _("Новая роль: %(title)s") % {"title": self.title}


class RoleRemoved(Kind, name="role.removed", icon="shield-off"):
    title: str

    def sentence(self) -> str:
        return _("Роли больше нет: %(title)s") % {"title": self.title}


class DepartmentOpened(Kind, name="department.opened", icon="sitemap"):
    title: str

    def sentence(self) -> str:
        return _("Новый отдел: %(name)s") % {"name": self.title}


class DepartmentChanged(Changed, name="department.changed", icon="sitemap"):
    def sentence(self) -> str:
        return _("Изменён отдел")


class DepartmentClosed(Kind, name="department.closed", icon="sitemap"):
    title: str

    def sentence(self) -> str:
        return _("Отдела больше нет: %(title)s") % {"title": self.title}


class DepartmentLed(Kind, name="department.led", icon="sitemap"):
    head: Ref

    def sentence(self) -> str:
        return _("Руководитель отдела: %(name)s") % {"name": self.head.name or "—"}


class OrganisationChanged(Changed, name="organisation.changed", icon="settings"):
    def sentence(self) -> str:
        return _("Изменены настройки компании")


class SignedIn(Kind, name="member.signed_in", icon="login", personal=["address"]):
    address: str = ""

    def sentence(self) -> str:
        return _("Вход в систему")


class SignedOut(Kind, name="member.signed_out", icon="logout"):
    def sentence(self) -> str:
        return _("Выход из системы")
