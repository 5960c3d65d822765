"""Sequence diagrams of the schemes, as SVG that git hosts and browsers show in light and dark."""

from dataclasses import dataclass
from html import escape

WIDTH, TOP, ROW, LEFT = 720, 56, 44, 70  # pixels

STYLE = """
text { font: 13px system-ui, sans-serif; fill: #14251f; text-anchor: middle }
text { stroke: #f8faf5; stroke-width: 4px; paint-order: stroke }
.name { font-weight: 650; stroke: none }
.note { fill: #4a5a53 }
.paper { fill: #f8faf5 }
.box { fill: #fff; stroke: #9aa89f }
.life { stroke: #b9c3bc; stroke-dasharray: 4 4 }
.arrow { stroke: #0b5f48; stroke-width: 1.5; fill: none }
.tip { fill: #0b5f48 }
@media (prefers-color-scheme: dark) {
  text { fill: #e7eee9; stroke: #101a16 } .note { fill: #a9b8b0 } .paper { fill: #101a16 }
  .box { fill: #16211d; stroke: #4c5a53 } .life { stroke: #4c5a53 }
  .arrow { stroke: #67d3ac } .tip { fill: #67d3ac }
}
"""


@dataclass(frozen=True)
class Diagram:
    title: str
    people: tuple[str, ...]
    #: (from, to, text); from and to are the same for a note.
    steps: tuple[tuple[int, int, str], ...]

    def svg(self) -> str:
        height = TOP + ROW * (len(self.steps) + 1)
        told = " ".join(f"{self._who(step)}: {step[2]}." for step in self.steps)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            f'width="{WIDTH}" height="{height}" role="img" aria-labelledby="t d">\n'
            f'<title id="t">{escape(self.title)}</title>\n<desc id="d">{escape(told)}</desc>\n'
            f"<style>{STYLE}</style>\n"
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
            'markerHeight="8" orient="auto"><path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>\n'
            f'<rect class="paper" width="{WIDTH}" height="{height}" rx="12"/>\n'
            + "".join(self._person(number, height) for number in range(len(self.people)))
            + "".join(self._step(number, *step) for number, step in enumerate(self.steps))
            + "</svg>\n"
        )

    def _x(self, number: int) -> int:
        return LEFT + number * (WIDTH - 2 * LEFT) // (len(self.people) - 1)

    def _who(self, step: tuple[int, int, str]) -> str:
        begin, end, _text = step
        if begin == end:
            return self.people[begin]
        return f"{self.people[begin]} to {self.people[end]}"

    def _person(self, number: int, height: int) -> str:
        x = self._x(number)
        return (
            f'<path class="life" d="M{x} 46V{height - 12}"/>'
            f'<rect class="box" x="{x - 60}" y="14" width="120" height="32" rx="8"/>'
            f'<text class="name" x="{x}" y="35">{escape(self.people[number])}</text>\n'
        )

    def _step(self, number: int, begin: int, end: int, text: str) -> str:
        y = TOP + ROW * (number + 1)
        if begin == end:
            x = min(max(self._x(begin), 200), WIDTH - 200)
            return f'<text class="note" x="{x}" y="{y - 8}">{escape(text)}</text>\n'
        tail, head = self._x(begin), self._x(end)
        tip = head - 3 if head > tail else head + 3
        return (
            f'<path class="arrow" d="M{tail} {y}H{tip}" marker-end="url(#tip)"/>'
            f'<text x="{(tail + head) // 2}" y="{y - 9}">{escape(text)}</text>\n'
        )


DIAGRAMS = {
    "sequence-session": Diagram(
        "Signing in with a session",
        ("Browser", "Site"),
        (
            (0, 1, "GET /accounts/login/"),
            (1, 0, "the form, and the cookie csrftoken"),
            (0, 1, "POST /accounts/login/ with name, password and X-CSRFToken"),
            (1, 0, "200, the cookie sessionid, and a new csrftoken"),
            (0, 1, "GET /polls/api/questions, the browser adds the cookie"),
            (1, 0, "200"),
            (0, 1, "POST /polls/api/questions with the cookie and X-CSRFToken"),
            (1, 0, "201; without X-CSRFToken 403 csrf_failed"),
        ),
    ),
    "sequence-token": Diagram(
        "Calling the API with a token",
        ("Your program", "Site"),
        (
            (0, 1, "POST /accounts/get_auth_token with name and password"),
            (1, 0, "200 with the token and the time when it ends"),
            (0, 0, "keeps the token, forgets the password"),
            (0, 1, "GET /polls/api/questions with Authorization: Token dar_…"),
            (1, 0, "200"),
            (0, 1, "the same, once the token has expired"),
            (1, 0, "401 token_expired"),
        ),
    ),
    "sequence-oauth2": Diagram(
        "Authorization code with PKCE",
        ("Application", "Browser", "Site"),
        (
            (0, 0, "makes a verifier, its challenge and a state"),
            (0, 1, "leads to /auth/authorize"),
            (1, 2, "client_id, challenge, state"),
            (1, 2, "the person signs in and allows it"),
            (2, 1, "redirect with code, state, iss"),
            (1, 0, "code, state, iss"),
            (0, 2, "POST /auth/token with the code and the verifier"),
            (2, 0, "access token and refresh token"),
            (0, 2, "GET /polls/api/questions with Authorization: Bearer …"),
            (2, 0, "200"),
        ),
    ),
    "sequence-social": Diagram(
        "Signing in with an account elsewhere",
        ("Browser", "Site", "Provider"),
        (
            (0, 1, "POST /auth/login/github/"),
            (1, 0, "redirect with a state"),
            (0, 2, "the person signs in there and agrees"),
            (2, 0, "redirect with code and state"),
            (0, 1, "GET /auth/complete/github/"),
            (1, 2, "the code, for an access token"),
            (2, 1, "the stable id and the address"),
            (1, 0, "the cookie sessionid"),
        ),
    ),
    "sequence-basic": Diagram(
        "Basic authentication",
        ("curl", "Site"),
        (
            (0, 1, "GET /accounts/api/me with name and password in a header"),
            (1, 1, "hashes the password, each time"),
            (1, 0, "200"),
        ),
    ),
}
