"""Texts that look like one letter, and questions with them."""

URL = "/polls/api/questions"
FAMILY = "👩‍👩‍👧‍👦"
ENGLAND, SCOTLAND = (
    "\U0001f3f4" + "".join(chr(0xE0000 + ord(c)) for c in f"{name}\x7f")
    for name in ("gbeng", "gbsct")
)


def ask(client, text, choices=("Yes", "No")):
    return client.post(URL, {"question_text": text, "choices": list(choices)})


def found(client, **parameters):
    answer = client.get(URL, parameters)
    assert answer.status_code == 200, answer.json()
    return [question["question_text"] for question in answer.json()["results"]]
