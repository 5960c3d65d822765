import logging
import os
from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command
from django.core.servers.basehttp import ServerHandler
from django.db import OperationalError
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV

from config import environment
from demo import applications, provider
from demo.runserver import RunServer
from server import static_files
from server.preflight import is_migration_due, require_free, require_hosts

HOST = "127.0.0.1"  # the passwords of the demo are its user names, so nobody else may reach it
TOKEN_NAME = "demo"  # noqa: S105


class Command(BaseCommand):
    """
    Do in one process the work of five commands, because seconds count in the first command.

    Under the reloader, Django runs it twice, and only the first run prepares.
    """

    help = "Migrate, seed the demo data, say how to get in, and serve on loopback: bin/run."
    requires_system_checks = []  # the first run does them below, and runserver in each other

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--noreload", action="store_true", help="Do not watch the code.")

    def handle(self, *, noreload: bool, **options: Any) -> None:
        port = environment.port()
        require_hosts()
        if os.environ.get(DJANGO_AUTORELOAD_ENV) != "true":
            require_free(HOST, port, "bin/run")
            self.check()
            self.start_demo_provider()
            logging.disable(logging.INFO)  # dozens of users and tokens are being made
            try:
                self.prepare()
            except OperationalError as error:
                raise CommandError(
                    f"The database does not answer: {error} Start it, or change DATABASE_URL."
                ) from error
            self.stdout.write(banner(f"http://localhost:{port}"))
            self.stdout.flush()
            logging.disable(logging.NOTSET)
        # It would tell the versions of Python and wsgiref.
        ServerHandler.server_software = None  # type: ignore[assignment]
        call_command(
            RunServer(),
            f"{HOST}:{port}",
            use_reloader=not noreload,
            skip_checks=noreload,  # a command that is called would skip them in any case
            use_static_handler=False,  # WhiteNoise serves the static files, as in production
        )

    def start_demo_provider(self) -> None:
        """Start it in a thread: it lives through reloads, and ends with this process."""
        if not hasattr(settings, "SOCIAL_AUTH_DEMO_URL"):
            return
        port = settings.DEMO_PROVIDER_PORT
        try:
            provider.Provider(port).start()
        except OSError as error:
            self.stderr.write(
                f"Port {port} is taken ({error.strerror}): social sign-in has no demo provider. "
                f"Another: DEMO_PROVIDER_PORT={port + 1} bin/run"
            )
            settings.AUTHENTICATION_BACKENDS.remove("demo.social.Demo")
            os.environ["DEMO_PROVIDER_PORT"] = "0"  # for the process that the reloader starts

    def prepare(self) -> None:
        if is_migration_due():
            self.stdout.write("Making the tables …")
            call_command("migrate", verbosity=0, interactive=False)
        if settings.DEBUG:
            call_command("demo", stdout=StringIO())  # the banner says it
        else:
            static_files.collect()


def banner(url: str) -> str:
    """Return the names, keys and commands with which a newcomer gets in, ready to copy."""
    if not settings.DEBUG:
        lines = [f"Serving {url} without DEBUG: no demo data. Sign in as a user that you created."]
        if settings.HTTPS:
            lines.append("HTTPS is on, so plain HTTP is redirected. To rehearse: HTTPS=off")
        return "\n".join(lines)
    key, secret = new_token("admin"), applications.make_applications(url)
    return f"""
  Start here {url}/
  Polls      {url}/polls/         sign in as admin/admin, alice/alice or bob/bob
  Admin      {url}/admin/         admin/admin
  Docs       {url}/docs/
  API docs   {url}/api/docs/
  Social     {url}/accounts/auth/  {social_line()}

  A token and, below, a client secret. Both are replaced at the next start:
    {key}

  Call the API with it:
    curl -H "Authorization: Token {key}" {url}/polls/api/questions/1
  Get another:
    curl -d username=admin -d password=admin {url}/accounts/get_auth_token/

  OAuth2: one application exchanges passwords for access tokens, and another one
  is public (authorization code + PKCE, client id {applications.PUBLIC_CLIENT}):
    curl -d grant_type=password -d username=admin -d password=admin \\
      -d client_id={applications.PASSWORD_CLIENT} \\
      -d client_secret={secret} \\
      {url}/auth/token

  Press Ctrl-C to stop.
"""


def social_line() -> str:
    if not any(backend.endswith(".Demo") for backend in settings.AUTHENTICATION_BACKENDS):
        return "with the providers whose keys are set"
    return "without any key: Continue with Demo provider"


def new_token(username: str) -> str:
    """Replace the demo's token: its key is not kept, so it cannot be shown again."""
    tokens = get_user_model().objects.get(username=username).tokens
    tokens.filter(name=TOKEN_NAME).delete()
    key: str = tokens.create(name=TOKEN_NAME).key
    return key
