from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from oauth2_provider.models import Application

from accounts.oauth import applications, pkce
from accounts.oauth.assertions import client_keys
from accounts.oauth.grants import GRANTS
from accounts.oauth.pushed import requests as pushed


class Command(BaseCommand):
    """In the place of drf-social-oauth2's command, whose options it keeps."""

    help = "Register an OAuth2 application; its client id and secret are printed, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add(
            "-n",
            "--name",
            default="",
            help="People see it when they are asked to allow the application. Default: its id.",
        )
        add("--grant", choices=list(GRANTS), default=Application.GRANT_PASSWORD)
        add("--public", action="store_true", help="It cannot keep a secret.")
        add("--redirect-uri", action="append", default=[], help="May be given several times.")
        add("--post-logout-redirect-uri", action="append", default=[], help="Likewise.")
        add("--resource-server", action="store_true", help="It may introspect others' tokens.")
        add("--pushes-only", action="store_true", help="It pushes its requests (RFC 9126).")
        add(
            "--pkce-is-optional", action="store_true", help="OpenID Connect without PKCE: avoid it."
        )
        add("--jwks", default="", help="A JWK Set of its public keys: it signs (RFC 7523).")
        add("--user", help="Username of whom it belongs to.")
        add("-ci", "--client_id", help="Instead of a random one.")
        add("-cs", "--client_secret", help="Instead of a random one; shows in the process list.")

    def handle(
        self,
        *,
        client_id: Any,
        client_secret: Any,
        name: str,
        grant: Any,
        public: Any,
        **options: Any,
    ) -> None:
        application = Application(
            name=name,
            authorization_grant_type=grant,
            client_type="public" if public else "confidential",
            redirect_uris="\n".join(options["redirect_uri"]),
            post_logout_redirect_uris="\n".join(options["post_logout_redirect_uri"]),
            user=find_user(options["user"]),
        )
        application.client_id = client_id or application.client_id
        application.name = name or application.client_id
        application.client_secret = secret = client_secret or application.client_secret
        applications.prepare(application)
        jwks = options["jwks"]
        try:
            application.full_clean()
            if jwks:
                client_keys.check(jwks)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        if public and options["resource_server"]:
            raise CommandError("A public application has no secret to introspect with.")
        if public and jwks:
            raise CommandError("A public application cannot keep a private key.")
        if public and options["pkce_is_optional"]:
            raise CommandError("A public application always needs PKCE.")
        if len(secret) < applications.MIN_SECRET:
            raise CommandError(f"The secret has less than {applications.MIN_SECRET} characters.")
        application.save()
        applications.set_resource_server(application, is_so=options["resource_server"])
        pushed.set_pushes_only(application, is_so=options["pushes_only"])
        client_keys.register(application, jwks)
        pkce.set_optional(application, is_so=options["pkce_is_optional"])
        self.stdout.write(f"client_id: {application.client_id}")
        if not public and not jwks:
            self.stdout.write(f"client_secret: {secret}")


def find_user(username: str) -> Any:
    if username is None:
        return None
    try:
        return get_user_model().objects.get_by_natural_key(username)
    except get_user_model().DoesNotExist as error:
        raise CommandError(f"There is no user {username!r}.") from error
