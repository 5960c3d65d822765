#!/usr/bin/env python
import gc
import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    # Imports leave no garbage, and to look for it takes a third of a start: see config/apps.py.
    gc.disable()
    try:
        settings.INSTALLED_APPS  # noqa: B018  before a command looks at anything else
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"{sys.argv[0]}: {error}")  # a wrong setting is one sentence
