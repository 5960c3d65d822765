"""
Mail, written and sent beside the request.

A request that waited for the mail server, or for the template, would tell by its time
whether there was anybody to write to, and would hang when the mail server does.

A mail to an address that nobody has confirmed carries nothing that its sender chose. Mail
programs make a link of a user name such as ``win.example``, and the mail is from us.
"""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override

from accounts.addresses import client_network
from accounts.attempts import Attempt, subject
from accounts.names import email_key, username_key

logger = structlog.get_logger(__name__)

_sender = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")
_waiting: dict[Future[bool], str] = {}  # the template of each mail that is not sent yet


def send(template: str, context: dict[str, Any], *, to: str) -> Future[bool]:
    """
    Send ``accounts/email/<template>.txt``, whose first line is the subject.

    It is in the language of ``user`` in ``context``, else in that of the request. The result
    tells whether the mail server took it; a failure is logged.
    """
    language = getattr(context.get("user"), "language", "") or get_language()
    future = _sender.submit(_send, template, context, to, language)
    _waiting[future] = template
    future.add_done_callback(_waiting.pop)
    return future


def finish(seconds: float) -> None:
    """Send what waits, for at most so long, and log what is left. For a server that stops."""
    _, left = wait(list(_waiting), seconds)
    for future in left:
        logger.error("mail not sent: the server stops", template=_waiting.get(future))


def _send(template: str, context: dict[str, Any], to: str, language: str | None) -> bool:
    try:
        with override(language):
            text = render_to_string(f"accounts/email/{template}.txt", context)
            title, _, body = text.partition("\n")
            message = EmailMultiAlternatives(title.strip(), body.lstrip(), to=[to])
            message.attach_alternative(_html(title.strip(), body, context), "text/html")
        message.send()
    except Exception:  # of the template or of the backend: nobody waits for it but the log
        logger.exception("mail not sent", template=template)
        return False
    return True


def _html(title: str, body: str, context: dict[str, Any]) -> str:
    """
    Return the same text as HTML, in which ``url`` is the one link.

    Nothing else that looks like an address becomes one: it may be the name of a stranger.
    """
    paragraphs = filter(None, (part.strip() for part in body.split("\n\n")))
    about = {"title": title, "paragraphs": list(paragraphs), "url": context.get("url")}
    return render_to_string("accounts/email/base.html", about | {"language": get_language()})


def link(request: HttpRequest | None, name: str, *args: str) -> str:
    """
    Return the address of the page ``name``: at ISSUER, where the project has that setting.

    Without ISSUER and without a request that somebody sent, it is the path on the site.
    """
    path = reverse(name, args=args)
    site: str | None = getattr(settings, "ISSUER", None)
    if site:
        return site.rstrip("/") + path
    # Client.force_login() makes a request that has no host.
    if request is None or "SERVER_NAME" not in request.META:
        return path
    return request.build_absolute_uri(path)


def mail_request(request: HttpRequest, recipient: str) -> Attempt:
    """One mail that somebody makes us send, counted for them and for the address."""
    network = client_network(request)
    return Attempt(
        # Strangers elsewhere must not use up what the owner of the address may ask for.
        ("mail_to", (_mailbox(recipient), network)),
        ("mail_from", (network,)),
    )


def notice(recipient: str) -> Attempt:
    """One warning to ``recipient``; apart from the mails that they, or others, ask for."""
    return Attempt(("notices", (_mailbox(recipient),)))


def lock_notice(name: str) -> Attempt:
    """One mail about the lock on the account of this name, whoever caused it."""
    return Attempt(("lock_notices", (subject(username_key(name)),)))


def mailbox(recipient: str, *, what: str) -> Attempt:
    """
    One mail to ``recipient``, whoever asks for it: no crowd floods a mailbox.

    ``what`` is mailed, a template. Each counts apart: whoever is kept from one more link has some
    of the same sort, and strangers who have other mails sent keep nobody from it.
    """
    return Attempt(("mailbox", (_mailbox(recipient), what)))


def _mailbox(recipient: str) -> str:
    return subject(email_key(recipient))
