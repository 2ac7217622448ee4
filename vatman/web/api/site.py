"""The API as one whole: its documents say for every operation how a refusal looks."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer

from .auth import Bearer, Rate, Session
from .problems import MEDIA, Problem, teach

REFUSED = {
    "description": "Problem details (RFC 9457)",
    "content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    "description": "The same key within a day: done once, answered the same",
}


class Readable(JSONRenderer):
    json_dumps_params: dict[str, Any] = {"ensure_ascii": False}


class Site(NinjaAPI):
    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema["components"]["schemas"]["Problem"] = Problem.json_schema()
        for path in schema["paths"].values():
            for method, operation in path.items():
                operation["responses"]["default"] = REFUSED
                if method == "post":
                    operation["parameters"].append(KEY)
        return schema


def make() -> Site:
    site = Site(
        title="Vatman", version="1", urls_namespace="api",
        renderer=Readable(), docs_url=None, openapi_url="openapi.json",
        auth=[Bearer(), Session()], throttle=[Rate()],
        description="Money is a string, moments are ISO 8601 with the member's offset, what the member may not see is 404.",
    )  # fmt: skip
    teach(site)
    return site
