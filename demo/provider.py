"""
A provider for social sign-in without keys or network. NOT FOR PRODUCTION.

It speaks OAuth2 as GitHub does (authorization code, PKCE S256, RFC 7662), with three
people who need no password. ``manage.py start`` runs it in a thread, on loopback, and
it forgets everything when that ends.
"""

import base64
import hashlib
import json
import secrets
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

HOST = "127.0.0.1"
CLIENTS = {"demo": "demo", "another-site": "another-site"}  # id: secret
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
PEOPLE: dict[str, dict[str, Any]] = {
    "dora": {"name": "Dora Demo", "email": "dora@example.com", "email_verified": True},
    "dora2": {"name": "Dora again", "email": "dora@example.com", "email_verified": True},
    "emil": {"name": "Emil Demo", "email": "emil@example.com", "email_verified": False},
}
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>Demo provider</title><link rel="icon" href="data:,">
<style>body {{ font: 1rem/1.5 system-ui; max-width: 32rem; margin: 3rem auto; padding: 0 1rem }}
button {{ font: inherit; display: block; width: 100%; margin: .5rem 0; padding: .6rem }}</style>
<main><h1>Demo provider</h1>
<p><strong>Not for production.</strong> It stands in for GitHub, Google, Facebook or X, on this
machine only. Continue to {client} as</p>
<form method="post">{people}<button name="person" value="">Cancel</button></form></main>
"""


class Provider(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port: int) -> None:
        """:raises OSError: when the port is taken; 0 takes any that is free."""
        super().__init__((HOST, port), Handler)
        self.codes: dict[str, dict[str, Any]] = {}
        self.tokens: dict[str, dict[str, Any]] = {}

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.server_port}"

    def start(self) -> None:
        Thread(target=self.serve_forever, name="demo provider", daemon=True).start()


class Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        if self.path_is("/authorize"):
            self.ask(dict(parse_qsl(urlsplit(self.path).query)))
        elif self.path_is("/userinfo"):
            self.tell_about_the_person()
        else:
            self.answer({"error": "not_found"}, 404)

    def do_POST(self) -> None:
        length = min(int(self.headers.get("Content-Length", 0)), 10_000)
        self.form = dict(parse_qsl(self.rfile.read(length).decode()))
        if self.path_is("/authorize"):
            self.send_back(dict(parse_qsl(urlsplit(self.path).query)))
        elif self.client() is None:
            self.answer({"error": "invalid_client"}, 401)
        elif self.path_is("/token"):
            self.issue()
        elif self.path_is("/introspect"):
            token = self.server.tokens.get(self.form.get("token", ""))
            self.answer({"active": True, **token} if token else {"active": False})
        else:
            self.answer({"error": "not_found"}, 404)

    # A browser ------------------------------------------------------------------

    def ask(self, asked: dict[str, str]) -> None:
        if not self.is_sound(asked):
            return
        people = "".join(
            f'<button name="person" value="{login}">{escape(person["name"])}, {person["email"]}'
            f" ({'' if person['email_verified'] else 'not '}verified)</button>"
            for login, person in PEOPLE.items()
        )
        page = PAGE.format(client=escape(asked["client_id"]), people=people)
        self.send(200, page, "text/html; charset=utf-8")

    def send_back(self, asked: dict[str, str]) -> None:
        if not self.is_sound(asked):
            return
        if self.form.get("person") in PEOPLE:
            code = secrets.token_urlsafe()
            self.server.codes[code] = {**asked, "sub": self.form["person"]}
            answer = {"code": code}
        else:
            answer = {"error": "access_denied"}
        answer["state"] = asked.get("state", "")
        self.send(302, "", Location=f"{asked['redirect_uri']}?{urlencode(answer)}")

    def is_sound(self, asked: dict[str, str]) -> bool:
        redirect_uri = urlsplit(asked.get("redirect_uri", ""))
        is_sound = asked.get("client_id") in CLIENTS and redirect_uri.hostname in LOOPBACK
        if not is_sound:
            self.answer({"error": "invalid_request"}, 400)
        return is_sound

    # A program ------------------------------------------------------------------

    def client(self) -> str | None:
        scheme, _, encoded = self.headers.get("Authorization", "").partition(" ")
        try:
            client, _, secret = base64.b64decode(encoded).decode().partition(":")
        except ValueError:
            return None
        return client if scheme == "Basic" and CLIENTS.get(client) == secret else None

    def issue(self) -> None:
        """For a code; or, so that one line of curl gets a token, for a person's bare name."""
        if self.form.get("grant_type") == "password":
            sub = self.form.get("username")
        else:
            sub = self.redeem(self.server.codes.pop(self.form.get("code", ""), {}))
        if sub not in PEOPLE:
            self.answer({"error": "invalid_grant"}, 400)
            return
        token = secrets.token_urlsafe()
        self.server.tokens[token] = {"client_id": self.client(), "sub": sub}
        self.answer({"access_token": token, "token_type": "Bearer", "expires_in": 3600})

    def redeem(self, asked: dict[str, str]) -> str | None:
        digest = hashlib.sha256(self.form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        is_good = (asked.get("client_id"), asked.get("redirect_uri")) == (
            self.client(),
            self.form.get("redirect_uri"),
        ) and asked.get("code_challenge") == challenge
        return asked["sub"] if is_good else None

    def tell_about_the_person(self) -> None:
        token = self.server.tokens.get(self.headers.get("Authorization", "")[len("Bearer ") :])
        if token is None:
            self.answer({"error": "invalid_token"}, 401)
        else:
            self.answer({"id": token["sub"], "login": token["sub"], **PEOPLE[token["sub"]]})

    # HTTP -----------------------------------------------------------------------

    def path_is(self, path: str) -> bool:
        return urlsplit(self.path).path == path

    def answer(self, data: dict[str, Any], status: int = 200) -> None:
        self.send(status, json.dumps(data), "application/json")

    def send(
        self, status: int, body: str, content_type: str = "text/plain", **headers: str
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": content_type, "Cache-Control": "no-store"}.items():
            self.send_header(name, value)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args: Any) -> None:
        """Nothing: the site's own log is what people watch here."""
