"""
The OpenAPI document, made once.

drf-spectacular loads its extensions while it makes the first document, and two threads
that do so are in each other's way. The document is the same for everybody, so it is made
and written out once. A worker that is forked afterwards inherits it, without the 4 to 8 MB
that making it takes.
"""

import os
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from threading import Lock
from typing import Any

from django.http import HttpResponse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

FILE_NAME = "schema"

_making = Lock()
_documents: dict[type[BaseRenderer], bytes] = {}


@method_decorator(cache_control(public=True, max_age=300), "get")
class SchemaView(SpectacularAPIView):
    """
    The document as YAML or JSON. It knows no version, no language and no caller.

    Everybody may read it, yet bad credentials are refused, as everywhere.
    """

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        renderer = type(request.accepted_renderer)
        return HttpResponse(
            document(renderer),
            content_type=renderer.media_type,
            headers={
                "Content-Disposition": f'inline; filename="{FILE_NAME}.{renderer.format}"',
                "Vary": "Accept",
            },
        )


def prepare() -> None:
    """Have every form of it made by a process whose memory ends with it, where there is fork."""
    renderers = SchemaView.renderer_classes
    if not hasattr(os, "fork"):
        _documents.update({renderer: _written(renderer) for renderer in renderers})
        return
    with ProcessPoolExecutor(1, get_context("fork")) as child:
        _documents.update(zip(renderers, child.map(_written, renderers), strict=True))


def document(renderer: type[BaseRenderer]) -> bytes:
    """Return the document as ``renderer`` writes it."""
    with _making:
        if renderer not in _documents:
            _documents[renderer] = _written(renderer)
        return _documents[renderer]


def _written(renderer: type[BaseRenderer]) -> bytes:
    with translation.override("en"):
        written = renderer().render(_schema(), renderer_context={})
    return written.encode() if isinstance(written, str) else written


@lru_cache
def _schema() -> dict[str, Any]:
    made: dict[str, Any] = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]
    return made
