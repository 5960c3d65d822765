"""A host that can never match is a sentence."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured


@pytest.mark.parametrize(
    "value", ["polls.example.com.", "::1", "bücher.example", "a..b", "x" * 64, "polls/example"]
)
def test_a_host_that_can_never_match_is_a_sentence(value, read_settings):
    with pytest.raises(ImproperlyConfigured, match="List host names"):
        read_settings(ALLOWED_HOSTS=value)


@pytest.mark.parametrize("name", ["ISSUER", "CSRF_TRUSTED_ORIGINS", "CORS_ALLOWED_ORIGINS"])
def test_a_refusal_tells_no_password(read_settings, name):
    with pytest.raises(ImproperlyConfigured, match=rf"^{name}=.https://…@host") as refusal:
        read_settings(**{name: "https://somebody:S3cret@Pass@host"})
    assert not {"somebody", "S3cret", "Pass"} & set(re.split(r"\W", str(refusal.value)))


@pytest.mark.parametrize("name", ["ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "CORS_ALLOWED_ORIGINS"])
def test_commas_alone_are_no_list(read_settings, name):
    with pytest.raises(ImproperlyConfigured, match="lists nothing"):
        read_settings(**{name: " , ,"})
