"""`vatman member add` and `vatman token`: stdout holds the result and nothing else."""

import argparse
import io
from typing import Any

import pytest

from tests.world import World
from vatman.team import command
from vatman.team.models import Member
from vatman.web.models import Token


def run(which: Any, *words: str) -> int:
    parser = argparse.ArgumentParser()
    which.configure(parser)
    return which.run(parser.parse_args(words))


def test_a_member_gets_a_link_and_a_new_department(world: World, capsys):
    assert (
        run(command.member, "add", "vera@dvor.test", "--name", "Вера", "--role", "manager", "--department", "Опт") == 0
    )
    assert "/join/" in capsys.readouterr().out
    assert str(Member.objects.get(email="vera@dvor.test").department) == "Опт"


def test_a_password_comes_from_stdin(world: World, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("несколько слов подряд\n"))
    assert (
        run(
            command.member,
            "add",
            "vera@dvor.test",
            "--name",
            "Вера",
            "--role",
            "manager",
            "--department",
            "продажи",
            "--password-stdin",
        )
        == 0
    )
    vera = Member.objects.get(email="vera@dvor.test")
    assert vera.check_password("несколько слов подряд")
    assert vera.department == world.sales


@pytest.mark.parametrize(
    "words",
    [("anna@dvor.test", "Анна", "manager"), ("not-a-mail", "Анна", "manager"), ("new@dvor.test", "Анна", "boss")],
)
def test_what_cannot_be_is_said_on_stderr(world: World, capsys, words):
    email, name, role = words
    assert run(command.member, "add", email, "--name", name, "--role", role) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err


def test_a_weak_password_makes_nobody(world: World, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("12345\n"))
    assert run(command.member, "add", "vera@dvor.test", "--name", "Вера", "--role", "manager", "--password-stdin") == 1
    assert not Member.objects.filter(email="vera@dvor.test").exists()


def test_the_token_stands_alone_on_stdout(world: World, capsys):
    assert run(command.token, "Anna@dvor.test") == 0
    secret = capsys.readouterr().out.strip()
    assert Token.objects.opened_by(secret).member == world.anna


def test_no_token_for_whoever_left(world: World, capsys):
    world.anna.leave(by=world.olga)
    assert run(command.token, "anna@dvor.test") == 1
    assert capsys.readouterr().out == ""
