"""Django's development server, but it answers at once and takes bodies in chunks."""

import json
from contextlib import suppress

from django.conf import settings
from django.contrib.staticfiles.management.commands import runserver
from django.core.servers import basehttp
from waitress.buffers import OverflowableBuffer

from server.chunks import Chunks
from server.parsing import WORDS
from web import negotiation

IN_MEMORY = 64 * 1024  # bytes of a body; the rest waits in a file
LINGER = 2  # seconds that a client may be silent after its last answer


class Handler(basehttp.WSGIRequestHandler):
    """Read a body in chunks before the application does: WSGI knows those with a length only."""

    error_content_type = negotiation.JSON
    # The head and the body go out apart: a second request on a connection took 44 ms, not 4.
    disable_nagle_algorithm = True

    def handle(self) -> None:
        """Read on after the last answer: to close over unread bytes would reset the connection."""
        super().handle()
        self.connection.settimeout(LINGER)
        with suppress(OSError):
            while self.connection.recv(IN_MEMORY):
                pass

    def handle_one_request(self) -> None:
        connection = self.rfile
        super().handle_one_request()
        self.rfile = connection

    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        codings = self.headers.get_all("Transfer-Encoding")
        if codings is None:
            return True
        if [coding.lower() for coding in codings] != [
            "chunked"
        ] or "Content-Length" in self.headers:
            return self.refuse(400)
        return self.read_chunks()

    def read_chunks(self) -> bool:
        chunks = Chunks(OverflowableBuffer(IN_MEMORY))
        while not chunks.completed:
            waiting = self.rfile.peek()  # type: ignore[attr-defined]  # it is buffered
            self.rfile.read(chunks.received(waiting))
            if not waiting or chunks.error:
                return self.refuse(400)
            if len(chunks) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
                return self.refuse(413)
        del self.headers["Transfer-Encoding"]
        self.headers["Content-Length"] = str(len(chunks))
        self.rfile = chunks.getfile()
        return True

    def refuse(self, status: int) -> bool:
        """Answer in JSON, and end the connection: the rest of the body is not read."""
        code, detail = WORDS[status]
        self.error_message_format = json.dumps({"detail": detail, "code": code})
        self.send_error(status)
        return False


class Server(basehttp.WSGIServer):
    def finish_request(self, request: object, client_address: object) -> None:
        Handler(request, client_address, self)  # type: ignore[arg-type]


class RunServer(runserver.Command):
    server_cls = Server
