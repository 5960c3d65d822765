import pytest

from accounts.sessions.browsers import browser_name

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} Chrome/156.0 Safari/537.36", "Chrome, Linux"),
        (f"{MAC} {WEBKIT} Version/18.0 Safari/605.1.15", "Safari, Macintosh"),
        (
            f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/156.0 Safari/537.36 Edg/156.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (Android 16; Mobile; rv:150.0) Gecko/150.0 Firefox/150.0",
            "Firefox, Android",
        ),
        ("Mozilla/5.0 (Linux; Android 16) " + WEBKIT + " Chrome/156.0 OPR/90", "Opera, Android"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("x" * 200, "x" * 40),
        ("", ""),
    ],
)
def test_a_browser_is_named_as_people_know_it(user_agent, name):
    assert browser_name(user_agent) == name
