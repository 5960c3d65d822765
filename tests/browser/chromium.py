"""The Chromium that drives the pages."""

import shutil

# The first is the same browser without its windows: by it these tests take half the time.
NAMES = ["chromium-headless-shell", "chromium", "chromium-browser"]
EXECUTABLE = next(filter(None, map(shutil.which, NAMES)), None)
# One process for all pages of a browser: to start one takes longer than most tests.
ARGUMENTS = [
    *("--no-sandbox", "--disable-dev-shm-usage", "--renderer-process-limit=1"),
    "--disable-site-isolation-trials",
]
