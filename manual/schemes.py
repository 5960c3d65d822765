"""The schemes as the front page compares them: one row for each."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Scheme:
    title: str | Promise
    #: The line that a request carries in its head.
    carries: str
    people: str | Promise
    choose: str | Promise
    #: A page of docs/, without its suffix.
    page: str


SCHEMES = [
    Scheme(
        _("Session"),
        "Cookie: sessionid=…",
        _("the site's own pages"),
        _("The caller is a person in a browser, on this site."),
        "choose/sessions",
    ),
    Scheme(
        _("Token"),
        "Authorization: Token dar_…",
        _("scripts, curl, your own apps"),
        _("You write the program and act for yourself."),
        "choose/tokens",
    ),
    Scheme(
        _("OAuth2"),
        "Authorization: Bearer …",
        _("other people's applications, single-page apps"),
        _("Somebody else's program acts for a person, who decides what it may do."),
        "choose/oauth2",
    ),
    Scheme(
        _("Social sign-in"),
        "Cookie: sessionid=…",
        _("people with an account elsewhere"),
        _("People should sign in with GitHub, Google, Facebook or X."),
        "choose/social",
    ),
    Scheme(
        _("Basic"),
        "Authorization: Basic …",
        _("a first try with curl"),
        _("You are on your own machine. In production it is off."),
        "choose/basic",
    ),
]
