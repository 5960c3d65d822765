"""The page on which a person allows an application tells them for which API (RFC 8707)."""

import re

import pytest
from oauth2_provider.models import AccessToken

from tests.accounts.oauth.asking import ask
from tests.accounts.oauth.conftest import ISSUER

pytestmark = pytest.mark.django_db

LONG = f"https://polls.example.{'a.' * 60}evil.example/{'x' * 1500}"
HOSTS_OF_NOBODY = [
    "evil.example%2fpolls.example",
    "evil.example%20polls.example",
    "evil.example,polls.example",
    "(evil.example)polls.example",
    "[::1]polls.example",
    "[v1.polls.example]",
]


def told(page):
    """What the page says of each resource: whose it is, and the address in full."""
    items = re.findall(
        r"<li>((?:(?!<li>).)*?)<code class=.address.*?>(.*?)</code>", page, re.DOTALL
    )
    return [(re.sub("<.*?>", "", words).strip(), address) for words, address in items]


@pytest.mark.parametrize(
    ("resource", "said"),
    [
        (None, []),
        (ISSUER, [("the API of this site", ISSUER)]),
        (f"{ISSUER}/polls/api", [("the API of this site", f"{ISSUER}/polls/api")]),
        ("https://ours.example/mcp", [("the API of this site", "https://ours.example/mcp")]),
        (
            [ISSUER, "https://api.example:8443/a"],
            [
                ("the API of this site", ISSUER),
                ("another API, api.example:8443", "https://api.example:8443/a"),
            ],
        ),
        # Whoever owns the end of a host owns it all, however it begins.
        *(
            (address, [(f"another API, {address.split('/')[2]}", address)])
            for address in [
                *(LONG, "http://localhost.evil.example:8000/", "http://localhost/"),
                ISSUER.replace("http:", "https:"),
            ]
        ),
        ("https://x.example/?a=<b>", None),  # no URI
        (
            "https://x.example/?a='&b",
            [("another API, x.example", "https://x.example/?a=&#x27;&amp;b")],
        ),
    ],
)
def test_the_page_says_whose_api_it_is_and_the_whole_address(
    settings, alice, code_client, browser_as, resource, said
):
    settings.RESOURCES = ["https://ours.example/mcp"]

    response = browser_as(alice).get(ask(code_client, resource=resource))

    assert response.status_code == (302 if said is None else 200)
    assert told(response.content.decode()) == (said or [])


SPELLINGS = [  # of https://polls.example, and what only looks so
    ("HTTPS://polls.example", True),
    ("https://POLLS.example/polls", True),
    ("https://polls.example:443/", True),
    ("https://polls.example:8443/", False),
    ("http://polls.example/", False),
    ("https://polls.example./", False),
]


@pytest.mark.parametrize(("resource", "is_ours"), SPELLINGS)
def test_the_page_calls_an_api_this_sites_where_this_site_takes_the_token(
    settings, alice, code_client, browser_as, resource, is_ours
):
    settings.ISSUER = "https://polls.example"

    page = browser_as(alice).get(ask(code_client, resource=resource)).content.decode()

    assert (told(page) == [("the API of this site", resource)]) is is_ours
    token = AccessToken(resource=[resource])
    assert token.allows_audience(f"{settings.ISSUER}/polls/api/questions") is is_ours


@pytest.mark.parametrize("host", HOSTS_OF_NOBODY)
def test_a_host_that_nobody_can_own_is_refused(alice, code_client, browser_as, host):
    asked = ask(code_client, resource=f"https://{host}/")

    response = browser_as(alice).get(asked)

    assert "error=invalid_target" in response.headers["Location"]


def test_it_is_told_in_german_too(alice, code_client, browser_as):
    url = ask(code_client, resource="https://api.example/a")

    page = browser_as(alice).get(url, headers={"Accept-Language": "de"}).content.decode()

    assert "Dieser Zugang ist für:" in page
    assert told(page) == [("eine andere API, api.example", "https://api.example/a")]


def test_a_program_on_a_device_tells_it_on_the_page_for_its_code(
    alice, make_client, post_token, browser_as
):
    grant = "urn:ietf:params:oauth:grant-type:device_code"
    television = make_client(grant, "public", name="Television", redirect_uris="")
    asked = {"scope": "polls:read", "resource": "https://api.example/a"}
    code = post_token(television, "/auth/device-authorization", **asked).json()["user_code"]

    page = browser_as(alice).post("/auth/device/", {"user_code": code}).content.decode()

    assert told(page) == [("another API, api.example", "https://api.example/a")]
