"""The commands where something is missing: a sentence and what to do, never a traceback."""

import shutil
import socket
import subprocess
from pathlib import Path

import pytest
import requests

from tests.live.conftest import PATIENCE, ROOT, environment, free_port, launch

PRODUCTION = {"ALLOWED_HOSTS": "127.0.0.1", "HTTPS": "off"}
SYSTEM = Path("/usr/bin/python3")
TOOLS = ["sh", "dirname", "cmp", "cp", "mkdir", "chmod", "cat", "getconf", "env"]


def run(*command: str, cwd=ROOT, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment(**settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def assert_refused(done, *words: str) -> None:
    said = done.stdout + done.stderr
    assert done.returncode != 0, said
    assert "Traceback" not in said
    for word in words:
        assert word in said


# Before there is a virtual environment -------------------------------------------


@pytest.fixture
def bare(tmp_path):
    """A clone on a machine with a few tools and no Python; ``bare(python3="…")`` adds a script."""
    clone, machine = tmp_path / "clone", tmp_path / "machine"
    shutil.copytree(ROOT / "bin", clone / "bin")
    shutil.copy(ROOT / "requirements.txt", clone)
    machine.mkdir()
    for tool in TOOLS:
        (machine / tool).symlink_to(shutil.which(tool))

    def run_there(**programs: str):
        for name, script in programs.items():
            (machine / name).write_text(f"#!/bin/sh\n{script}\n")
            (machine / name).chmod(0o755)
        return run(str(clone / "bin" / "run"), cwd=clone, PATH=str(machine))

    return run_there


OLD = 'case $1 in --version) echo "Python 3.9.2" ;; *) exit 1 ;; esac'
NO_VENV = 'case "$*" in *ensurepip*) exit 1 ;; *) exit 0 ;; esac'
# Makes an environment whose pip fails.
NO_NETWORK = """case "$*" in
    *"-m venv"*)
        mkdir -p .venv/bin
        printf '#!/bin/sh\\ncase "$*" in *pip*) echo no route; exit 1 ;; esac' >.venv/bin/python
        chmod +x .venv/bin/python ;;
esac"""


def test_without_python_it_says_what_to_install(bare):
    assert_refused(bare(), "There is no python3", "apt install python3 python3-venv")


def test_an_old_python_is_named_with_its_version(bare):
    assert_refused(bare(python3=OLD), "Python 3.9.2", "needs Python 3.11 or newer", "PYTHON=")


def test_a_python_without_venv_is_told_which_package_has_it(bare):
    assert_refused(bare(python3=NO_VENV), "apt install python3-venv")


def test_a_pip_that_fails_leaves_nothing_that_looks_installed(bare, tmp_path):
    assert_refused(bare(python3=NO_NETWORK), "no route", "pip could not install", "run this again")
    assert not (tmp_path / "clone" / ".venv" / "requirements.txt").exists()


# A Python that was compiled without optimizations, of the version of the system's.
PLAIN = """case "$*" in
    *CONFIG_ARGS*) exit 1 ;;
    *venv*) exit 0 ;;
    *) exec /usr/bin/python3 "$@" ;;
esac"""


@pytest.mark.skipif(
    subprocess.call([SYSTEM, "-c", "import ensurepip, sys; sys.exit(sys.version_info < (3, 11))"])
    if SYSTEM.exists()
    else True,
    reason="needs a Python of the system's that makes virtual environments",
)
def test_a_python_without_optimizations_gives_way_to_the_system_s(bare, tmp_path):
    (tmp_path / "clone" / "requirements.txt").write_text("")
    said = bare(python3=PLAIN).stdout
    assert "Taking /usr/bin/python3: python3 was built without optimizations" in said
    assert (tmp_path / "clone" / ".venv" / "bin" / "python").resolve() == SYSTEM.resolve()


# bin/run -------------------------------------------------------------------------


def test_production_names_a_taken_port_with_a_way_on(data):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("bin/serve", PORT=str(port), **PRODUCTION, **data)
    assert_refused(done, f"Port {port} is taken", f"PORT={port + 1} bin/serve")


def test_a_taken_port_is_named_with_a_way_on():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = run("bin/run", DEBUG="on", PORT=str(port))
    assert_refused(done, f"Port {port} is taken", f"PORT={port + 1} bin/run")


def test_a_wrong_setting_is_one_sentence():
    assert_refused(run("bin/run", DEBUG="yess"), "DEBUG='yess' is not valid. Set it to on or off.")
    assert_refused(run("bin/run", DEBUG="on", PORT="x"), "PORT='x' is not valid.")


def test_a_setting_that_cannot_work_stops_the_demo_as_well():
    done = run("bin/run", DEBUG="on", DPOP_NONCE="on", PORT=str(free_port()))
    assert_refused(done, "accounts.oauth.E011", "Set DPOP to")


def test_without_debug_it_wants_to_know_its_hosts():
    done = run("bin/run", DEBUG="off", HTTPS="off", PORT=str(free_port()))
    assert_refused(done, "ALLOWED_HOSTS is not set", "DEBUG=on")


@pytest.mark.database
def test_a_database_that_is_away_is_one_sentence():
    url = f"postgres://me:hunter2@127.0.0.1:{free_port()}/polls"
    done = run("bin/run", DEBUG="on", DATABASE_URL=url, PORT=str(free_port()))
    assert_refused(done, "The database does not answer", "change DATABASE_URL")
    assert "hunter2" not in done.stdout + done.stderr


@pytest.mark.database
def test_without_debug_nothing_is_seeded(start, new_data):
    server = start(
        "bin/run", "--noreload", DEBUG="off", HTTPS="off", ALLOWED_HOSTS="127.0.0.1", **new_data()
    )
    assert "no demo data" in server.output()
    count = "from accounts.models import User; print(User.objects.count(), 'users')"
    shell = (".venv/bin/python", "manage.py", "shell", "-v0", "-c", count)
    assert "0 users" in run(*shell, **server.settings).stdout


def test_ctrl_c_ends_it_without_a_word(start, data):
    server = start("bin/run", DEBUG="on", **data)
    assert server.stop() == 0
    assert "Traceback" not in server.output()


# bin/serve -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"SECRET_KEY": ""}, ["SECRET_KEY is not set", "50 or more random"]),
        ({"SECRET_KEY": "short"}, ["SECRET_KEY", "too weak"]),
        ({"ALLOWED_HOSTS": ""}, ["ALLOWED_HOSTS is not set", "Name the hosts"]),
        ({"ALLOWED_HOSTS": "*"}, ["ALLOWED_HOSTS='*' is not valid"]),
        ({"TOKEN_EXPIRE_TIME": "2 weeks"}, ["TOKEN_EXPIRE_TIME='2 weeks'", "1209600"]),
        ({"WEB_CONCURRENCY": "many"}, ["WEB_CONCURRENCY='many'", "1 to 512"]),
    ],
)
def test_production_refuses_to_start(variables, words):
    assert_refused(run("bin/serve", **(PRODUCTION | variables)), *words)


@pytest.mark.database
def test_production_does_not_migrate_by_itself_and_serves_all_the_same(new_data, tmp_path):
    server = launch(["bin/serve"], tmp_path / "log", **PRODUCTION, **new_data(empty=True))
    server.wait()
    server.stop()
    assert "MIGRATE=1 bin/serve" in server.output()


def test_production_runs_without_debug_whatever_the_environment_says(start, data):
    server = start("bin/serve", DEBUG="on", MIGRATE="1", **PRODUCTION, **data)
    page = requests.get(f"{server.url}/nowhere", timeout=10)
    assert page.status_code == 404
    assert "DEBUG" not in page.text
    server.stop()


def test_production_warns_of_the_demo_s_passwords(demo, tmp_path):
    settings = demo.settings | PRODUCTION | {"DEBUG": "off", "PORT": str(free_port())}
    server = launch(["bin/serve"], tmp_path / "log", **settings)
    server.wait()
    server.stop()
    assert "anybody can sign in as admin" in server.output()


@pytest.mark.database
def test_production_starts_before_its_database_and_says_so(tmp_path):
    """A socket that accepts and says nothing: a frozen database."""
    with socket.socket() as frozen:
        frozen.bind(("127.0.0.1", 0))
        frozen.listen()
        url = f"postgres://me@127.0.0.1:{frozen.getsockname()[1]}/polls"
        server = launch(["bin/serve"], tmp_path / "log", **PRODUCTION, DATABASE_URL=url)
        server.wait()
        assert requests.get(f"{server.url}/livez", timeout=1).status_code == 200
        answer = requests.get(f"{server.url}/readyz", timeout=3)
        server.stop()
    assert answer.status_code == 503
    assert answer.json()["database"] == "away"
    assert int(answer.headers["Retry-After"]) > 0


# All of them ---------------------------------------------------------------------


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is not installed")
def test_the_shell_scripts_are_clean():
    scripts = [str(path) for path in [*(ROOT / "bin").iterdir(), ROOT / ".ci" / "run"]]
    done = run("shellcheck", *scripts)
    assert done.returncode == 0, done.stdout
