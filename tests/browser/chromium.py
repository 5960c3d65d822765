"""The Chromium that drives the pages."""

import shutil

# The first is the same browser without its windows: by it these tests take half the time.
NAMES = ["chromium-headless-shell", "chromium", "chromium-browser"]
EXECUTABLE = next(filter(None, map(shutil.which, NAMES)), None)
