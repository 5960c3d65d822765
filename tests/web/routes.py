"""Every path of the site, read off its map: what is added later is attacked as well."""

import re
from dataclasses import dataclass
from functools import cache

from django.contrib.admindocs.views import simplify_regex
from django.urls import Resolver404, URLPattern, get_resolver, resolve
from django.urls.resolvers import RoutePattern

from web.refusals import handlers, is_api

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]

# Samples for the parameters of a path, by name; the first that resolves is taken.
SAMPLES = {
    "app_label": ["accounts"],
    "backend": ["github"],
    "client_id": ["a1"],
    "name": ["github", "polls.png", "choose/tokens"],
    "code": ["a-code"],
    "content_type_id": ["1"],
    "format": ["json"],
    "object_id": ["1"],
    "id": ["1"],
    "kind": ["tokens"],
    "pk": ["1", "0" * 64],
    "token": ["a-token"],
    "uidb64": ["MQ"],
    "url": ["accounts/"],
}


@dataclass(frozen=True)
class Route:
    path: str
    name: str

    @property
    def is_api(self) -> bool:
        return is_api(self)

    def __str__(self) -> str:
        return self.path


@cache
def routes() -> tuple[Route, ...]:
    """One path a route, in the order of the map."""
    found = {}
    for pattern, parts in _leaves(get_resolver().url_patterns):
        if pattern.callback is handlers.not_found:
            continue
        path = _sample("".join(parts))
        found.setdefault(path, Route(path, resolve(path).view_name))
    return tuple(found.values())


def api_paths() -> list[str]:
    """Each path of the API, with and without its slash."""
    paths = [route.path.rstrip("/") for route in routes() if route.is_api]
    return [spelling for path in paths for spelling in (path, f"{path}/")]


def page_paths() -> list[str]:
    return [route.path for route in routes() if not route.is_api]


def _leaves(patterns, before=()):
    for pattern in patterns:
        part = pattern.pattern._route if _is_route(pattern) else _simple(pattern.pattern._regex)
        if isinstance(pattern, URLPattern):
            yield pattern, [*before, part]
        else:
            yield from _leaves(pattern.url_patterns, [*before, part])


def _is_route(pattern) -> bool:
    return isinstance(pattern.pattern, RoutePattern)


def _simple(regex: str) -> str:
    # A suffix stands before the slash: questions.json, not questions/.json.
    return simplify_regex(regex).removeprefix("/").replace("\\", "").replace("/.", ".")


def _sample(template: str) -> str:
    """Fill ``template``; :raises LookupError: when SAMPLES has nothing for a parameter."""
    names = re.findall(r"<(?:\w+:)?(\w+)>", template)
    for number in range(max((len(SAMPLES[name]) for name in names), default=1)):
        path = "/" + re.sub(
            r"<(?:\w+:)?(\w+)>", lambda name, n=number: (SAMPLES[name[1]] * 3)[n], template
        )
        if _resolves(path):
            return path
    raise LookupError(f"SAMPLES has nothing that fits {template}")


def _resolves(path: str) -> bool:
    try:
        return resolve(path).func is not handlers.not_found
    except Resolver404:
        return False
