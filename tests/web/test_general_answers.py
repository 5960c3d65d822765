"""The schema says once how requests are answered that no operation sees; so they are."""

import re

import pytest

from config.description import DESCRIPTION
from manual.reference.codes import CODES
from server import parsing

ROW = re.compile(r"^\| (\d{3}) \| `(\w+)` \|", re.MULTILINE)
NAMED = {(int(status), code) for status, code in ROW.findall(DESCRIPTION)}
API, AUTH = "/polls/api/questions", "/auth/token"
#: By status: what is sent. The server refuses 431 and 501 by itself: tests/server/.
REQUESTS = {
    400: {"headers": {"Host": "evil.example"}},
    405: {"method": "PUT"},
    411: {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""},
    413: {"CONTENT_LENGTH": "9999999"},
    414: {"more": "x" * 2000},
}


@pytest.mark.parametrize("status", REQUESTS)
@pytest.mark.parametrize("path", [API, AUTH])
def test_a_request_is_refused_as_the_schema_says(api_as, alice, path, status):
    sent = dict(REQUESTS[status])
    method, more = sent.pop("method", "POST"), sent.pop("more", "")
    answer = api_as(alice).generic(method, f"{path}{more}", **sent)

    assert answer.status_code == status
    assert (status == 405) == ("Allow" in answer)
    if path == API:
        assert (status, answer.json()["code"]) in NAMED
    else:
        assert answer.json().keys() == {"error", "error_description"}


def test_they_are_all_that_the_server_refuses_and_each_is_explained():
    codes = {code for _status, code in NAMED}
    assert {code for code, _detail in parsing.WORDS.values()} <= codes
    assert {(status, code) for status, code, *_words in CODES} >= NAMED
