"""
One line of JSON per event, in UTC, with the request's id; colours with DEBUG.

Control characters are written out, so that no user name can forge a second
line. Secrets travel in bodies, headers, paths, query strings and the variables
of a traceback, so none of these are logged. ``redaction`` blots out secrets in
the messages of libraries.
"""

import json
import logging.config
import sys
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import structlog
from django.http import HttpRequest
from structlog.typing import EventDict, Processor

from web.redaction import LONGEST_TRACEBACK, redact, redacted, shortened


def route_of(request: HttpRequest) -> str | None:
    """Return the route, as the map of the site has it. A path may carry a secret code."""
    match = getattr(request, "resolver_match", None)
    return match.route if match else None


def _without_request(logger: Any, name: str, event: EventDict) -> EventDict:
    """Drop the request that Django attaches, and the path, which is its last argument."""
    request, args = event.pop("request", None), event.pop("positional_args", ())
    if request is not None and args:
        event["event"] = event["_record"].msg % (*args[:-1], route_of(request))
    return event


def _without_secrets(logger: Any, name: str, event: EventDict) -> EventDict:
    traceback = event.pop("exception", None)
    event = redact(event)
    if traceback:
        event["exception"] = shortened(redacted(traceback), LONGEST_TRACEBACK)
    return event


def _written_out(logger: Any, name: str, event: EventDict) -> EventDict:
    """For terminals: no name may begin a line or paint one. JSON escapes these anyway."""
    if "exception" in event:
        lines = map(_printable, event["exception"].split("\n"))
        event["exception"] = "\n".join(f"    {line}" for line in lines)
    return {
        key: _printable(value) if isinstance(value, str) and key != "exception" else value
        for key, value in event.items()
    }


def _printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


class Formatter(structlog.stdlib.ProcessorFormatter):
    """structlog's, but for the JSON of what most lines are: events of ours without a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        event = record.msg
        is_ours = hasattr(record, "_logger") and isinstance(event, dict)  # structlog's mark
        if not is_ours or not self.writes_json or not _TRACES.isdisjoint(event):
            return super().format(record)
        # The lines of requests hold nothing to blot out.
        return json.dumps(event if hasattr(record, "is_request") else redact(event))

    @cached_property
    def writes_json(self) -> bool:
        return isinstance(self.processors[-1], structlog.processors.JSONRenderer)


def log_request(
    *, request_id: str, address: str, method: str, route: str | None, status: int, **more: str
) -> None:
    """
    Log how a request ended: the line that is written most often.

    structlog's way took 185 µs for it, two thirds of them to look for secrets in
    words of our own. This takes 20.
    """
    if not _requests.isEnabledFor(logging.INFO):
        return
    moment = datetime.now(UTC).isoformat(timespec="microseconds").removesuffix("+00:00")
    event = {
        "method": method,
        "route": route,
        "status": status,
        **more,
        "event": "request",
        "address": address,
        "request_id": request_id,
        "logger": _requests.name,
        "level": "info",
        "timestamp": f"{moment}Z",
    }
    if more or method not in _USUAL:  # words that are not ours
        event = redact(event)
    record = logging.LogRecord(_requests.name, logging.INFO, "", 0, event, None, None)
    # For people, structlog's way: these two tell it that the event is one of its own.
    record.is_request, record._logger, record._name = True, _requests, "info"
    _requests.handle(record)


_requests = logging.getLogger("web.middleware")
_TRACES = {"exc_info", "stack_info"}
_USUAL = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}

_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configuration(*, human: bool) -> dict[str, Any]:
    terminal = structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
    render: list[Processor] = [structlog.processors.JSONRenderer()]
    if human:
        render = [_written_out, terminal]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": Formatter,
                "foreign_pre_chain": [*_SHARED, structlog.stdlib.ExtraAdder(), _without_request],
                "pass_foreign_args": True,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    _without_secrets,
                    *render,
                ],
            }
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "structured"},
            "nowhere": {"class": "logging.NullHandler"},
        },
        "loggers": {
            # Its own handlers would print everything twice.
            "django": {"handlers": [], "level": "INFO"},
            "django.request": {"level": "ERROR"},  # below, our own line says more
            # The development server's access log has query strings in it.
            "django.server": {"handlers": ["nowhere"], "propagate": False},
            "gunicorn.error": {"handlers": [], "propagate": True},
        },
        "root": {"handlers": ["console"], "level": "INFO"},
    }


def configure(config: dict[str, Any]) -> None:
    """Set up stdlib logging and structlog on top of it; Django's LOGGING_CONFIG."""
    logging.config.dictConfig(config)
    # No line has these, and each record looks them up.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    structlog.configure(
        processors=[
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
