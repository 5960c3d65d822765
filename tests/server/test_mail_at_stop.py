"""A server that stops sends the mail that waits, or says in its log what it could not send."""

import signal
import socket
import time

import requests

from tests.live.conftest import launch
from tests.server.conftest import SERVING


def test_a_mail_server_that_says_nothing_does_not_hold_up_the_stop(data, tmp_path):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        mail = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        server = launch(["bin/serve"], tmp_path / "log", EMAIL_URL=mail, **SERVING, **data)
        server.wait()
        try:
            browser = requests.Session()
            browser.get(f"{server.url}/accounts/register/", timeout=20)
            for name in ("one", "two", "three"):
                answer = browser.post(
                    f"{server.url}/accounts/register/",
                    json={"username": f"stop-{name}", "email": f"{name}@example.com"},
                    headers={"X-CSRFToken": browser.cookies["csrftoken"]},
                    timeout=20,
                )
                assert answer.ok, answer.text
            silent.settimeout(20)
            silent.accept()  # the first mail is under way
            began = time.monotonic()
            server.process.send_signal(signal.SIGTERM)
            server.process.wait(60)
        finally:
            server.stop()
    assert time.monotonic() - began < 45  # gunicorn's patience is 30
    assert "mail not sent: the server stops" in server.output()
