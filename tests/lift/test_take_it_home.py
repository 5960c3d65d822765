"""The apps work in a fresh project, by the lines of docs/how-to/take-it-home.md alone."""

import pytest

from tests.lift.conftest import MOST_LINES

ACCOUNTS, FACTOR, OAUTH, SOCIAL, TRAIL = (
    "Accounts: sessions and tokens",
    "With a second factor",
    "With OAuth2",
    "With social sign-in",
    "With the trail",
)
LEFT_OUT = ["accounts/oauth", "accounts/second_factor", "accounts/social"]
CASES = [
    pytest.param([ACCOUNTS], [*LEFT_OUT, "accounts/trail"], id="accounts alone"),
    pytest.param([ACCOUNTS, TRAIL], LEFT_OUT, id="accounts and trail"),
    pytest.param(
        [ACCOUNTS, FACTOR],
        ["accounts/oauth", "accounts/social", "accounts/trail"],
        id="accounts and a second factor",
    ),
    pytest.param([ACCOUNTS, OAUTH], ["accounts/social"], id="accounts and oauth"),
    pytest.param([ACCOUNTS, OAUTH, SOCIAL], [], id="accounts, oauth and social"),
]

# The first steps of somebody who has just copied the app; each of them broke once.
SIGN_IN_AND_OUT = """
from datetime import timedelta
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient
from accounts.models import Token, User

PASSWORD = "correct horse battery"
user = User.objects.create_user("alice", "alice@example.com", PASSWORD)
ME, PAGES = "/accounts/api/me", ["credentials", "profile", "email", "password/change", "logout"]

def program(key):
    return APIClient(headers={"Authorization": f"Token {key}"})

browser = Client()
for page in ("login", "register", "password/reset"):
    assert browser.get(f"/accounts/{page}/").status_code == 200, page
given = {"username": "alice", "password": PASSWORD}
assert browser.post("/accounts/login/", given).status_code == 302
for page in PAGES:
    assert browser.get(f"/accounts/{page}/").status_code == 200, page
assert browser.get(ME).json()["scheme"] == "session"
done("signed in")

key = APIClient().post("/accounts/get_auth_token/", given).json()["token"]
assert program(key).get(ME).json()["scheme"] == "token"
assert APIClient().get(ME).status_code == 401
done("issued")

Token.objects.update(created=timezone.now() - timedelta(days=15))
assert program(key).get(ME).json()["detail"] == "Token has expired"
done("expired")

token = Token.objects.create(user=user)
row = f"/accounts/credentials/tokens/{token.pk}/revoke/"
assert browser.post(row).status_code == 302
assert program(token.key).get(ME).json()["detail"] == "Invalid token"
done("revoked")

other, last = Client(), Token.objects.create(user=user)
other.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
assert browser.post("/accounts/credentials/end/").status_code == 302
assert [caller.get(ME).status_code for caller in (browser, other, program(last.key))] == [401] * 3
done("all ended")

wrong = {"username": "alice", "password": "wrong"}
answers = [APIClient().post("/accounts/get_auth_token/", wrong).status_code for _ in range(12)]
assert answers[0] == 400 and answers[-1] == 429, answers
done("guesses limited")
"""
DONE = ["signed in", "issued", "expired", "revoked", "all ended", "guesses limited"]

BEARER = """
from oauth2_provider.models import Application
from rest_framework.test import APIClient

application = Application(
    name="A machine", client_type="confidential", authorization_grant_type="client-credentials"
)
secret = application.client_secret
application.save()
client = {"client_id": application.client_id, "client_secret": secret}
answer = APIClient().post(
    "/auth/token", {"grant_type": "client_credentials", "scope": "notes:read", **client}, "json"
)
assert answer.status_code == 200, answer.content
assert APIClient().get("/.well-known/oauth-authorization-server").status_code == 200
wrong = {"grant_type": "client_credentials", **client, "client_secret": "wrong"}
answers = [APIClient().post("/auth/token", wrong, "json").status_code for _ in range(12)]
assert answers[0] == 401 and answers[-1] == 429, answers
done("bearer")
"""

BUTTON = """
from django.test import Client

assert "Continue with GitHub" in Client().get("/accounts/login/").content.decode()
answer = Client().post("/auth/login/github/")
assert answer["Location"].startswith("https://github.com/login/oauth/authorize"), answer
done("button")
"""

ACTIVITY = """
from django.test import Client
from accounts.models import User

browser = Client()
browser.force_login(User.objects.get(), backend=settings.AUTHENTICATION_BACKENDS[0])
assert "Too many wrong passwords" in browser.get("/accounts/activity/").text
kept = {entry["event"] for entry in browser.get("/accounts/api/activity").json()}
assert {"signed_in", "token_issued", "token_revoked", "all_ended", "locked_out"} <= kept, kept
done("kept")
"""


CODE = """
from django.test import Client
from accounts.models import User
from accounts.second_factor import recovery
from accounts.second_factor.models import Passkey

erik = User.objects.create_user("erik", password="correct horse battery")
Passkey.objects.create(user=erik, name="phone", credential_id="x", public_key=b"x")
given = {"username": "erik", "password": "correct horse battery"}
browser = Client()
page = browser.post("/admin/login/", given)["Location"]
assert browser.get(page).status_code == 200
assert browser.post(page, {"otp": recovery.renew(erik)[0]}).status_code == 302
for page in ("second-factor", "second-factor/app", "credentials"):
    assert browser.get(f"/accounts/{page}/").status_code == 200, page
answer = Client().post("/accounts/login/", given, "application/json")
assert (answer.status_code, "second factor" in answer.json()["detail"]) == (400, True)
done("asked for a code")
"""


@pytest.mark.parametrize(("titles", "unwanted"), CASES)
def test_accounts_work_in_a_fresh_project(project, titles, unwanted):
    assert max(map(project.follow, titles)) <= MOST_LINES
    project.without(*unwanted)
    programs = {SIGN_IN_AND_OUT: DONE}
    if FACTOR in titles:
        programs[CODE] = ["asked for a code"]
    if OAUTH in titles:
        programs[BEARER] = ["bearer"]
    if SOCIAL in titles:
        programs[BUTTON] = ["button"]
    if TRAIL in titles:
        programs[ACTIVITY] = ["kept"]
    assert project.migrate_and_run(*programs) == [*programs.values()]
    project.manage("check", "--deploy", "--fail-level", "WARNING", production=True)


# The callers of a stock project: sessions and Basic, and a default that lets everybody in.
ASK_AND_VOTE = """
import re
from django.contrib.auth.models import User
from django.test import Client
from rest_framework.test import APIClient

alice = User.objects.create_superuser("alice", password="alice")
stranger, browser, program = APIClient(), Client(), APIClient()
browser.force_login(alice)
program.force_login(alice)
URL = "/polls/api/questions"
body = {"question_text": "Tea or coffee?", "choices": ["Tea", "Coffee"]}

assert [stranger.get(URL).status_code, stranger.post(URL, body, "json").status_code] == [403, 403]
answer = program.post(URL, body, "json")
assert answer.status_code == 201, answer.content
question = answer.json()
done("asked")

choice = {"choice": question["choices"][0]["id"]}
assert program.post(f"{URL}/{question['id']}/vote", choice, "json").status_code == 201
assert program.post(f"{URL}/{question['id']}/vote", choice, "json").status_code == 409
assert program.delete(f"{URL}/{question['id']}", headers={"If-Match": '"x"'}).status_code == 412
assert "Tea,1,1.0" in program.get(f"{URL}/{question['id']}/results.csv").text
done("voted")

answer = Client().get("/polls/")
assert answer["Location"] == "/admin/login/?next=/polls/", answer
form = {"question_text": "Sea or hills?", "choices": ["Sea", ""], "pub_date": "", "closes_at": ""}
assert "Give 2 to 20 choices" in browser.post("/polls/new/", form).text
form["choices"] = ["Sea", "Hills"]
assert browser.post("/polls/new/", form).status_code == 302
for page in ("", "new/", "?status=odd", "?search=nothing", "1/", "1/edit/", "1/delete/", "2/edit/"):
    assert browser.get(f"/polls/{page}").status_code == 200, page
shared = re.search("http://testserver(/polls/shared/[^<]*)<", browser.get("/polls/1/").text)
assert Client().get(shared[1]).status_code == 200
done("shown")

assert browser.get("/admin/polls/question/?author__password__startswith=p").status_code == 400
done("administered")
"""

FILES = """
from django.contrib.staticfiles import finders
from django.core.management import call_command

assert finders.find("polls/polls.css")
done("found")
call_command("makemigrations", "--check", "--dry-run")
done("no migration is missing")
"""


def test_polls_work_in_a_fresh_project_that_has_no_accounts(project):
    assert project.follow("Polls alone") <= MOST_LINES
    assert project.migrate_and_run(ASK_AND_VOTE, FILES) == [
        ["asked", "voted", "shown", "administered"],
        ["found", "no migration is missing"],
    ]
    project.manage("check", "--deploy", "--fail-level", "WARNING", production=True)
