"""`vatman member add` and `vatman token`: people and keys without the browser."""

import argparse
import os
import sys
from typing import Any

from django.core.exceptions import ValidationError

from vatman.web.errors import Refused


class MemberCommand:
    """`vatman member add EMAIL --name NAME --role ROLE`: prints the one-time link by which the new colleague comes in."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        words = parser.add_subparsers(dest="action", required=True, metavar="действие")
        add = words.add_parser("add", help="завести сотрудника · add a member")
        add.add_argument("email")
        add.add_argument("--name", required=True, help="как его зовут · full name")
        add.add_argument("--role", required=True, help="owner, administrator, head, manager, worker, observer")
        add.add_argument("--department", help="отдел; нового нет — заведём · department, made if there is none")
        add.add_argument(
            "--password-stdin",
            action="store_true",
            help="пароль — первой строкой ввода · password is the first line of stdin",
        )

    def run(self, args: argparse.Namespace) -> int:
        return _told(lambda: _add(args))


class TokenCommand:
    """`vatman token EMAIL`: an API token with that member's rights, nothing else on stdout."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="vatman token", help="подпись ключа · label of the token")

    def run(self, args: argparse.Namespace) -> int:
        return _told(lambda: _token(args))


member = MemberCommand()
token = TokenCommand()


def _told(work: Any) -> int:
    """What a guard refused is said on stderr, and the status is 1."""
    try:
        print(work())
    except Refused as error:
        print(error.message, file=sys.stderr)
    except ValidationError as error:
        print("\n".join(error.messages), file=sys.stderr)
    else:
        return 0
    return 1


def _add(args: argparse.Namespace) -> str:
    from django.core.validators import validate_email
    from django.db import transaction
    from django.urls import reverse

    from .models import Invitation, Member
    from .passwords import checked

    validate_email(args.email)
    with transaction.atomic():
        new = Member.objects.join(
            email=args.email, name=args.name, role=_role(args.role), department=_department(args.department), by=None
        )
        if not args.password_stdin:
            return _address() + reverse("join", args=[Invitation.objects.make(new, by=None)])
        new.set_new_password(checked(sys.stdin.readline().rstrip("\r\n"), new))
    return new.email


def _token(args: argparse.Namespace) -> str:
    from .models import Member

    found = Member.objects.active().filter(email__iexact=args.email).first()
    if found is None:
        raise Refused(f"Работающего сотрудника с почтой {args.email} нет. · No such member.")
    return found.make_token(args.name, by=None)


def _role(key: str) -> Any:
    from .models import Role

    if found := Role.objects.filter(key=key).first():
        return found
    raise Refused(f"Роли «{key}» нет. Есть: {', '.join(Role.objects.values_list('key', flat=True))}. · No such role.")


def _department(name: str | None) -> Any:
    from .models import Department

    if not name:
        return None
    return Department.objects.filter(name__iexact=name.strip()).first() or Department.objects.open(name, by=None)


def _address() -> str:
    return f"http://127.0.0.1:{os.environ.get('PORT') or 8000}"
