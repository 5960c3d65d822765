"""Django's development server, but it answers at once and reads requests as ``bin/serve`` does."""

from contextlib import suppress
from io import BufferedReader
from socket import socket

from django.contrib.staticfiles.management.commands import runserver
from django.core.servers import basehttp
from waitress.adjustments import Adjustments

from server.connections import LINGER, SILENCE
from server.loop import ADJUSTMENTS
from server.parsing import Parser, refusal_of

LIMITS = Adjustments(**ADJUSTMENTS)


class Handler(basehttp.WSGIRequestHandler):
    """
    Read a request, its body as well, before the application does.

    Python's own reader knows no chunks, takes two lengths for one, and answers a body after a
    wrong length as if it were a request.
    """

    connection: socket  # type: ignore[assignment]  # the stubs take it for Django's request
    rfile: BufferedReader  # type: ignore[assignment]
    # The head and the body go out apart: a second request on a connection took 44 ms, not 4.
    disable_nagle_algorithm = True

    def handle(self) -> None:
        """Read on after the last answer: to close over unread bytes would reset the connection."""
        super().handle()
        self.connection.settimeout(LINGER)
        with suppress(OSError):
            while self.connection.recv(LIMITS.recv_bytes):
                pass

    def handle_one_request(self) -> None:
        request = Parser(LIMITS)
        with suppress(TimeoutError):
            self.read(request)
        self.close_connection = not request.completed or request.connection_close
        if request.error:
            self.refuse(request)
        elif request.completed and not request.empty:
            self.answer(request)
        request.close()

    def read(self, request: Parser) -> None:
        """:raises TimeoutError: when the client stops in the middle."""
        while not request.completed and (waiting := self.rfile.peek()):
            self.connection.settimeout(SILENCE)
            self.rfile.read(request.received(waiting))
            if request.expect_continue:
                self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                request.expect_continue = False
        self.connection.settimeout(None)

    def answer(self, request: Parser) -> None:
        self.command, self.path = request.command, request.request_uri
        self.request_version = f"HTTP/{request.version}"
        self.requestline = request.first_line.decode("latin-1")
        self.headers = self.MessageClass()
        for name, value in request.headers.items():
            self.headers[name.replace("_", "-")] = value
        body = request.get_body_stream()
        environ = self.get_environ() | {"PATH_INFO": request.path}  # of a whole URI as well
        handler = basehttp.ServerHandler(body, self.wfile, self.get_stderr(), environ)
        handler.request_handler = self  # type: ignore[attr-defined]
        handler.run(self.server.get_app())  # type: ignore[attr-defined]

    def refuse(self, request: Parser) -> None:
        """The rest of the body is not read, so the connection ends."""
        status, headers, body = refusal_of(request, self.client_address[0])
        self.close_connection, self.request_version = True, self.protocol_version
        self.send_response_only(status)
        for name, value in (*headers, ("Content-Length", str(len(body))), ("Connection", "close")):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class Server(basehttp.WSGIServer):
    def finish_request(self, request: object, client_address: object) -> None:
        Handler(request, client_address, self)  # type: ignore[arg-type]


class RunServer(runserver.Command):
    server_cls = Server
