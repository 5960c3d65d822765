"""A plugin: the databases that tests begin with have all tables already."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def migrated() -> Path:
    """
    A SQLite database with all tables, kept in pytest's cache until a migration changes.

    One process migrates it, the others wait.
    """
    folder = ROOT / ".pytest_cache" / "d" / "migrated"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        path = folder / f"{_digest_of_migrations()}.sqlite3"
        if not path.exists():
            new = folder / "new"
            for old in (new, *folder.glob("*.sqlite3")):
                old.unlink(missing_ok=True)
            _migrate(f"sqlite:///{new}")
            new.rename(path)
    return path


@pytest.fixture(scope="session")
def template() -> str:
    """The name of a database on PostgreSQL with all tables, kept likewise: others are copies."""
    url = urlsplit(os.environ["DATABASE_URL"])
    begin = f"{url.path[1:]}_migrated_"
    name = begin + _digest_of_migrations()[:12]
    admin = url._replace(path="/postgres").geturl()
    with psycopg.connect(admin, autocommit=True) as connection:
        # Until the connection ends, also for those who run another checkout.
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [begin])
        kept = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        names = {name for (name,) in connection.execute(kept, [begin])}
        if name not in names:
            for old in names:  # with one that was begun and never finished
                connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(old)))
            new = begin + "new"
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(new)))
            _migrate(url._replace(path=f"/{new}").geturl())
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            connection.execute(rename.format(sql.Identifier(new), sql.Identifier(name)))
    return name


def _migrate(url: str) -> None:
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"DATABASE_URL": url}, check=True)


def _digest_of_migrations() -> str:
    """Over the migrations, the code that they call, the settings and the packages' versions."""
    files = [ROOT / "requirements.txt", ROOT / "config" / "settings.py"]
    for app in ("accounts", "polls"):
        files += sorted((ROOT / app).rglob("*.py"))
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:32]


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb):
    """Django fills the database that ``django_db_modify_db_settings`` put there."""
    return django_db_keepdb or connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory, request):
    """
    Begin with a database that is migrated.

    SQLite's is a file, as it is in use: in memory, threads share locks that do not wait.
    """
    if connection.vendor == "sqlite":
        path = tmp_path_factory.mktemp("database") / "test.sqlite3"
        shutil.copy(request.getfixturevalue("migrated"), path)
        connection.settings_dict["TEST"]["NAME"] = str(path)
    elif connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = request.getfixturevalue("template")
