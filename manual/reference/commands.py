"""The scripts of ``bin/`` and the commands of ``manage.py`` that this project adds."""

from argparse import Action
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import BaseCommand, get_commands, load_command_class

INTRODUCTION = """# Commands

Scripts are run as they stand here. Commands are run as `.venv/bin/python manage.py <command>`.
"""
#: Options that every command of Django's has.
COMMON = {action.dest for action in BaseCommand().create_parser("", "")._actions}


def page() -> str:
    scripts = sorted((settings.BASE_DIR / "bin").iterdir())
    return "\n".join(
        [
            INTRODUCTION,
            "## Scripts\n",
            *(_script(path) for path in scripts if path.is_file()),
            "## Commands of manage.py\n",
            *(_command(name, app) for name, app in sorted(get_commands().items()) if _ours(app)),
        ]
    )


def _ours(app: str) -> bool:
    homes = {config.name: Path(config.path) for config in apps.get_app_configs()}
    home = homes.get(app, Path())
    return home.is_relative_to(settings.BASE_DIR) and ".venv" not in home.parts


def _script(path: Path) -> str:
    """Its first comment: sentences, then ``Usage:``."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        if not line.startswith("#"):
            break
        lines.append(line.removeprefix("#").strip())
    about, _, usage = "\n".join(lines).partition("Usage: ")
    call = f"```text\n{usage.strip().splitlines()[0]}\n```\n" if usage else ""
    return f"### `bin/{path.name}`\n\n{about.strip()}\n\n{call}"


def _command(name: str, app: str) -> str:
    command = load_command_class(app, name)
    options = [a for a in command.create_parser("", name)._actions if a.dest not in COMMON]
    rows = [f"- `{_call(option)}`{_about(option)}" for option in options]
    listed = "\n".join(rows) + "\n" if rows else ""
    return f"### `{name}`\n\n{' '.join(str(command.help).split())}\n\n{listed}"


def _call(option: Action) -> str:
    name = " ".join(option.option_strings[-1:]) or option.dest
    if option.nargs == 0 or not option.option_strings:
        return name
    return f"{name} {'|'.join(map(str, option.choices)) if option.choices else '…'}"


def _about(option: Action) -> str:
    return f": {' '.join(option.help.replace('%%', '%').split())}" if option.help else ""
