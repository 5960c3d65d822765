import gzip

import pytest

BUDGET = 60 * 1024  # bytes, compressed, with nothing in the cache


@pytest.mark.parametrize(
    "path",
    [
        *["/", "/accounts/auth/", "/accounts/credentials/"],
        *["/explore/", "/explore/style/", "/polls/"],
    ],
)
def test_a_page_is_light_and_all_of_it_comes_from_here(open_page, alice, live_server, path):
    page = open_page(None if path == "/" else alice, fresh=True)
    responses = []
    page.on("response", lambda response: responses.append(response))
    page.goto(path, wait_until="networkidle")

    assert len(responses) > 3
    assert all(response.url.startswith(live_server.url) for response in responses)
    assert all(response.ok for response in responses)
    assert responses[0].header_value("content-encoding") == "gzip"
    # WhiteNoise compresses the others when it collects them; here they lie as they are.
    assert sum(len(gzip.compress(response.body())) for response in responses) < BUDGET
