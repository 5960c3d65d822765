"""Take the pictures in docs/img/ from a site with demo data; started by bin/screenshots."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "img"
DESK = {"width": 1280, "height": 800}
PHONE = {"viewport": {"width": 390, "height": 844}}
DARK = {"color_scheme": "dark"}

# Name, path, who looks, how.
SHOTS = [
    ("sign-in", "/accounts/auth/?next=/polls/", None, {}),
    ("polls", "/polls/", "bob", {}),
    ("polls-dark", "/polls/", "bob", DARK),
    ("poll", "/polls/6/", "bob", {}),
    ("poll-phone", "/polls/6/", "bob", PHONE),
    ("results", "/polls/6/results/", "bob", {}),
    ("results-phone-dark", "/polls/6/results/", "bob", PHONE | DARK),
    ("credentials", "/accounts/credentials/", "bob", {}),
    ("explore", "/explore/", "bob", {}),
    ("polls-german", "/polls/", "bob", {"locale": "de-DE"}),
]


def take(chromium, url, name, path, user, look):
    context = chromium.new_context(base_url=url, **({"viewport": DESK} | look))
    page = context.new_page()
    if user:
        page.goto("/accounts/auth/")
        page.locator("[name=username]").fill(user)
        page.locator("[name=password]").fill(user)
        page.locator("form[data-sign-in] .form-actions button").click()
        page.wait_for_url("**/polls/")
    page.goto(path, wait_until="networkidle")
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
    context.close()


def main(url):
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for shot in SHOTS:
            take(chromium, url, *shot)
            sys.stdout.write(f"docs/img/{shot[0]}.png\n")


if __name__ == "__main__":
    main(sys.argv[1])
