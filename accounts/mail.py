"""
Mail, sent beside the request.

A request that waited for the mail server would tell by its time whether there
was anybody to write to, and would hang when the mail server does.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import structlog
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.addresses import client_network
from accounts.attempts import Attempt, subject

logger = structlog.get_logger(__name__)

_sender = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


def send(template: str, context: dict[str, Any], *, to: str) -> Future[None]:
    """Send ``accounts/email/<template>.txt``, whose first line is the subject."""
    subject, _, body = render_to_string(f"accounts/email/{template}.txt", context).partition("\n")
    return send_message(EmailMessage(subject.strip(), body.lstrip(), to=[to]))


def send_message(message: EmailMessage) -> Future[None]:
    return _sender.submit(_send, message)


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except Exception:  # whatever the backend raises: nobody waits for it but the log
        logger.exception("mail not sent", subject=message.subject)


def mail_request(request: HttpRequest, recipient: str) -> Attempt:
    """One mail that a stranger makes us send: bounded for them, and for who gets it."""
    return Attempt(
        ("mail_to", (subject(recipient.casefold()),)),
        ("mail_from", (client_network(request),)),
    )
