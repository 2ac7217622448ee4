from functools import cache, cached_property
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONArray
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vatman.events.kinds import Ref
from vatman.events.models import Subject
from vatman.events.recording import record
from vatman.web.errors import Refused

from ..rights import Scope
from ..sessions import end_sessions
from .department import Department, led
from .organisation import Organisation
from .role import Role

COMPANY = Organisation._meta.concrete_fields


@cache
def _company() -> dict[str, RawSQL]:
    """Made into SQL once: every page asks for it."""
    tree = Department.objects.order_by().values(row=JSONArray("pk", "parent", "head"))
    rows = Organisation.objects.filter(pk=1).values(row=JSONArray(*(one.attname for one in COMPANY)))
    return {name: _all_rows(query) for name, query in (("tree", tree), ("companies", rows))}


def _all_rows(rows: models.QuerySet) -> RawSQL:
    sql, params = rows.query.sql_with_params()
    return RawSQL(f"(SELECT coalesce(json_agg(row), '[]') FROM ({sql}) AS found)", params)  # noqa: S608, S611


class MemberQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def owners(self) -> Self:
        """Those who can never be locked out: there is always one of them."""
        return self.active().filter(role__key="owner")

    def with_company(self) -> Self:
        """With all that rights ask, in one query: role, department, the tree of departments, the company."""
        return self.select_related("role", "department").annotate(**_company())

    def visible_to(self, member: "Member") -> Self:
        """Colleagues know each other: names of the company's people are no secret inside it."""
        return self.all()


class MemberManager(BaseUserManager.from_queryset(MemberQuerySet)):  # type: ignore[misc]
    @transaction.atomic
    def join(
        self, *, email: str, name: str, role: Role | str, by: Any, department: Any = None, password: str | None = None
    ) -> "Member":
        """A new colleague. Without a password nobody can log in until one is set."""
        from ..events import MemberJoined

        if self.filter(email__iexact=email.strip()).exists():
            raise Refused(fields={"email": _("Сотрудник с такой почтой уже есть")}, code="email_taken")
        if isinstance(role, str):
            role = Role.objects.get(key=role)
        refuse_promoting(role, by)
        member = self.model(email=email.strip().lower(), name=name.strip(), role=role, department=department)
        member.set_password(password)
        member.save()
        record(MemberJoined(email=member.email, title=name, role=role.key), member, by=by or member)
        return member

    def get_by_natural_key(self, email: str) -> "Member":
        return self.get(email__iexact=email)


class Member(AbstractBaseUser, Subject):
    """One of our own people."""

    thing = "member"
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    role = models.ForeignKey(Role, models.PROTECT, related_name="members")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="members")
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=5, default="ru")
    theme = models.CharField(max_length=8, default="auto")
    time_zone = models.CharField(max_length=60, blank=True)
    heir = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    tree: list[Any] | None = None  # these two by `with_company`
    companies: list[Any] | None = None

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = MemberManager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def scope(self, action: str, thing: str) -> Scope:
        return self.role.scope(action, thing)

    def may_all(self, action: str, thing: str) -> bool:
        return self.scope(action, thing) == Scope.ALL

    def may(self, action: str, thing: Any) -> bool:
        """Whether this member may do `action` with the kind of thing, or with this very one."""
        if isinstance(thing, str):
            return self.scope(action, thing) != Scope.NONE
        return thing.reached_by(self, self.scope(action, thing.thing))

    @cached_property
    def departments(self) -> list[int]:
        """Departments whose things are this member's department's: own, led ones, and all below the led ones."""
        own = [self.department_id] if self.department_id else []
        under = led(self, self.tree) if self.tree is not None else Department.objects.led_by(self)
        return sorted({*own, *under})

    @cached_property
    def colleagues(self) -> list[int]:
        """Ids of the members of those departments, and always oneself."""
        if not self.departments:
            return [self.pk]
        return sorted({self.pk, *Member.objects.filter(department__in=self.departments).values_list("pk", flat=True)})

    @cached_property
    def organisation(self) -> Organisation:
        if not self.companies:
            return Organisation.get()
        values = [one.to_python(value) for one, value in zip(COMPANY, self.companies[0], strict=True)]
        return Organisation.from_db(self._state.db, [one.attname for one in COMPANY], values)

    @property
    def zone(self) -> str:
        return self.time_zone or self.organisation.time_zone

    @transaction.atomic
    def change(self, *, by: Any, **values: Any) -> None:
        """Name, role, department, language, theme, zone: what really differs is written, with what was before."""
        from ..events import MemberChanged

        current = Member.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if "role" in values and values["role"] != current.role:
            refuse_promoting(values["role"], by)
            self._refuse_last_owner()
        if "email" in values:
            values["email"] = self._free_email(values["email"])
        self.refuse_meddling(by)
        values = {name: value for name, value in values.items() if getattr(current, name) != value}
        if not values:
            return
        before = {name: str(getattr(current, name)) for name in values}
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))
        record(MemberChanged(before=before, after={name: str(value) for name, value in values.items()}), self, by=by)

    @transaction.atomic
    def leave(self, *, successor: "Member | None" = None, by: Any) -> None:
        """The member can no longer come in; all that was open goes to the successor."""
        from ..events import MemberLeft
        from .owned import hand_over

        self.refuse_meddling(by)
        self._refuse_last_owner()
        if successor and (successor.pk == self.pk or not successor.is_active):
            raise Refused(fields={"successor": _("Дела передают тому, кто работает")})
        self.is_active, self.heir, self.left_at = False, successor, timezone.now()
        self.save(update_fields=["is_active", "heir", "left_at"])
        end_sessions(self)
        self.tokens.filter(revoked_at=None).update(revoked_at=self.left_at)
        self.invitations.filter(used_at=None).delete()
        if successor:
            hand_over(self, successor, by=by)
        record(MemberLeft(successor=Ref.of(successor)), self, by=by)

    @transaction.atomic
    def come_back(self, *, by: Any) -> None:
        """Works here again; what was handed over stays with the successor."""
        from ..events import MemberReturned

        self.refuse_meddling(by)
        if Member.objects.filter(pk=self.pk, is_active=False).update(is_active=True, heir=None, left_at=None):
            self.refresh_from_db()
            record(MemberReturned(), self, by=by)

    @transaction.atomic
    def set_new_password(self, password: str) -> None:
        """By the member himself; wherever he was signed in, he no longer is."""
        from ..events import PasswordSet

        self.set_password(password)
        self.save(update_fields=["password"])
        end_sessions(self)
        record(PasswordSet(), self, by=self)

    @property
    def has_second_step(self) -> bool:
        from allauth.mfa.utils import is_mfa_enabled

        return is_mfa_enabled(self)

    @transaction.atomic
    def drop_second_step(self, *, by: Any) -> None:
        """For one who lost the phone and the spare codes: the password is enough again."""
        from allauth.mfa.models import Authenticator

        from ..events import SecondStepDropped

        self.refuse_meddling(by)
        if Authenticator.objects.filter(user=self).delete()[0]:
            record(SecondStepDropped(), self, by=by)

    @transaction.atomic
    def make_token(self, name: str, *, by: Any) -> str:
        """A key to the API with this member's rights. The secret is returned now and never again."""
        from vatman.web.models import Token

        from ..events import TokenMade

        if not name.strip():
            raise Refused(fields={"name": _("Подпишите ключ: для чего он")})
        token, secret = Token.objects.issue(self, name)
        record(TokenMade(title=token.name), self, by=by)
        return secret

    @transaction.atomic
    def revoke_token(self, token: Any, *, by: Any) -> None:
        from ..events import TokenRevoked

        if self.tokens.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=timezone.now()):
            record(TokenRevoked(title=token.name), self, by=by)

    def refuse_meddling(self, by: Any) -> None:
        """Whoever has fewer rights must not get at another's way in: neither mail, nor links, nor role."""
        if by is not None and by.pk != self.pk:
            refuse_promoting(self.role, by)

    def _free_email(self, email: str) -> str:
        email = email.strip().lower()
        if Member.objects.filter(email__iexact=email).exclude(pk=self.pk).exists():
            raise Refused(fields={"email": _("Сотрудник с такой почтой уже есть")}, code="email_taken")
        return email

    def _refuse_last_owner(self) -> None:
        """Without an owner nobody could give rights back."""
        owners = set(Member.objects.owners().select_for_update(of=("self",)).values_list("pk", flat=True))
        if owners == {self.pk}:
            raise Refused(_("Это единственный владелец: сначала назначьте другого"), code="last_owner")


def refuse_promoting(role: Role, by: Any) -> None:
    """Nobody gives a role wider than his own; an owner is made, changed and dismissed by an owner alone."""
    if by is None or by.role_id == role.pk:
        return
    if role.key == "owner" and by.role.key != "owner":
        raise Refused(_("Владельца назначает и меняет только владелец"), code="owner_only")
    role.refuse_wider_than(by)
