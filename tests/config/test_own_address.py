"""The site knows its own address, which has to be one."""

import pytest
from django.core.exceptions import ImproperlyConfigured


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"ISSUER": "https://polls.example.com"}, "https://polls.example.com"),
        ({"ISSUER": "https://polls.example.com:8443"}, "https://polls.example.com:8443"),
        ({"ISSUER": "https://a.example", "ALLOWED_HOSTS": ".example"}, "https://a.example"),
        ({"ALLOWED_HOSTS": "polls.example.com"}, "https://polls.example.com"),
        ({"ALLOWED_HOSTS": ".a.example,Polls.example.com,b.example"}, "https://polls.example.com"),
        ({"ALLOWED_HOSTS": "localhost", "HTTPS": "off", "PORT": "8002"}, "http://localhost:8002"),
        ({"ALLOWED_HOSTS": "localhost", "HTTPS": "off", "PORT": "80"}, "http://localhost"),
        ({"ALLOWED_HOSTS": "[::1]", "HTTPS": "off"}, "http://[::1]:8000"),
        ({"DEBUG": "on"}, "http://localhost:8000"),
        ({"DEBUG": "on", "PORT": "9000"}, "http://localhost:9000"),
    ],
)
def test_the_site_knows_its_own_address(variables, expected, read_settings):
    assert read_settings(**variables)["ISSUER"] == expected


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"ISSUER": "polls.example.com"}, "https://polls.example.com"),
        ({"ISSUER": "https://polls.example.com/"}, "this site's own address"),
        ({"ISSUER": "https://polls.example.com/auth"}, "this site's own address"),
        ({"ISSUER": "https://Polls.example.com"}, "Write it as https://polls.example.com"),
        ({"ISSUER": "https://polls.example.com:443"}, "Write it as https://polls.example.com"),
        ({"ISSUER": "http://polls.example.com"}, "HTTPS is on"),
        ({"ISSUER": "https://a.example", "ALLOWED_HOSTS": "b.example"}, "does not have a.example"),
        ({"ALLOWED_HOSTS": ".example.com"}, "ALLOWED_HOSTS has no full name"),
    ],
)
def test_an_address_that_cannot_be_the_sites_is_a_sentence(variables, words, read_settings):
    with pytest.raises(ImproperlyConfigured, match=r"^ISSUER") as refusal:
        read_settings(**variables)
    assert words in str(refusal.value)


def test_redirects_to_https_go_to_the_sites_own_name(read_settings):
    assert read_settings(ISSUER="https://a.example:8443")["SECURE_SSL_HOST"] == "a.example:8443"
