"""The demo runs with DEBUG."""

import io

import pytest
from django.core.management import call_command


@pytest.fixture(autouse=True)
def _debug(settings):
    settings.DEBUG = True


def demo(**options):
    out = io.StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()
