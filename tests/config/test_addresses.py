"""Hosts and origins: an entry that can never match is a sentence."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory, override_settings

ORIGIN_SETTINGS = ["CORS_ALLOWED_ORIGINS", "CSRF_TRUSTED_ORIGINS"]


@pytest.mark.parametrize("name", ORIGIN_SETTINGS)
@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("https://app.example.com:443", "Browsers send https://app.example.com:"),
        ("http://app.example.com:80", "Browsers send http://app.example.com:"),
        ("HTTPS://app.example.com", "Browsers send https://app.example.com:"),
        ("https://App.example.com", "Browsers send https://app.example.com:"),
        ("https://bücher.example", "Browsers send https://xn--bcher-kva.example:"),
        ("https://app.example.com?x=1", "no path"),
        ("https://app.example.com?", "no path"),
        ("https://app.example.com#top", "no path"),
        ("https://app.example.com/", "no path"),
        ("https://me@app.example.com", "no path"),
        ("https://app.example.com:99999", "no path"),
        ("https://app.example.com:port", "no path"),
        ("https://app.example.com:0", "no path"),
        ("https://", "no path"),
        ("https://app example.com", "no path"),
        ("app.example.com", "no path"),
        ("ftp://app.example.com", "no path"),
        ("null", "no path"),
        ("*", "matches none"),
        ("https://app.*.com", "matches none"),
        ("https://app.example.com https://b.example.com", "no path"),
    ],
)
def test_an_origin_that_no_browser_sends_is_a_sentence(name, value, words, read_settings):
    with pytest.raises(ImproperlyConfigured) as refusal:
        read_settings(**{name: value})
    assert str(refusal.value).startswith(f"{name}=")
    assert words in str(refusal.value)


def test_a_wildcard_means_nothing_to_cors(read_settings):
    with pytest.raises(ImproperlyConfigured, match="matches none"):
        read_settings(CORS_ALLOWED_ORIGINS="https://*.example.com")


def test_a_wildcard_means_all_below_it_to_csrf(read_settings):
    origins = read_settings(CSRF_TRUSTED_ORIGINS="https://*.example.com")["CSRF_TRUSTED_ORIGINS"]
    request = RequestFactory().post("/", headers={"Origin": "https://app.example.com"})
    with override_settings(CSRF_TRUSTED_ORIGINS=origins):
        assert CsrfViewMiddleware(lambda request: None)._origin_verified(request)


@pytest.mark.parametrize(
    "origin", ["https://app.example.com", "http://localhost:5173", "https://[2001:db8::1]:8443"]
)
def test_an_origin_as_browsers_send_it_is_taken(origin, read_settings):
    assert read_settings(CORS_ALLOWED_ORIGINS=origin)["CORS_ALLOWED_ORIGINS"] == [origin]
