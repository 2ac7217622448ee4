"""Calling the API as a program does."""

import json
from typing import Any

from django.test import Client as Browser

from vatman.team.models import Member

API = "/api/v1"


class Caller(Browser):
    """Speaks JSON with the token of one member."""

    def post(self, path: str, data: Any = None, content_type: str = "application/json", **kwargs: Any) -> Any:
        return super().post(path, {} if data is None else data, content_type, **kwargs)

    def upload(self, path: str, **files: Any) -> Any:
        return super().post(path, files)

    def patch(self, path: str, data: Any = None, content_type: str = "application/json", **kwargs: Any) -> Any:
        return super().patch(path, data, content_type, **kwargs)


def caller(member: Member) -> Caller:
    return Caller(headers={"Authorization": f"Bearer {member.make_token('проба', by=member)}"})


def told(answer: Any, status: int) -> dict[str, Any]:
    """The problem of a refused request."""
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    problem = json.loads(answer.content)
    assert problem["status"] == status
    return problem


def made(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()
