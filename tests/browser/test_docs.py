import pytest
from axe_playwright_python.sync_playwright import Axe

# Swagger UI's own: it puts buttons into buttons, leaves a heading out, and names no list.
THEIRS = {"heading-order", "nested-interactive", "region", "select-name"}


def test_the_docs_render_offline_and_under_the_policy(open_page):
    """``open_page`` fails on anything that the policy refuses or the console says."""
    asked = []
    page = open_page()
    page.on("request", lambda request: asked.append(request.url))
    answer = page.goto("/api/docs/")
    assert "unsafe-" not in answer.headers["content-security-policy"]
    page.locator(".opblock").first.wait_for()
    assert page.locator(".opblock-summary-path", has_text="/polls/api/questions").count() > 3
    origin = page.url.removesuffix("/api/docs/")
    assert [url for url in asked if not url.startswith((origin, "data:"))] == []


def test_the_docs_take_credentials_of_every_scheme(open_page):
    page = open_page()
    page.goto("/api/docs/")
    page.get_by_role("button", name="Authorize").first.click()
    dialog = page.locator(".modal-ux")
    dialog.wait_for()
    for scheme in ("Token", "OAuth2", "Session", "basicAuth"):
        assert scheme in dialog.inner_text()


@pytest.mark.sweep
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_docs_can_be_read(open_page, scheme):
    page = open_page(color_scheme=scheme)
    page.goto("/api/docs/")
    page.locator(".opblock").first.wait_for()

    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]

    assert {violation["id"] for violation in found} <= THEIRS
