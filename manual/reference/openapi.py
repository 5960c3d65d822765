"""The schema of the API as a file, for generators of clients and for the eye: a diff shows it."""

from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer

NAME = "reference/openapi.yaml"


def document() -> str:
    """Return what ``/api/schema/`` answers with the settings of this process."""
    with translation.override("en"):
        schema = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]
        written: bytes = OpenApiYamlRenderer().render(schema, renderer_context={})  # type: ignore[no-untyped-call]
    return written.decode()
