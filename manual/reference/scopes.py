"""The scopes of the settings, each with the endpoints that ask for it."""

from typing import Any

from django.conf import settings
from drf_spectacular.generators import SchemaGenerator

INTRODUCTION = """# Scopes

A scope is what an access token of OAuth2, or a token that is limited to scopes, may do. Sessions,
Basic and unlimited tokens may do everything that the person can. An endpoint that names no scope
takes no access token of an application.

A request for a token that names no scope gets `{defaults}`.

"""


def page() -> str:
    provider = settings.OAUTH2_PROVIDER
    asked = _endpoints()
    lines = ["| scope | the consent page says | endpoints |", "|---|---|---|"]
    for scope, words in provider["SCOPES"].items():
        endpoints = ", ".join(f"`{endpoint}`" for endpoint in asked.get(scope, [])) or "none"
        lines.append(f"| `{scope}` | {words} | {endpoints} |")
    defaults = " ".join(provider["DEFAULT_SCOPES"])
    return INTRODUCTION.format(defaults=defaults) + "\n".join(lines) + "\n"


def _endpoints() -> dict[str, list[str]]:
    """Return the endpoints of each scope, as the OpenAPI document has them."""
    found: dict[str, list[str]] = {}
    generator: Any = SchemaGenerator
    schema = generator().get_schema(request=None, public=True)
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            for way in operation.get("security") or []:
                for scope in way.get("OAuth2", []):
                    found.setdefault(scope, []).append(f"{method.upper()} {path}")
    return found
