"""Take the pictures in docs/img/ from a site with demo data; started by bin/screenshots."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import EXECUTABLE

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "img"
DESK = {"width": 1280, "height": 800}
PHONE = {"viewport": {"width": 390, "height": 844}}
DARK = {"color_scheme": "dark"}

# Name, path, who looks, how, and what is clicked before.
SHOTS = [
    ("sign-in", "/accounts/auth/?next=/polls/", None, {}),
    ("polls", "/polls/", "bob", {}),
    ("credentials", "/accounts/credentials/", "bob", {}),  # early: each picture is a session
    ("polls-dark", "/polls/", "bob", DARK),
    ("poll", "/polls/6/", "bob", {}),
    ("poll-phone", "/polls/6/", "bob", PHONE),
    ("results", "/polls/6/results/", "bob", {}),
    ("results-phone-dark", "/polls/6/results/", "bob", PHONE | DARK),
    (
        "requests",
        "/polls/6/results/",
        "bob",
        {},
        ".wire-toggle",
        "#wire li summary",
        "#wire li .wire-copies summary",
    ),
    ("schemes-phone", "/polls/", "bob", PHONE, "[data-scheme-button]"),
    (
        "explore",
        "/explore/?endpoint=vote&credentials=session-without-csrf",
        "bob",
        {},
        "[data-run]",
    ),
    ("polls-german", "/polls/", "bob", {"locale": "de-DE"}),
]


def take(chromium, url, name, path, user, look, *clicks):
    context = chromium.new_context(base_url=url, **({"viewport": DESK} | look))
    page = context.new_page()
    if user:
        page.goto("/accounts/auth/")
        page.locator("[name=username]").fill(user)
        page.locator("[name=password]").fill(user)
        page.locator("form[data-sign-in] .form-actions button").click()
        page.wait_for_url("**/polls/")
    page.goto(path, wait_until="networkidle")
    for selector in clicks:
        page.locator(selector).first.click()
        page.wait_for_timeout(1000)  # what comes of it, comes
    page.screenshot(path=PICTURES / f"{name}.png", full_page=not clicks)
    context.close()


def main(url):
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=EXECUTABLE, args=["--no-sandbox"])
        for shot in SHOTS:
            take(chromium, url, *shot)
            sys.stdout.write(f"docs/img/{shot[0]}.png\n")


if __name__ == "__main__":
    main(sys.argv[1])
