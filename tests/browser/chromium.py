"""The Chromium that drives the pages."""

import shutil

# The first is the same browser without its windows: these tests take 147 s by it, not 278.
NAMES = ["chromium-headless-shell", "chromium", "chromium-browser"]
EXECUTABLE = next(filter(None, map(shutil.which, NAMES)), None)
