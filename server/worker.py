"""Waitress on a socket of gunicorn's, which forks, reloads and stops the workers."""

import atexit
import os
import time
from types import FrameType

from gunicorn.workers.base import Worker

from server.loop import Server


class WaitressWorker(Worker):
    server: Server | None = None

    def run(self) -> None:
        # Tearing Python down costs seconds of a processor that new workers need.
        atexit.register(os._exit, 0)
        server = self.server = Server(self.wsgi, self.sockets[0].sock, self.cfg.threads)
        while self.alive and self.ppid == os.getppid():
            self.notify()
            server.run_once(1)
        server.stop()
        deadline = time.monotonic() + self.cfg.graceful_timeout
        while server.active_channels and time.monotonic() < deadline:
            self.notify()
            server.run_once(0.1)
            server.maintenance(time.time())

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        if self.server:
            self.server.pull_trigger()
