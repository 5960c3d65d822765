"""Which addresses an application may have people sent back to: at every door, and at use."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from oauth2_provider.models import Application, Grant

from accounts.oauth import applications, redirects
from tests.accounts.oauth.conftest import CALLBACK, redeeming
from tests.accounts.oauth.test_consent import ask

pytestmark = pytest.mark.django_db

GOOD = [
    CALLBACK,
    "https://app.example",
    "https://app.example/",
    "https://app.example:8443/cb",
    "https://app.example:443/cb",
    "https://app.example/cb?tenant=1&a=b",
    "https://app.example/cb,with,commas;and=more",
    "https://app.example/%C3%BC/cb",
    "https://xn--bcher-kva.example/cb",
    "https://127.0.0.1/cb",
    "https://[2001:db8::1]:8443/cb",
    "https://a-b.c-d.example/~cb",
    "http://127.0.0.1/cb",
    "http://127.0.0.1:5000/cb",
    "http://[::1]:5000/cb",
    "http://localhost:65535/cb",
]
OF_APPS = [
    "com.example.app:/cb",
    "com.example.app:/",
    "com.example.my-app2:/oauth/callback?x=1",
    "org.example:/cb",
]
# Address, and a word of the sentence that says what to do.
BAD = [
    ("https://app.example:port/cb", "65535"),
    ("https://app.example:99999/cb", "65535"),
    ("https://app.example:65536/cb", "65535"),
    ("https://app.example:0/cb", "65535"),
    ("https://app.example:-1/cb", "65535"),
    ("https://app.example:/cb", "65535"),
    ("https://app.example:8443:8443/cb", "65535"),
    ("https://[::1/cb", "brackets"),
    ("https://[v1.x]/cb", "brackets"),
    ("https://[nonsense]/cb", "brackets"),
    ("https://::1/cb", ""),
    ("https://bücher.example/cb", "https://xn--bcher-kva.example/cb"),
    ("https://bücher.example:8443/cb?a=ü", "https://xn--bcher-kva.example:8443/cb?a=%C3%BC"),
    ("https://app.example/bücher", "https://app.example/b%C3%BCcher"),
    ("https://app.example/\u200bcb", "%E2%80%8B"),
    ("https://\u0430pp.example/cb", "https://xn--pp-6kc.example/cb"),  # a Cyrillic a
    ("https://ex\u2100mple.example/cb", "punycode"),  # NFKC makes a slash of it
    ("https://app.example:\u0663/cb", "punycode"),
    ("https://a.example/cb,https://b.example/cb", "line break"),
    ("https://a.example/cb;https://b.example/cb", "line break"),
    ("https://a.example/cb,com.example.app:/cb", "line break"),
    ("https://a.example/cb,", "line break"),
    ("https://a.example/cb#", "#"),
    ("https://a.example/cb#x", "#"),
    ("com.example.app:/cb#x", "#"),
    ("https://user@a.example/cb", "user name"),
    ("https://user:secret@a.example/cb", "user name"),
    ("https://@a.example/cb", "user name"),
    ("https:///cb", "whole address"),
    ("https:/a.example/cb", "whole address"),
    ("https:a.example/cb", "whole address"),
    ("https://", "whole address"),
    ("https:", "whole address"),
    ("a.example/cb", "whole address"),
    ("/cb", "whole address"),
    ("//a.example/cb", "whole address"),
    ("a.example:8000/cb", "whole address"),
    ("localhost:3000/cb", "whole address"),
    ("HTTPS://a.example/cb", "lower case"),
    ("Com.Example.App:/cb", "lower case"),
    ("https://*.example/cb", "letters, digits"),
    ("https://a..example/cb", "letters, digits"),
    ("https://.example/cb", "letters, digits"),
    ("https://-a.example/cb", "letters, digits"),
    ("https://a_b.example/cb", "letters, digits"),
    ("https://a%2Eexample/cb", "letters, digits"),
    (f"https://{'a' * 64}.example/cb", "letters, digits"),
    ("https://a.example/c|b", "percent-encoded"),
    ("https://a.example/c\\b", "percent-encoded"),
    ("https://a.example\\@b.example/", "percent-encoded"),
    ('https://a.example/"', "percent-encoded"),
    ("https://a.example/<b>", "percent-encoded"),
    ("https://a.example/{id}", "percent-encoded"),
    ("https://a.example/%zz", "percent-encoded"),
    ("https://a.example/%", "percent-encoded"),
    ("https://a.example/\x01", "percent-encoded"),
    ("https://a.example/cb?code=1", "leave them out"),
    ("https://a.example/cb?a=b&state=1", "leave them out"),
    ("https://a.example/cb?iss=https://evil.example", "leave them out"),
    ("https://a.example/cb?err%6Fr=1", "leave them out"),
    ("http://a.example/cb", "loopback"),
    ("http://127.0.0.1.evil.example/cb", "loopback"),
    ("http://127.0.0.2/cb", "loopback"),
    ("http://localhost.evil.example/cb", "loopback"),
    ("http://0.0.0.0/cb", "loopback"),
    ("javascript:alert(1)", "com.example.app:/callback"),
    ("data:text/html,x", "com.example.app:/callback"),
    ("file:///etc/passwd", "com.example.app:/callback"),
    ("ftp://a.example/cb", "com.example.app:/callback"),
    ("myapp:/cb", "com.example.app:/callback"),
    ("myapp://cb", "com.example.app:/callback"),
    ("urn:ietf:wg:oauth:2.0:oob", "com.example.app:/callback"),
    ("com.example.app://cb", "one slash"),
    ("com.example.app:///cb", "one slash"),
    ("com.example.app:cb", "one slash"),
    ("com..app:/cb", "com.example.app:/callback"),
    (".example.app:/cb", "lower case"),
    (f"https://a.example/{'x' * 2000}", "2000"),
]


@pytest.mark.parametrize("uri", GOOD)
@pytest.mark.parametrize("is_public", [True, False])
def test_an_address_that_can_work_is_registered(uri, is_public):
    assert redirects.fault_of(uri, is_public=is_public) is None


@pytest.mark.parametrize("uri", OF_APPS)
def test_an_app_may_have_a_scheme_of_its_own(uri):
    assert redirects.fault_of(uri, is_public=True) is None
    assert "public applications" in str(redirects.fault_of(uri, is_public=False))


@pytest.mark.parametrize(("uri", "word"), BAD)
def test_any_other_is_refused_with_a_sentence(uri, word):
    fault = str(redirects.fault_of(uri, is_public=True))

    assert word in fault
    assert fault.endswith(".")


@pytest.mark.parametrize("uri", [uri for uri, _ in BAD if not any(c.isspace() for c in uri)])
def test_the_rule_holds_at_the_model(uri):
    application = Application(
        name="Evil",
        client_type="public",
        authorization_grant_type="authorization-code",
        redirect_uris=f"{CALLBACK} {uri}",
    )

    with pytest.raises(ValidationError) as refused:
        application.full_clean()
    assert "redirect_uris" in refused.value.message_dict


OF_EACH_KIND = [
    "http://evil.example/cb",
    "https://app.example:99999/cb",
    "https://bücher.example/cb",
    "https://a.example/cb,https://b.example/cb",
    "javascript:alert(1)",
    "https://a.example/cb#x",
]


@pytest.mark.parametrize("uri", OF_EACH_KIND)
def test_and_in_the_admin(ada, browser_as, uri):
    page = browser_as(ada).post(
        "/admin/oauth2_provider/application/add/",
        {
            "name": "Evil",
            "client_id": "evil",
            "client_secret": "x" * 40,
            "client_type": "public",
            "authorization_grant_type": "authorization-code",
            "redirect_uris": uri,
        },
    )

    (fault,) = page.context["adminform"].form.errors["redirect_uris"]
    assert str(redirects.fault_of(uri, is_public=True)) == fault
    assert not Application.objects.exists()


@pytest.mark.parametrize("uri", OF_EACH_KIND)
def test_and_in_both_commands(uri, capsys):
    with pytest.raises(CommandError):
        call_command("createapp", grant="authorization-code", redirect_uri=[uri])
    call_command("createapplication", "public", "authorization-code", redirect_uris=uri)

    assert str(redirects.fault_of(uri, is_public=True)) in capsys.readouterr().out
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "options", "word"),
    [
        (["public", "implicit"], {"redirect_uris": CALLBACK}, "not offered"),
        (["public", "openid-hybrid"], {"redirect_uris": CALLBACK}, "not offered"),
        (["public", "password"], {}, "the authorization code or the device code only"),
        (["confidential", "authorization-code"], {}, "needs an address"),
        (["confidential", "password"], {"hash_client_secret": False}, "Only a hash"),
        (["confidential", "password"], {"algorithm": "HS256"}, "choose RS256"),
        (["confidential", "password"], {"algorithm": "RS256"}, "no key"),
        (["confidential", "password"], {"client_secret": make_password("x")}, "This is a hash"),
        (["confidential", "password"], {"client_secret": "no$such$hash"}, ""),
    ],
)
def test_the_toolkits_command_keeps_the_other_rules_too(arguments, options, word, capsys):
    call_command("createapplication", *arguments, **options)

    printed = capsys.readouterr().out
    if word:
        assert word in printed
        assert not Application.objects.exists()
    else:  # no hash that this site could check: a secret like any other
        assert "created successfully" in printed


# At use: a row that was written past every rule ------------------------------------


@pytest.mark.parametrize("who", ["alice", "nobody"])
@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize(
    "uri",
    [
        "http://evil.example/cb",
        "http://127.0.0.1.evil.example/cb",
        "javascript:alert(1)",
        "data:text/html,x",
        "myapp:/cb",
        "com.example.app://cb",
        "https://app.example:99999/cb",
        "https://user@evil.example/cb",
        "https://a.example/cb?code=1",
        "https://a.example/cb#x",
    ],
)
def test_an_address_that_got_past_the_rules_is_never_gone_to(
    alice, make_client, client, uri, told, who
):
    stored = make_client("authorization-code", "public", redirect_uris=uri)
    if who == "alice":
        client.force_login(alice)
    url = ask(stored, redirect_uri=uri if told else None)

    for answer in (client.get(url), client.post(url, {"allow": "yes"})):
        assert answer.status_code == 400
        assert "Location" not in answer
    assert not Grant.objects.exists()


def test_an_own_scheme_of_a_confidential_application_is_not_gone_to(alice, make_client, browser_as):
    stored = make_client("authorization-code", redirect_uris="com.example.app:/cb")

    answer = browser_as(alice).get(ask(stored, redirect_uri="com.example.app:/cb"))

    assert answer.status_code == 400


# Apps on people's devices (RFC 8252) ------------------------------------------------


@pytest.fixture
def app(make_client):
    return make_client(
        "authorization-code", "public", redirect_uris="com.example.app:/cb", name="Voter"
    )


@pytest.fixture
def at_app():
    return {"redirect_uri": "com.example.app:/cb"}


def test_the_page_lets_its_form_go_to_the_apps_scheme(alice, app, at_app, browser_as):
    page = browser_as(alice).get(ask(app, **at_app))

    assert "form-action 'self' com.example.app:;" in page["Content-Security-Policy"] + ";"
    assert "you are sent to com.example.app." in page.content.decode()
    assert "program on your own device" in page.content.decode()


def test_an_app_gets_a_code_and_tokens_at_its_own_scheme(
    alice, app, at_app, browser_as, post_token
):
    answer = browser_as(alice).post(ask(app, **at_app), {"allow": "yes"})

    where = urlsplit(answer["Location"])
    assert (where.scheme, where.netloc, where.path) == ("com.example.app", "", "/cb")
    assert answer["Location"].startswith("com.example.app:/cb?")
    code = parse_qs(where.query)["code"][0]
    assert post_token(app, **redeeming(code) | at_app).status_code == 200


def test_a_refusal_reaches_the_app_too(alice, app, at_app, browser_as):
    answer = browser_as(alice).get(ask(app, nonce="x" * 300, **at_app))

    assert answer["Location"].startswith("com.example.app:/cb?error=invalid_request")


def test_the_person_is_asked_each_time(alice, app, at_app, browser_as, post_token):
    browser = browser_as(alice)
    for _ in range(2):
        assert browser.get(ask(app, **at_app)).status_code == 200
        answer = browser.post(ask(app, **at_app), {"allow": "yes"})
        code = parse_qs(urlsplit(answer["Location"]).query)["code"][0]
        assert post_token(app, **redeeming(code) | at_app).status_code == 200

    silent = browser.get(ask(app, prompt="none", **at_app))
    assert "error=consent_required" in silent["Location"]


@pytest.mark.parametrize(
    "asked",
    [
        "com.example.app:/other",
        "com.example.app:/cb/",
        "com.example.app://cb",
        "com.example.app:cb",
        "com.example.app2:/cb",
        "COM.example.app:/cb",
        "com.example.app:/cb?x=1",
        "https://com.example.app/cb",
    ],
)
def test_its_address_is_compared_character_by_character(alice, app, browser_as, asked):
    assert browser_as(alice).get(ask(app, redirect_uri=asked)).status_code == 400


def test_the_admin_registers_one(ada, browser_as):
    browser_as(ada).post(
        "/admin/oauth2_provider/application/add/",
        {
            "name": "Voter",
            "client_id": "voter",
            "client_secret": "x" * 40,
            "client_type": "public",
            "authorization_grant_type": "authorization-code",
            "redirect_uris": "com.example.app:/cb\r\nhttp://127.0.0.1/cb",
        },
    )

    application = Application.objects.get()
    assert applications.is_redirect_uri_of(application, "com.example.app:/cb")
    assert applications.is_redirect_uri_of(application, "http://127.0.0.1:4711/cb")
