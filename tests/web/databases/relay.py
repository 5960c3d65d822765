"""A PostgreSQL that can be frozen: a relay before the real one, which stops handing on."""

import socket
import threading
from contextlib import suppress


class Relay:
    def __init__(self, host: str, port: int) -> None:
        self.address = (host, port)
        self.is_awake = threading.Event()
        self.is_awake.set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.sockets: list[socket.socket] = [self.listener]
        threading.Thread(target=self.accept, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.listener.getsockname()[1])

    def accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                server = socket.create_connection(self.address)
                self.sockets += [client, server]
                for pair in ((client, server), (server, client)):
                    threading.Thread(target=self.hand_on, args=pair, daemon=True).start()

    def hand_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self.is_awake.wait(30)
                target.sendall(data)
        with suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)

    def freeze(self) -> None:
        """Connections are accepted, as a frozen server's are by its kernel; nobody answers."""
        self.is_awake.clear()

    def wake(self) -> None:
        self.is_awake.set()

    def close(self) -> None:
        self.wake()
        for each in self.sockets:
            each.close()
