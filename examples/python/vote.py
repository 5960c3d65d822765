"""Sign in, list the open questions, vote on the first."""

import os

import requests

SITE = os.environ.get("SITE", "http://localhost:8000")

credentials = {"username": "bob", "password": "bob"}
issued = requests.post(f"{SITE}/accounts/get_auth_token/", json=credentials, timeout=10)
headers = {"Authorization": f"Token {issued.json()['token']}"}

questions = f"{SITE}/polls/api/questions"
open_now = requests.get(questions, params={"status": "open"}, headers=headers, timeout=10)
question = open_now.json()["results"][0]

vote = {"choice": question["choices"][0]["id"]}
answer = requests.put(f"{questions}/{question['id']}/vote", vote, headers=headers, timeout=10)
print(answer.status_code, question["question_text"], answer.json()["choices"])
