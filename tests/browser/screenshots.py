"""
Take pictures of a site with demo data; started by bin/screenshots.

Those in docs/img/, or with a folder every page in every look, to be looked at.
"""

import re
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import EXECUTABLE

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "img"
DESK = {"width": 1280, "height": 800}
TALL = {"viewport": {"width": 1280, "height": 1160}}  # the first two sections
PHONE = {"viewport": {"width": 390, "height": 844}}
DARK = {"color_scheme": "dark"}

# Every page: who looks, and the paths.
CONSENT = (
    "/auth/authorize?response_type=code&client_id=demo-public&scope=polls:read"
    "&redirect_uri=http://127.0.0.1/callback"
    "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
)
PAGES = {
    None: [
        *["/", "/nowhere", "/accounts/auth/", "/accounts/email/undo/old/"],
        *["/accounts/register/", "/accounts/register/sent/", "/accounts/register/old/"],
        *["/accounts/password/reset/", "/accounts/password/reset/sent/"],
        *["/accounts/password/reset/done/", "/accounts/password/reset/MQ/old/"],
        *["/explore/", "/explore/style/", "/api/docs/"],
        *["/docs/", "/docs/choose/schemes/", "/docs/choose/oauth2/", "/docs/reference/errors/"],
        *["/docs/search/?q=token", "/docs/search/?q=nowhere-to-be-found"],
    ],
    "bob": [
        *["/polls/", "/polls/?search=nothing", "/polls/new/", "/polls/6/", "/polls/6/results/"],
        *["/accounts/credentials/", "/accounts/credentials/end/", "/accounts/profile/"],
        *["/accounts/username/", "/accounts/email/", "/accounts/email/old/", "/accounts/delete/"],
        *["/accounts/password/change/", "/accounts/password/change/done/"],
        *["/accounts/second-factor/", "/accounts/second-factor/app/"],
        *["/accounts/second-factor/codes/", "/accounts/second-factor/off/"],
        *["/accounts/activity/", "/accounts/confirm-access/", "/accounts/logout/"],
        *["/auth/device/", "/auth/authorize/", CONSENT, "/explore/"],
    ],
    "alice": ["/polls/1/", "/polls/1/edit/", "/polls/1/delete/"],
    "admin": [
        *["/admin/", "/admin/accounts/user/", "/admin/accounts/token/"],
        *["/admin/oauth2_provider/application/", "/admin/oauth2_provider/application/add/"],
    ],
}
LOOKS = {
    "light": {},
    "dark": DARK,
    "phone": PHONE,
    "phone-dark": PHONE | DARK,
    "german": {"locale": "de-DE"},
}

# Name, path, who looks, how, and what is clicked before.
SHOTS = [
    ("front", "/", None, TALL, "h1"),
    ("front-dark", "/", None, TALL | DARK, "h1"),
    ("docs", "/docs/choose/tokens/", None, {}, "h1"),
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


def take(chromium, url, target, path, user, look, *clicks):
    context = chromium.new_context(base_url=url, **({"viewport": DESK} | look))
    page = context.new_page()
    if user:
        sign_in(page, user)
    page.goto(path, wait_until="networkidle")
    for selector in clicks:
        page.locator(selector).first.click()
        page.wait_for_timeout(1000)  # what comes of it, comes
    page.screenshot(path=target, full_page=not clicks)
    context.close()


def sign_in(page, user):
    page.goto("/accounts/auth/")
    page.locator("[name=username]").fill(user)
    page.locator("[name=password]").fill(user)
    page.locator("form[data-sign-in] .form-actions button").click()
    page.wait_for_url("**/polls/")


def take_every_page(chromium, url, folder):
    """One context for each person and look: a sign-in for each page would be too many."""
    for look, options in LOOKS.items():
        for user, paths in PAGES.items():
            context = chromium.new_context(base_url=url, **({"viewport": DESK} | options))
            page = context.new_page()
            if user:
                sign_in(page, user)
            for path in paths:
                page.goto(path, wait_until="networkidle")
                name = re.sub(r"\W+", "-", path).strip("-")[:60] or "front"
                page.screenshot(path=folder / f"{name}-{user or 'stranger'}-{look}.png")
            context.close()


def main(url, folder=None):
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=EXECUTABLE, args=["--no-sandbox"])
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            take_every_page(chromium, url, Path(folder))
            return
        for name, *shot in SHOTS:
            take(chromium, url, PICTURES / f"{name}.png", *shot)
            sys.stdout.write(f"docs/img/{name}.png\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
