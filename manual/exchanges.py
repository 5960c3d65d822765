"""Two requests and their answers, as the front page shows them before anybody runs them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PATH = "/accounts/api/me"


@dataclass(frozen=True)
class Exchange:
    """A request for ``PATH``. A test sends it and finds this answer, but for ``{site}``."""

    name: str
    title: str | Promise
    sentence: str | Promise
    request: dict[str, str]
    status: int
    phrase: str
    response: dict[str, str]
    body: str

    def headers(self, site: str) -> dict[str, str]:
        """Return those of the answer that matter, at ``site``, such as ``https://a.example``."""
        return {name: value.format(site=site) for name, value in self.response.items()}


EXCHANGES = [
    Exchange(
        "none",
        _("Without credentials"),
        _("WWW-Authenticate names the schemes, and Link the page that explains the code."),
        {"Accept": "application/json"},
        401,
        "Unauthorized",
        {
            "Content-Type": "application/json",
            "Link": '</docs/reference/errors/#not_authenticated>; rel="help"',
            "WWW-Authenticate": 'Token, Bearer realm="api", '
            'resource_metadata="{site}/.well-known/oauth-protected-resource"',
        },
        """{
  "detail": "Authentication credentials were not provided.",
  "code": "not_authenticated"
}""",
    ),
    Exchange(
        "token",
        _("With a token"),
        _("One header more, and the API knows who is asking, and by which scheme."),
        {"Accept": "application/json", "Authorization": "Token ••••••••"},
        200,
        "OK",
        {"Content-Type": "application/json"},
        """{
  "user": {
    "id": 2,
    "username": "alice",
    "email": "",
    "time_zone": "UTC"
  },
  "scheme": "token"
}""",
    ),
]
