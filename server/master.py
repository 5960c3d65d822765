"""Gunicorn in this process: Django is imported once, and workers fork in no time."""

import ctypes
import gc
import resource
import socket
import struct
import sys
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from gunicorn.app.base import Application
from gunicorn.arbiter import Arbiter

from accounts.passwords import turns

FILES = 4096  # open at once: each connection is one
SO_ATTACH_FILTER = 26  # asm-generic/socket.h; Python's socket module lacks it
# A classic BPF program, as (code, jump if true, jump if false, operand): drop segments that
# carry SYN, which is bit 1 in byte 13 of a TCP header, and pass the others.
DROP_SYN = ((0x30, 0, 0, 13), (0x45, 0, 1, 0x02), (0x06, 0, 0, 0), (0x06, 0, 0, 0xFFFFFFFF))


class Master(Arbiter):
    def stop(self, graceful: bool = True) -> None:
        """
        Let nobody else connect before the workers take in who has connected.

        A connection that is made after the last accept() and before close()
        would be reset. If another process goes on listening, nobody is.
        """
        if self.reexec_pid == self.master_pid == 0 and not self.systemd:
            for listener in self.LISTENERS:
                drop_new_connections(listener.sock)
        super().stop(graceful)


class Server(Application):
    def load_config(self) -> None:
        self.load_config_from_file(str(settings.BASE_DIR / "server" / "gunicorn.conf.py"))

    def load(self) -> Any:
        """Once, before the workers fork; they inherit it."""
        application = import_string(settings.WSGI_APPLICATION)
        turns.shared()
        # The collector writes to what it looks at, and so each worker would have a copy of it.
        gc.collect()
        gc.freeze()
        return application

    def run(self) -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft < FILES:
            wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        Master(self).run()


def drop_new_connections(listener: socket.socket) -> None:
    """Their handshakes stay unanswered; what is connected goes on. Linux only."""
    if sys.platform != "linux":
        return
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in DROP_SYN))
    pointer = struct.pack("HP", len(DROP_SYN), ctypes.addressof(program))
    listener.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, pointer)
