"""How bin/serve serves. docs/serving.md says why gunicorn, and what was measured."""

import socket
import struct

from django.conf import settings

from config import environment
from server import worker
from web import logs

bind = "{}:{}".format(environment.text("BIND", "127.0.0.1"), environment.port())

# A killed worker is replaced by a fork, not by seconds of importing. New code
# therefore needs a new master (USR2, or a restart); HUP renews the workers alone.
preload_app = True
workers = settings.WORKERS
worker_class = "server.worker.BufferingWorker"
threads = 4  # a worker; each keeps one database connection

timeout = 30  # seconds without a sign of life until a worker is killed
graceful_timeout = 30
keepalive = 5
control_socket_disable = True  # two servers of one user would share its path

# Forwarding headers are for settings.TRUSTED_PROXY_COUNT to judge, not for
# gunicorn, which would take the word of everybody on loopback.
forwarded_allow_ips = ""
limit_request_line = 8190

logconfig_dict = logs.configuration(human=False)


def when_ready(server):
    """Bound the wait of a thread for a client; gunicorn has no setting of the kind."""
    silence = struct.pack("ll", worker.SILENCE, 0)
    for listener in server.LISTENERS:  # accepted connections inherit it, on Linux
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, silence)
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, silence)
