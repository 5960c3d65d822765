import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from oauth2_provider.settings import oauth2_settings

from accounts.oauth.keys import make_key

ACTIVE, INACTIVE = "OIDC_RSA_PRIVATE_KEY", "OIDC_RSA_PRIVATE_KEYS_INACTIVE"


class Command(BaseCommand):
    """
    The keys are settings, the same on every node: the command writes lines for them.

    The old key goes on verifying ID tokens. They live for an hour; then ``--drop`` ends it.
    """

    help = "Make a new key that signs ID tokens, and keep the old one to verify them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--file", type=Path, help="Change these lines in it. Otherwise they are printed."
        )
        parser.add_argument("--drop", action="store_true", help="Make none; drop the old ones.")

    def handle(self, *, file: Path | None, drop: bool, **options: Any) -> None:
        old = [
            oauth2_settings.OIDC_RSA_PRIVATE_KEY,
            *oauth2_settings.OIDC_RSA_PRIVATE_KEYS_INACTIVE,
        ]
        if drop and not old[0]:
            raise CommandError(f"{ACTIVE} is not set.")
        keys = {ACTIVE: old[:1] if drop else [make_key()], INACTIVE: [] if drop else old}
        lines = {name: f"{name}={''.join(map(_in_one_line, pems))}" for name, pems in keys.items()}
        if file is None:
            self.stdout.write("\n".join(lines.values()))
        else:
            _replace(file, lines)
            self.stdout.write(f"{file} has the keys. Restart every node.")


def _in_one_line(pem: str) -> str:
    return f"{pem.strip()}\n".replace("\n", "\\n") if pem else ""


def _replace(file: Path, lines: dict[str, str]) -> None:
    """Write ``file`` anew beside it, readable for its owner alone, and put it in its place."""
    kept = file.read_text().splitlines() if file.exists() else []
    kept = [line for line in kept if line.partition("=")[0].strip() not in lines]
    with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False) as new:
        new.write("\n".join([*kept, *lines.values(), ""]))
    os.replace(new.name, file)
