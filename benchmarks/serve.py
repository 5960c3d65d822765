"""A peer on the server of this service: Waitress as in server/, one process, four threads."""

import logging
import os
import socket

from django.core.wsgi import get_wsgi_application

THREADS = 4  # as in server/gunicorn.conf.py


def main() -> None:
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a line for each that waits
    application = get_wsgi_application()
    from server.lanes import Lanes  # these read settings
    from server.loop import Server

    sock = socket.create_server(("127.0.0.1", int(os.environ["PORT"])), backlog=2048)
    sock.setblocking(False)
    server = Server(application, sock, Lanes(threads=THREADS, hashes=1, waiting=16))
    while True:
        server.run_once(1)


if __name__ == "__main__":
    main()
