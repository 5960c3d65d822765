"""
The headers that tell a person's program how many questions it may still ask.

``RateLimit-Policy`` says what is allowed, ``RateLimit`` what is left of it, both by the names
of the policies: draft-ietf-httpapi-ratelimit-headers-10, §3 and §4. The window has no fixed
begin, so ``t`` is the time until the oldest question leaves it: one more is free then.
"""

from collections.abc import Iterable

from django.http import HttpResponse
from rest_framework.response import Response

from polls.limits import Left


def tell(response: HttpResponse | Response, left: Iterable[Left]) -> None:
    policies, limits = [], []
    for (name, most, span), number, reset in left:
        policies.append(f'"{name}";q={most};w={int(span.total_seconds())}')
        limits.append(f'"{name}";r={number}' + (f";t={reset}" if reset else ""))
    response["RateLimit-Policy"], response["RateLimit"] = ", ".join(policies), ", ".join(limits)
