"""The usual words of refusals; code that knows more about the trouble says more."""

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from web.faults import Fault

# By status: (code, title, detail).
WORDS = {
    400: ("bad_request", _("Bad request"), _("The server could not read this request.")),
    403: ("permission_denied", _("Not allowed"), _("You are not allowed to do this.")),
    404: ("not_found", _("Not found"), _("There is nothing at this address.")),
    405: (
        "method_not_allowed",
        _("Method not allowed"),
        _("This address does not take that method."),
    ),
    413: ("body_too_large", _("Too large"), _("The body is larger than 1 MB.")),
    429: ("throttled", _("Too many attempts"), _("Wait a moment, then try again.")),
    500: (
        "error",
        _("This is our fault"),
        _("Something went wrong on our side. The error has been logged."),
    ),
    503: (
        "unavailable",
        _("Back in a moment"),
        _("The site is not available at the moment. Try again."),
    ),
}

# A fault of the database: (code, what is known, seconds until it may be over).
FAULTS = {
    Fault.AWAY: ("unavailable", _("The database does not answer."), 2),
    Fault.BUSY: ("database_busy", _("The database is too busy to answer in time."), 2),
    Fault.FULL: (
        "database_full",
        _("The database's disk is full: it can be read, but saves nothing."),
        30,
    ),
    Fault.READ_ONLY: (
        "database_read_only",
        _("The database can be read, but saves nothing at the moment."),
        10,
    ),
    Fault.NOT_READY: (
        "not_ready",
        _("The site is being set up or updated: some of its tables are missing."),
        10,
    ),
    Fault.UNUSABLE: (
        "database_unusable",
        _("The database refuses a part of the site's work. Its administrator has to look at it."),
        30,
    ),
}


def about_a_fault(fault: Fault, request: HttpRequest) -> tuple[str, str, int]:
    """
    Return the code, a text and the seconds to wait.

    A connection may be lost between the commit and the news of it. So the text does not
    claim that nothing was saved, but says what to do.
    """
    code, known, seconds = FAULTS[fault]
    if fault not in {Fault.AWAY, Fault.BUSY}:
        advice = gettext("Try again later.")
    elif request.method in {"GET", "HEAD", "OPTIONS"}:
        advice = gettext("Try again in a moment.")
    elif request.method in {"PUT", "DELETE"}:
        advice = gettext("You can safely send it again in a moment.")
    else:
        advice = gettext("Your change may have been saved: check before you send it again.")
    return code, f"{known} {advice}", seconds
