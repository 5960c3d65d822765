"""The database's URL."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult

import environ

from config.environment.urls import masked, options_of, parsed, split
from config.environment.values import text, wrong


def database_url(name: str, *, default: str, options: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """
    Return Django's settings of the database.

    :param options: for each engine the options that it gets unless the URL says otherwise.
    """
    remedy = "Use sqlite:////path/to/file or postgres://user:password@host:5432/name."
    value = text(name, default)
    is_memory = value == "sqlite://:memory:"
    parts = SplitResult("sqlite", "", "", "", "") if is_memory else split(name, value, remedy)
    database = parsed(environ.Env.db_url_config, name, value, remedy)
    engine = str(database.get("ENGINE")).rpartition(".")[2]
    is_file = value.startswith("sqlite:///") and parts.path.strip("/") and parts.path[-1] != "/"
    if engine not in options or (engine == "sqlite3" and not (is_file or is_memory)):
        raise wrong(name, masked(value), remedy)
    given = options_of(name, value, parts.query, engine)
    if is_file and not (folder := Path(database["NAME"]).parent).is_dir():
        raise wrong(name, masked(value), f"There is no folder {folder}. Make it first.")
    if engine == "postgresql":
        if not database["NAME"] and "service" not in given:
            raise wrong(name, masked(value), f"It names no database. {remedy}")
        given = _with_pool(name, value, _with_server_options(given, options[engine]))
    database["ENGINE"] = f"web.databases.{engine}"
    # Django's own settings of a connection are in capitals.
    database |= {option: given.pop(option) for option in list(given) if option.isupper()}
    database["OPTIONS"] = options[engine] | given
    return database


def _with_server_options(given: dict[str, Any], usual: dict[str, Any]) -> dict[str, Any]:
    """Put the operator's ``-c`` settings behind ours: PostgreSQL takes the last of each."""
    if given.get("options"):
        return given | {"options": f"{usual['options']} {given['options']}"}
    return given  # an empty one switches ours off, as some poolers need


def _with_pool(name: str, value: str, given: dict[str, Any]) -> dict[str, Any]:
    """Django refuses a pool beside connections that are kept."""
    if given.get("pool") and given.get("CONN_MAX_AGE"):
        raise wrong(name, masked(value), "With a pool, conn_max_age has to be 0.")
    return {"CONN_MAX_AGE": 0 if given.get("pool") else 600, "CONN_HEALTH_CHECKS": True} | given
