"""«Найденные деньги»: all heaps with their sums, by manager, and the weightiest deals of each, beside one statement that finds them."""

from collections.abc import Iterator

from vatman.analytics.found.heaps import found as find
from vatman.team.models import Member

from .measuring import GOALS, Result, bare, in_turn, queries_of, within


def found(member: Member, role: str) -> Iterator[Result]:
    goal = GOALS["found"]
    values = {"member": member.pk, "everything": member.may_all("view", "deal")}
    value, limit = in_turn(lambda: find(member), bare(goal["sql"], values), runs=10)
    more = {"sql": queries_of(lambda: find(member)), "title": goal["title"], "n": 10}
    yield within(f"found money ({role})", "ms", value, limit, goal["goal"], **more)
