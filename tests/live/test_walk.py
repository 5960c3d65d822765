"""A stranger's first steps, against a server that ``bin/run`` started."""

import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.live.conftest import ROOT, environment

pytestmark = pytest.mark.database

TIMEOUT = 20  # seconds


def get(server, path, token=None, **kwargs):
    headers = {"Authorization": f"Token {token}"} if token else {}
    return requests.get(
        server.url + path, headers=headers, allow_redirects=False, timeout=TIMEOUT, **kwargs
    )


def sign_in_for_token(server, name="admin"):
    answer = requests.post(
        f"{server.url}/accounts/get_auth_token/",
        {"username": name, "password": name},
        timeout=TIMEOUT,
    )
    assert answer.status_code == 200
    return answer.json()["token"]


def manage(server, *arguments: str) -> str:
    """Run ``manage.py`` on the data of ``server``; return what it prints."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(**server.settings),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_body_may_come_in_chunks(demo):
    url, pieces = f"{demo.url}/accounts/get_auth_token/", [b'{"username": "alice",', b" ", b"}"]
    headers = {"Content-Type": "application/json"}
    with requests.Session() as session:  # on one connection: each body ends where it ends
        for whole, status in (
            (b'"password": "alice"', 200),
            (b"", 400),
            (b" " * 2**20, 413),
            (b" " * 2**21, 413),
        ):
            body = iter([pieces[0], whole or b'"password": ""', pieces[2]])
            answer = session.post(url, data=body, headers=headers, timeout=TIMEOUT)
            assert answer.status_code == status
            assert answer.json()
        # The rest of the last body was not read, so the connection ends, and says so.
        assert answer.headers["Connection"] == "close"
        ambiguous = headers | {"Content-Length": "5"}
        answer = session.post(url, iter(pieces), headers=ambiguous, timeout=TIMEOUT)
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


def test_a_body_in_chunks_may_be_the_last_of_its_connection(demo):
    url, headers = f"{demo.url}/accounts/get_auth_token/", {"Connection": "close"}
    body = iter([b"username=alice&", b"password=alice"])
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    assert requests.post(url, data=body, headers=headers, timeout=TIMEOUT).status_code == 200


class Browser(requests.Session):
    """Follows redirects and sends forms with the hidden fields that they came with."""

    def __init__(self, server):
        super().__init__()
        self.server = server

    def open(self, path):
        self.page = self.get(self.server.url + path, timeout=TIMEOUT)
        return self.page

    def submit(self, path, **fields):
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', self.page.text))
        url = self.server.url + path
        headers = {"Referer": self.page.url}
        self.page = self.post(url, hidden | fields, headers=headers, timeout=TIMEOUT)
        return self.page

    def path(self):
        return self.page.url.removeprefix(self.server.url)


def test_a_browser_signs_in_votes_sees_the_result_and_signs_out(demo):
    browser = Browser(demo)
    browser.open("/polls/")
    assert browser.path() == "/accounts/auth/?next=/polls/"
    browser.submit("/accounts/login/", username="admin", password="admin")
    assert browser.path() == "/polls/"

    assert 'href="/polls/1/' in browser.page.text
    browser.open("/polls/1/")
    choice = re.search(r'name="choice" value="(\d+)"', browser.page.text)[1]
    browser.submit("/polls/1/vote/", choice=choice)
    assert browser.path() == "/polls/1/results/"
    assert browser.page.status_code == 200

    browser.open("/accounts/logout/")
    browser.open("/polls/")
    assert browser.path() == "/polls/", "asked, not signed out yet"
    browser.open("/accounts/logout/")
    browser.submit("/accounts/logout/")
    assert browser.path() == "/accounts/auth/"
    browser.open("/polls/")
    assert browser.path().startswith("/accounts/auth/")


def test_without_credentials_the_api_says_what_it_wants(demo):
    answer = get(demo, "/polls/api/questions/1")
    assert answer.status_code == 401
    assert answer.json()["detail"] == "Authentication credentials were not provided."
    assert answer.headers["WWW-Authenticate"].startswith("Token")


@pytest.mark.parametrize("path", ["/polls/api/questions/1", "/polls/api/questions/1/"])
def test_a_token_opens_the_api_with_and_without_the_trailing_slash(path, demo):
    answer = get(demo, path, sign_in_for_token(demo))
    assert answer.status_code == 200
    assert answer.json()["id"] == 1


def test_the_token_and_the_client_that_the_demo_prints_work(demo, token):
    assert get(demo, "/polls/api/questions/1", token).status_code == 200
    secret = re.search(r"client_secret=(\w+)", demo.output())[1]
    grant = {
        "grant_type": "password",
        "username": "alice",
        "password": "alice",
        "client_id": "demo-confidential",
        "client_secret": secret,
    }
    issued = requests.post(f"{demo.url}/auth/token", grant, timeout=TIMEOUT).json()
    bearer = {"Authorization": f"Bearer {issued['access_token']}"}
    answer = requests.get(f"{demo.url}/polls/api/questions/1", headers=bearer, timeout=TIMEOUT)
    assert answer.status_code == 200


def test_an_expired_token_is_refused_and_signing_in_again_gives_one_that_works(start, data):
    hasty = start("bin/run", "--noreload", DEBUG="on", TOKEN_EXPIRE_TIME="4", **data)
    token = sign_in_for_token(hasty)
    assert get(hasty, "/polls/api/questions/1", token).status_code == 200
    time.sleep(4.1)
    answer = get(hasty, "/polls/api/questions/1", token)
    assert answer.status_code == 401
    assert answer.json()["detail"] == "Token has expired"
    renewed = sign_in_for_token(hasty)
    assert renewed != token
    assert get(hasty, "/polls/api/questions/1", renewed).status_code == 200


def test_a_bad_token_and_a_deactivated_user_are_told_apart(demo):
    assert get(demo, "/accounts/api/me", "nonsense").json()["detail"] == "Invalid token"
    key = manage(
        demo,
        "shell",
        "-v0",
        "-c",
        "from accounts.models import User\n"
        "user = User.objects.create_user('frida')\n"
        "print(user.initial_token.key)\n"
        "user.is_active = False\n"
        "user.save()",
    ).split()[-1]
    answer = get(demo, "/accounts/api/me", key)
    assert answer.status_code == 401
    assert answer.json()["detail"] == "User inactive or deleted"


def test_a_user_made_in_the_shell_has_a_token_and_can_get_more(demo):
    printed = manage(
        demo,
        "shell",
        "-v0",
        "-c",
        "from accounts.models import Token, User\n"
        "user = User.objects.create_user('erin')\n"
        "print(user.tokens.count(), Token.objects.create(user=user).key)",
    )
    count, key = printed.split()[-2:]
    assert count == "1"
    assert get(demo, "/accounts/api/me", key).json()["user"]["username"] == "erin"


def test_twelve_parallel_votes_of_one_user_are_one_vote(demo):
    token = sign_in_for_token(demo, "bob")
    headers = {"Authorization": f"Token {token}"}
    url = f"{demo.url}/polls/api/questions"
    asked = requests.post(
        url,
        json={
            "question_text": "Who is quickest?",
            "choices": [{"choice_text": "I"}, {"choice_text": "You"}],
        },
        headers=headers,
        timeout=TIMEOUT,
    )
    assert asked.status_code == 201, asked.text
    question = asked.json()
    url = f"{url}/{question['id']}"
    body = {"choice": question["choices"][0]["id"]}

    def vote(_):
        return requests.post(f"{url}/vote", body, headers=headers, timeout=60).status_code

    with ThreadPoolExecutor(12) as threads:
        statuses = sorted(threads.map(vote, range(12)))
    assert statuses == [201] + [409] * 11
    choices = requests.get(url, headers=headers, timeout=TIMEOUT).json()["choices"]
    assert [choice["votes"] for choice in choices] == [1, 0]
