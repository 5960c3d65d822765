"""How bin/serve serves. docs/how-to/serving.md says why gunicorn, and what was measured."""

from django.conf import settings

from config import environment
from server.preflight import resolve
from web import logs

_host, _port = resolve(environment.text("BIND", "127.0.0.1"), environment.port())[1][:2]
bind = f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"

# A killed worker is replaced by a fork, not by seconds of importing. New code
# therefore needs a new master (USR2, or a restart); HUP renews the workers alone.
preload_app = True
workers = settings.WORKERS
worker_class = "server.worker.WaitressWorker"
threads = 4  # a worker; each keeps one database connection

timeout = 30  # seconds without a sign of life until a worker is killed
graceful_timeout = 30
control_socket_disable = True  # two servers of one user would share its path

# Forwarding headers are for settings.TRUSTED_PROXY_COUNT to judge, not for
# gunicorn, which would take the word of everybody on loopback.
forwarded_allow_ips = ""

logconfig_dict = logs.configuration(human=False)
# Neither the paths of clients that went away nor a line for each request that waits.
logconfig_dict["loggers"] |= {
    "waitress": {"level": "WARNING"},
    "waitress.queue": {"level": "ERROR"},
}
