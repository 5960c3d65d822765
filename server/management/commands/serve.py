import os

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connections
from gunicorn.app.base import Application

from config import environment
from server import static_files
from server.preflight import is_migration_due, require_free, require_hosts

LOOPBACK = "127.0.0.1"
REEXECUTED = "GUNICORN_FD"  # set by gunicorn for a master that takes over its sockets
DEMO_USERS = ("admin", "alice", "bob")  # whose passwords are their names: manage.py demo


class Command(BaseCommand):
    help = "Check and prepare, then become the production server: bin/serve."

    def handle(self, **options):
        require_hosts()
        if settings.DEBUG:
            raise CommandError("DEBUG is on, and tells visitors too much. Set DEBUG=off.")
        if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
            self.stderr.write("WARNING: EMAIL_URL is not set, so no mail is sent.")
        host = environment.text("BIND", LOOPBACK)
        if not settings.HTTPS and host != LOOPBACK:
            self.stderr.write(
                f"WARNING: HTTPS=off sends passwords in clear, and {host} is not loopback. "
                "It is for a rehearsal; a proxy in front that speaks HTTPS needs HTTPS=on."
            )
        if REEXECUTED not in os.environ:  # USR2: the master before us still holds the port
            require_free(host, environment.port(), "bin/serve")
        static_files.collect()
        try:
            self.prepare_database()
        except OperationalError as error:  # it may come up after us
            self.stderr.write(f"The database does not answer yet: {error}")
        connections.close_all()  # before the workers fork
        Server().run()

    def prepare_database(self):
        if is_migration_due():
            # Not by itself: of several nodes, one migrates, before the others start.
            if not environment.boolean("MIGRATE", default=False):
                raise CommandError(
                    "The tables are not up to date. Migrate first: MIGRATE=1 bin/serve"
                )
            call_command("migrate", verbosity=0, interactive=False)
        for user in get_user_model().objects.filter(username__in=DEMO_USERS, is_active=True):
            if user.check_password(user.username):
                self.stderr.write(
                    f"WARNING: anybody can sign in as {user.username}: the password is "
                    "the user name, from the demo. Change it or delete the user."
                )


class Server(Application):
    """Gunicorn in this process: Django is imported once, and workers fork in no time."""

    def load_config(self):
        self.load_config_from_file(str(settings.BASE_DIR / "server" / "gunicorn.conf.py"))

    def load(self):
        return get_wsgi_application()
