"""Everything that goes wrong is told in one form: problem details (RFC 9457)."""

import json
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, Throttled, ValidationError
from pydantic import ConfigDict, Field

from ..errors import Refused

MEDIA = "application/problem+json"


class Problem(Schema):
    """`code` is for programs, `detail` for people, `fields` says what is wrong with which value."""

    model_config = ConfigDict(extra="allow")
    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    code: str = ""
    fields: dict[str, str] = Field(default_factory=dict)


def problem(
    status: int, detail: str = "", *, code: str = "", fields: dict[str, str] | None = None, **extra: Any
) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": str(detail),
        "code": code or _code(status),
    }
    content = json.dumps(body | {"fields": fields or {}} | extra, ensure_ascii=False, default=str)
    return HttpResponse(content, status=status, content_type=MEDIA)


def _code(status: int) -> str:
    return HTTPStatus(status).name.lower()


def _words() -> dict[int, str]:
    return {
        400: _("Запрос не разобрать: проверьте JSON"),
        401: _("Нужен ключ: заголовок Authorization: Bearer …"),
        403: _("На это нет права"),
        404: _("Такого нет, или оно не для вас"),
        405: _("Здесь так нельзя: смотрите заголовок Allow"),
        413: _("Слишком много за один раз"),
        429: _("Слишком часто: подождите"),
        500: _("Сломалось у нас; сохранённое цело"),
    }


def answered(response: HttpResponse) -> HttpResponse:
    """Any refusal that was not drawn as a problem yet: of middleware, of an unknown address, of a wrong method."""
    if response.status_code < 400 or response.headers.get("Content-Type", "") == MEDIA:
        return response
    made = problem(response.status_code, _words().get(response.status_code, ""))
    for name in ("Allow", "Retry-After", "WWW-Authenticate"):
        if name in response.headers:
            made.headers[name] = response.headers[name]
    if made.status_code == HTTPStatus.UNAUTHORIZED:
        made.headers["WWW-Authenticate"] = "Bearer"
    return made


def teach(api: NinjaAPI) -> None:
    """What each exception of a view means."""

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        return problem(error.status, error.message, code=error.code, fields=error.fields, **error.extra)

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404, _words()[404])

    @api.exception_handler(PermissionDenied)
    def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
        return problem(403, _words()[403])

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        fields = {
            ".".join(str(part) for part in one["loc"][1:] if part != "payload") or str(one["loc"][0]): one["msg"]
            for one in error.errors
        }
        return problem(422, _("Не подходит: %(names)s") % {"names": ", ".join(fields)}, code="invalid", fields=fields)

    @api.exception_handler(HttpError)
    def told(request: HttpRequest, error: HttpError) -> HttpResponse:
        made = problem(error.status_code, _words().get(error.status_code, str(error)))
        if isinstance(error, Throttled):
            made.headers["Retry-After"] = str(error.wait or 60)
        if error.status_code == HTTPStatus.UNAUTHORIZED:
            made.headers["WWW-Authenticate"] = "Bearer"
        return made
