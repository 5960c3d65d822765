"""Sign in from a terminal by the device authorization grant (RFC 8628), and list the polls."""

import os
import sys
import time

import requests

SITE = os.environ.get("SITE", "http://localhost:8000")
CLIENT_ID = os.environ.get("CLIENT_ID", "polls-in-a-terminal")
DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"


def post(path: str, **form: str) -> dict:
    return requests.post(f"{SITE}{path}", form | {"client_id": CLIENT_ID}, timeout=10).json()


def sign_in() -> str:
    begun = post("/auth/device-authorization", scope="polls:read")
    if "error" in begun:
        sys.exit(f"{begun['error']}: {begun['error_description']}")
    print(f"Open {begun['verification_uri']} and type {begun['user_code']}", flush=True)
    interval = begun["interval"]
    while True:
        time.sleep(interval)
        answer = post("/auth/token", grant_type=DEVICE_CODE, device_code=begun["device_code"])
        if "access_token" in answer:
            return answer["access_token"]
        if answer["error"] == "slow_down":
            interval += 5
        elif answer["error"] != "authorization_pending":
            sys.exit(f"{answer['error']}: {answer['error_description']}")


headers = {"Authorization": f"Bearer {sign_in()}"}
polls = requests.get(f"{SITE}/polls/api/questions", headers=headers, timeout=10)
for question in polls.json()["results"]:
    print(question["question_text"])
