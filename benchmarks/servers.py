"""The servers that are compared: started, pinned to one processor, and what they use."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "bench"  # logs and charts
PYTHON = ROOT / "benchmarks" / ".venv" / "bin" / "python"  # of the peers
SECRET_KEY = "for-measuring-only-and-long-enough-for-every-check-0123456789"  # noqa: S105
SERVER_CPUS, CLIENT_CPUS = {0}, {1}
PATIENCE = 60  # seconds until a server that says nothing counts as broken
TICKS = os.sysconf("SC_CLK_TCK")  # a second


@dataclass
class Server:
    name: str
    port: int
    process: subprocess.Popen[bytes]
    began: float
    ready_after: float = 0  # seconds

    def wait(self) -> Server:
        while time.monotonic() - self.began < PATIENCE and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/livez", timeout=5)
            except urllib.error.HTTPError:  # a 404 is an answer as well
                pass
            except OSError:
                time.sleep(0.02)
                continue
            self.ready_after = time.monotonic() - self.began
            return self
        self.stop()
        raise SystemExit(f"{self.name} does not start.")

    def pids(self) -> Iterator[int]:
        waiting = [self.process.pid]
        while waiting:
            pid = waiting.pop()
            yield pid
            waiting += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())

    def cpu(self) -> float:
        """Return the seconds of a processor that it has used, its children included."""
        seconds = 0.0
        for pid in self.pids():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            seconds += sum(map(int, fields[11:13])) / TICKS  # utime and stime: man proc
        return seconds

    def settle(self) -> None:
        """Wait until it has done what clients who left have asked for."""
        used = self.cpu()
        time.sleep(0.1)
        while used < (used := self.cpu()):
            time.sleep(0.1)

    def memory(self) -> int:
        """Return the PSS in bytes of the process that answers: the largest one."""
        return max(map(_pss, self.pids()))

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def _pss(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def service(url: str, *, workers: int = 1, cpus: set[int] | None = SERVER_CPUS) -> Server:
    """Start bin/serve on the database at ``url``."""
    return _start(
        "this service", ["bin/serve"], _own(url) | {"WEB_CONCURRENCY": str(workers)}, cpus
    )


def _own(url: str) -> dict[str, str]:
    return {"DATABASE_URL": url, "ALLOWED_HOSTS": "127.0.0.1", "HTTPS": "off"}


def manage(url: str, *arguments: str) -> str:
    """Run manage.py of the service on the database at ``url``; return what it prints."""
    return run_own(url, "manage", *arguments)


def run_own(url: str, *arguments: str) -> str:
    """Run a module of the service on the database at ``url``; return what it prints."""
    settings = {"ENV_FILE": "off", "DEBUG": "off", "DJANGO_SETTINGS_MODULE": "config.settings"}
    return _run([".venv/bin/python", "-m", *arguments], _own(url) | settings)


def django_peer(name: str, url: str) -> Server:
    """Start a peer on the server that the service has."""
    return _start(name, [str(PYTHON), "-m", "benchmarks.serve"], peer_environment(url, name))


def fastapi_peer(name: str, url: str) -> Server:
    command = [str(PYTHON), "-m", "uvicorn", f"benchmarks.peers.{name}:app"]
    command += ["--log-level", "warning", "--no-access-log"]
    return _start(name, command, peer_environment(url, name))


def run_peer(url: str, *arguments: str) -> str:
    """Run a module in the peers' virtual environment; return what it prints."""
    return _run([str(PYTHON), "-m", *arguments], peer_environment(url, "stock"))


def peer_environment(url: str, name: str) -> dict[str, str]:
    parts = urlsplit(url)
    return {
        "DJANGO_SETTINGS_MODULE": "benchmarks.peers.settings",
        "PEER": name,
        "DATABASE": parts.path.lstrip("/"),
        "DATABASE_HOST": parts.hostname or "127.0.0.1",
        "DATABASE_PORT": str(parts.port or 5432),
        "DATABASE_USER": parts.username or "",
        "DATABASE_PASSWORD": parts.password or "",
    }


def _environment(settings: dict[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {"SECRET_KEY": SECRET_KEY} | settings


def _run(command: list[str], settings: dict[str, str]) -> str:
    done = subprocess.run(
        command, cwd=ROOT, env=_environment(settings), capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    return done.stdout


def _start(
    name: str, command: list[str], settings: dict[str, str], cpus: set[int] | None = SERVER_CPUS
) -> Server:
    port = _free_port()
    if "uvicorn" in command:
        command += ["--port", str(port)]
    log = BUILD / f"{name.replace(' ', '-')}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=_environment(settings | {"PORT": str(port)}),
        stdin=subprocess.DEVNULL,
        stdout=log.open("wb"),
        stderr=subprocess.STDOUT,
        preexec_fn=cpus and (lambda: os.sched_setaffinity(0, cpus)),
    )
    return Server(name, port, process, time.monotonic())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
