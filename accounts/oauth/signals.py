"""An application that is registered for something else by now has lost what it was given."""

from typing import Any

from django.db.models.signals import post_save, pre_save
from django.utils import timezone
from oauth2_provider.models import Application, get_application_model

from accounts.events import get_logger
from accounts.oauth import applications

logger = get_logger(__name__)

REGISTERED_FOR = ["authorization_grant_type", "client_type"]


def connect() -> None:
    model = get_application_model()
    pre_save.connect(note_registration, sender=model, dispatch_uid="accounts.oauth.note")
    post_save.connect(end_what_it_was_given, sender=model, dispatch_uid="accounts.oauth.end")


def note_registration(instance: Application, raw: bool, **kwargs: Any) -> None:
    """Compare with the row: the instance cannot tell what it was loaded with."""
    if instance.registration_source != "manual":
        applications.prepare(instance)  # the toolkit writes those that documents describe
    fields = [*REGISTERED_FOR, *(["redirect_uris"] if is_registered_by_itself(instance) else [])]
    before = type(instance).objects.filter(pk=instance.pk).values(*fields).first()
    now = {field: getattr(instance, field) for field in fields}
    instance.is_registered_anew = before not in (None, now) and not raw


def is_registered_by_itself(application: Application) -> bool:
    """
    Nobody looked at it: with another address (RFC 7592 §2.2), it may be somebody else's.

    A document at a client id is its host's, and may name more addresses in time.
    """
    return bool(application.registration_source == "dcr")


def end_what_it_was_given(instance: Application, **kwargs: Any) -> None:
    """
    End all access that the old grant gave, once the new one is stored.

    In between, a refresh finds the new grant. ``QuerySet.update`` sends no signal: after
    it, the consent page asks again, and ``Validator.validate_grant_type`` decides.
    """
    from accounts.oauth.kind import end_grants

    if instance.is_registered_anew:
        logger.warning("application registered anew", client_id=instance.client_id)
        end_grants(now=timezone.now(), application=instance)
