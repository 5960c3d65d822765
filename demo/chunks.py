"""Django's development server, which takes bodies in chunks as well, as ``bin/serve`` does."""

from django.conf import settings
from django.contrib.staticfiles.management.commands import runserver
from django.core.servers import basehttp
from waitress.buffers import OverflowableBuffer

from server.chunks import Chunks

IN_MEMORY = 64 * 1024  # bytes of a body; the rest waits in a file


class Handler(basehttp.WSGIRequestHandler):
    """Read a body in chunks before the application does: WSGI knows those with a length only."""

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
            self.send_error(400)
            return False
        return self.read_chunks()

    def read_chunks(self) -> bool:
        chunks = Chunks(OverflowableBuffer(IN_MEMORY))
        while not chunks.completed and not self.close_connection:
            waiting = self.rfile.peek()  # type: ignore[attr-defined]  # it is buffered
            self.rfile.read(chunks.received(waiting))
            if not waiting or chunks.error:
                self.send_error(400)
                return False
            # The application refuses it, by its length; the rest of it is not read.
            self.close_connection |= len(chunks) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        del self.headers["Transfer-Encoding"]
        self.headers["Content-Length"] = str(len(chunks))
        self.rfile = chunks.getfile()
        return True


class Server(basehttp.WSGIServer):
    def finish_request(self, request: object, client_address: object) -> None:
        Handler(request, client_address, self)  # type: ignore[arg-type]


class RunServer(runserver.Command):
    server_cls = Server
