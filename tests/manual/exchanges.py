"""Requests and answers as pages of the docs show them, in blocks of the language ``http``."""

import json
import re
from dataclasses import dataclass, field

from manual.markdown import parse
from manual.shelves import Page

# A word that ends in an ellipsis stands for a value: the first answer to have it fills it in.
STAND_IN = re.compile(r"[\w.-]*…")


@dataclass
class Message:
    first: str
    headers: list[tuple[str, str]]
    body: str


@dataclass
class Exchange:
    request: Message
    answer: Message


@dataclass
class Values:
    known: dict[str, str] = field(default_factory=dict)

    def fill(self, text: str) -> str:
        return STAND_IN.sub(lambda found: self.known.get(found[0], found[0]), text)

    def fits(self, shown: str, got: str) -> bool:
        """Tell whether ``got`` is as ``shown``, and learn what stands for something."""
        names = STAND_IN.findall(shown)
        pattern = "(.*?)".join(map(re.escape, STAND_IN.split(self.fill(shown))))
        unknown = [name for name in names if name not in self.known]
        found = re.fullmatch(pattern, got, re.DOTALL)
        if found:
            pairs = zip(unknown, found.groups(), strict=True)
            self.known |= {name: value for name, value in pairs if name != "…"}
        return found is not None


def exchanges(page: Page) -> list[Exchange]:
    tokens = parse(page.path.read_text(encoding="utf-8"))
    return [_exchange(token.content) for token in tokens if token.info == "http"]


def _exchange(text: str) -> Exchange:
    request, _, answer = text.partition("\nHTTP/1.1 ")
    return Exchange(_message(request), _message(answer))


def _message(text: str) -> Message:
    head, _, body = text.strip("\n").partition("\n\n")
    first, *lines = head.splitlines()
    return Message(first, [tuple(line.split(": ", 1)) for line in lines], body.strip())


def differences(shown: Message, response, values: Values) -> list[str]:
    """Return what of ``shown`` is otherwise in ``response``; it may have more."""
    wrong = []
    if shown.first != f"{response.status_code} {response.reason_phrase}":
        wrong.append(f"{shown.first} is {response.status_code}: {response.content[:300]}")
    for name, value in shown.headers:
        got = [response.headers.get(name, "")]
        if name == "Set-Cookie":
            got = [cookie.OutputString() for cookie in response.cookies.values()]
        if not any(values.fits(value, each) for each in got):
            wrong.append(f"{name}: {value} is {got}")
    if shown.body and not _is_like(json.loads(shown.body), response.json(), values):
        wrong.append(f"{shown.body} is {response.content.decode()}")
    return wrong


def _is_like(shown, got, values: Values) -> bool:
    if isinstance(shown, dict):
        return isinstance(got, dict) and all(
            name in got and _is_like(part, got[name], values) for name, part in shown.items()
        )
    if isinstance(shown, str):
        return isinstance(got, str) and values.fits(shown, got)
    return shown == got
