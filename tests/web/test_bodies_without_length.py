"""A body needs a length that is one, and not too much."""

import pytest

from tests.web.test_api_refusals import TOKENS, assert_refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("length", "status"),
    [
        ("-1", 400),
        ("1e3", 400),
        ("0x10", 400),
        ("1_0", 400),
        ("²", 400),
        ("1048577", 413),
        ("9" * 5000, 413),
    ],
)
def test_a_length_that_is_none_or_too_much_is_refused(debug, program, length, status):
    response = program.generic("POST", TOKENS, CONTENT_LENGTH=length)
    assert_refused(response, status, {400: "bad_request", 413: "body_too_large"}[status])


def test_a_body_without_a_length_is_asked_for_one(program):
    response = program.generic("POST", TOKENS, HTTP_TRANSFER_ENCODING="chunked", CONTENT_LENGTH="")
    assert_refused(response, 411, "length_required")
