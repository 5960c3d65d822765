"""Demo polls, and with --users, --questions, --votes as many as you like."""

import logging
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from demo import data, load


class Command(BaseCommand):
    help = "Seed demo users and polls (idempotent); or big data, with --users --questions --votes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name in ("users", "questions", "votes"):
            parser.add_argument(f"--{name}", type=int, default=0, metavar="N")

    def handle(self, *, users: int, questions: int, votes: int, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("The demo's passwords are its user names: it needs DEBUG=on.")
        if min(users, questions, votes) < 0:
            raise CommandError("--users, --questions and --votes take numbers from 0.")
        before = logging.root.manager.disable
        logging.disable(max(before, logging.INFO))  # a line for each of dozens of tokens
        data.seed()
        logging.disable(before)
        self.stdout.write("Demo polls are there: sign in as admin/admin, alice/alice or bob/bob.")
        if users or questions or votes:
            try:
                load.top_up(users=users, questions=questions, votes=votes, out=self.stdout)
            except ValueError as error:
                raise CommandError(str(error)) from error
