import pytest

from tests.web.routes import METHODS, api_paths


@pytest.mark.parametrize("method", METHODS)
def test_no_path_of_the_api_is_ever_redirected(api_as, alice, method):
    client = api_as(alice)
    for path in api_paths():
        answer = client.generic(method, path, b"{}", "application/json")
        assert not 300 <= answer.status_code < 400, path
        assert answer.status_code < 500, path


def test_both_spellings_answer_the_same(api, db):
    paths = api_paths()
    for bare, slashed in zip(paths[::2], paths[1::2], strict=True):
        assert api.get(bare).status_code == api.get(slashed).status_code, bare
