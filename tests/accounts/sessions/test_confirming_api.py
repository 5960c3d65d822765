"""Programs confirm access by the API, with a password or a code."""

from django.test import Client

from accounts.models import Token
from tests.accounts.second_factor.conftest import code
from tests.accounts.sessions.test_confirming_access import CONFIRM, NAMED
from tests.conftest import PASSWORD


def test_a_program_confirms_by_json(stale):
    wrong = stale.post(CONFIRM, {"password": "wrong"}, "application/json")
    assert wrong.status_code == 400
    done = stale.post(CONFIRM, {"password": PASSWORD}, "application/json")
    assert done.status_code == 200
    assert stale.post("/accounts/api/tokens", NAMED, "application/json").status_code == 201


API = "/accounts/api/confirm-access"
BY_CODE = "/accounts/api/second-factor/confirm-access"


def test_a_program_confirms_by_the_api_with_a_password_or_a_code(stale, factor):
    for path, wrong, right in [
        (API, {"password": "wrong"}, {"password": PASSWORD}),
        (BY_CODE, {"otp": "000000"}, {"otp": code()}),
    ]:
        session = stale.session
        session.pop("_confirmed_at", None)
        session.save()
        assert stale.post(path, wrong, "application/json").status_code == 400
        assert stale.post("/accounts/api/tokens", NAMED, "application/json").status_code == 403
        assert stale.post(path, right, "application/json").status_code == 200
        assert stale.post("/accounts/api/tokens", NAMED, "application/json").status_code == 201


def test_a_token_has_nothing_to_confirm(alice, factor, api_as):
    for path, given in [(API, {"password": PASSWORD}), (BY_CODE, {"otp": code()})]:
        answer = api_as(alice).post(path, given)
        assert (answer.status_code, answer.json()["code"]) == (403, "reauthentication_required")


def test_a_code_of_the_second_factor_does_as_well(stale, factor):
    assert "second-factor/confirm/" in stale.get(CONFIRM).content.decode()
    where = "/accounts/second-factor/confirm/"
    form = {"otp": code(), "next": "/accounts/profile/"}
    assert stale.post(where, form | {"otp": "000000"}).status_code == 200
    assert stale.post(where, {"otp": "000000"}, "application/json").status_code == 400
    assert stale.post(where, {"otp": code(steps=-1)}, "application/json").status_code == 200
    assert stale.post(where, form)["Location"] == "/accounts/profile/"
    assert stale.get("/accounts/second-factor/app/").status_code == 200


def test_guesses_there_count(stale):
    statuses = [stale.post(CONFIRM, {"password": "wrong"}).status_code for _ in range(12)]
    assert statuses[0] == 200
    assert statuses[-1] == 429


def test_a_token_still_makes_tokens_that_end_with_it(alice, api_as):
    assert api_as(alice).post("/accounts/api/tokens", NAMED).status_code == 201
    assert Token.objects.filter(parent=alice.initial_token).exists()


def test_signed_out_there_is_nothing_to_confirm(db):
    assert Client().get(CONFIRM).status_code == 302
    assert Client().post(CONFIRM, {}, "application/json").status_code in {401, 403}
