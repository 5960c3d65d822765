import os
import sys
import time
import traceback
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command
from django.db import Error, OperationalError, connections

from config import environment
from server import preflight, static_files
from server.master import Server

# In these gunicorn finds sockets that others opened: the old master after USR2, and systemd.
INHERITED = {"GUNICORN_FD", "LISTEN_FDS"}
DEMO_USERS = ("admin", "alice", "bob")  # whose passwords are their names: manage.py demo
PAUSE = 2  # seconds between two looks for a database that is away


class Command(BaseCommand):
    help = "Check and prepare, then become the production server: bin/serve."

    def handle(self, **options: Any) -> None:
        preflight.require_hosts()
        if settings.DEBUG:
            raise CommandError("DEBUG is on, and tells visitors too much. Set DEBUG=off.")
        host, port = environment.text("BIND", "127.0.0.1"), environment.port()
        if not INHERITED & os.environ.keys():
            preflight.require_free(host, port, "bin/serve")
        self.warn(preflight.resolve(host, port)[1][0])
        static_files.collect()
        self.prepare_database()
        connections.close_all()  # before the workers fork
        Server().run()

    def warn(self, address: str) -> None:
        if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
            self.stderr.write("WARNING: EMAIL_URL is not set, so no mail is sent.")
        if not settings.HTTPS and not ip_address(address.partition("%")[0]).is_loopback:
            self.stderr.write(
                f"WARNING: HTTPS=off sends passwords in clear, and {address} is not loopback. "
                "It is for a rehearsal; a proxy in front that speaks HTTPS needs HTTPS=on."
            )

    def prepare_database(self) -> None:
        """Without a database, or its tables, it serves all the same: /readyz says what lacks."""
        may_migrate = environment.boolean("MIGRATE", default=False)
        try:
            if preflight.is_migration_due():
                if may_migrate:
                    call_command("migrate", verbosity=0, interactive=False)
                else:
                    self.stderr.write(
                        "WARNING: the tables are not up to date. Migrate: MIGRATE=1 bin/serve, "
                        "on one node, or manage.py migrate."
                    )
            self.look_for_demo_users()
        except OperationalError as error:
            self.stderr.write(f"WARNING: the database does not answer yet: {error}")
            if may_migrate:
                migrate_later()

    def look_for_demo_users(self) -> None:
        try:
            users = list(get_user_model().objects.filter(username__in=DEMO_USERS, is_active=True))
        except Error:  # there are no tables yet, or older ones
            return
        for user in users:
            if user.check_password(user.username):
                self.stderr.write(
                    f"WARNING: anybody can sign in as {user.username}: the password is "
                    "the user name, from the demo. Change it or delete the user."
                )


def migrate_later() -> None:
    """Migrate in a process of its own, once the database answers, while this one serves."""
    parent = os.getpid()
    if os.fork() != 0:
        return
    said = ""
    while os.getppid() == parent:
        connections.close_all()
        try:
            call_command("migrate", verbosity=0, interactive=False)
            os._exit(0)
        except (OperationalError, CommandError) as error:
            if str(error) != said:
                said = str(error)
                sys.stderr.write(f"The tables are not up to date yet: {said}\n")
            time.sleep(PAUSE)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    os._exit(1)
