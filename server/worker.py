"""Waitress on a socket of gunicorn's, which forks, reloads and stops the workers."""

import os
import sys
import time
from types import FrameType

from gunicorn.workers.base import Worker

from accounts import mail
from accounts.conf import conf
from server.lanes import Lanes
from server.loop import Server
from server.memory import Memory

MAIL = 10  # seconds to send the mail that waits when we stop
# Seconds that a thread may go on while others want to. With Python's own 0.005, a quick answer
# waits as long as ten of its kind for a sign-in that is being read or written.
SWITCH = 0.0005
MARGIN = 2  # seconds before gunicorn's patience ends, and it kills us


class WaitressWorker(Worker):
    server: Server | None = None
    is_in_haste = False

    def run(self) -> None:
        sys.setswitchinterval(SWITCH)
        lanes = Lanes(
            threads=self.cfg.threads, hashes=conf.HASHES_PER_PROCESS, waiting=conf.HASHES_WAITING
        )
        server = self.server = Server(self.wsgi, self.sockets[0].sock, lanes)
        memory = Memory()
        while self.alive and self.ppid == os.getppid():
            self.notify()
            server.run_once(1)
            memory.look()
        deadline = time.monotonic() + self.cfg.graceful_timeout - MARGIN
        if not self.is_in_haste:
            self.finish(server, deadline)
        mail.finish(0 if self.is_in_haste else max(0, min(MAIL, deadline - time.monotonic())))
        self.log.info("worker %s stops", self.pid)
        # At once: tearing Python down costs seconds of a processor that new workers need.
        os._exit(0)

    def finish(self, server: Server, deadline: float) -> None:
        """Answer those who are connected, and let nobody else in."""
        server.stop()
        while server.active_channels and time.monotonic() < deadline:
            self.notify()
            server.run_once(0.1)
            server.maintenance(time.time())

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """TERM: once the requests under way are answered."""
        self.alive = False
        if self.server:
            self.server.pull_trigger()

    def handle_quit(self, sig: int, frame: FrameType | None) -> None:
        """QUIT, and Ctrl-C, which comes from the terminal and from the master: now."""
        self.is_in_haste = True
        self.handle_exit(sig, frame)
