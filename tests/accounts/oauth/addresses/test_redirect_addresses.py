"""Which addresses an application may have people sent back to: at every door, and at use."""

import pytest

from accounts.oauth import redirects
from tests.accounts.oauth.conftest import CALLBACK

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
