"""A small internet on this machine: real servers on real sockets, names and public addresses that lead to them."""

import contextlib
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator

PUBLIC = "93.184.215.14"
Script = Callable[[str], bytes | Iterable[bytes]]


class Internet:
    """`names` says where a name leads, one answer a lookup, the last for ever; `routes` where an address is served.

    Whatever has no route ends at `elsewhere`, so that who gets past a guard is seen.
    """

    def __init__(self) -> None:
        self.names: dict[str, list[list[str]]] = {}
        self.routes: dict[tuple[str, int], tuple[str, int]] = {}
        self.elsewhere: tuple[str, int] | None = None
        self.lookups: list[str] = []
        self.lookup_seconds = 0.0
        self.found: list[str] = []
        self.connections: list[tuple] = []
        self._getaddrinfo = socket.getaddrinfo
        self._connect = socket.socket.connect

    def name(self, host: str, *answers: list[str]) -> None:
        self.names[host] = list(answers)

    def serve(
        self, host: str, server: "Server", address: str = PUBLIC, port: int = 80
    ) -> None:
        self.name(host, [address])
        self.routes[address, port] = server.server_address

    def getaddrinfo(
        self, host: str, port: int, *args: object, **kwargs: object
    ) -> list[tuple]:
        """Names as told, numbers as the system reads them; nothing else exists."""
        self.lookups.append(host)
        time.sleep(self.lookup_seconds)
        self.found.append(host)
        answers = self.names.get(host, [[host]])
        numbers = answers.pop(0) if len(answers) > 1 else answers[0]
        found = [
            self._getaddrinfo(
                one, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST
            )
            for one in numbers
        ]
        return [place for places in found for place in places]

    def connect(self, connection: socket.socket, place: tuple) -> None:
        self.connections.append(place)
        self._connect(connection, self.routes.get(place[:2], self.elsewhere or place))


class Server(socketserver.ThreadingTCPServer):
    """Answers each request, by its first line's path, with the bytes that its script for it gives."""

    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False

    def __init__(
        self, pages: dict[str, Script | bytes], tls: ssl.SSLContext | None = None
    ):
        self.tls = tls
        self.pages = {"/robots.txt": b"HTTP/1.1 404 Not Found\r\n\r\n"} | pages
        self.requests: list[str] = []
        self.accepted = 0
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def requested_paths(self) -> list[str]:
        """The paths asked for, in order, robots.txt left out."""
        paths = [request.split(" ")[1] for request in self.requests]
        return [path for path in paths if path != "/robots.txt"]

    def get_request(self) -> tuple:
        self.accepted += 1
        connection, place = super().get_request()
        if self.tls:
            connection = self.tls.wrap_socket(
                connection, server_side=True, do_handshake_on_connect=False
            )
        return connection, place


class Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            self.answer()

    def answer(self) -> None:
        request = "".join(
            iter(
                lambda: self.rfile.readline().decode("latin-1").replace("\r\n", "\n"),
                "\n",
            )
        )
        self.server.requests.append(request)
        script = self.server.pages.get(
            request.split(" ")[1].split("?")[0], b"HTTP/1.1 404 Not Found\r\n\r\n"
        )
        answer = script(request) if callable(script) else script
        for piece in [answer] if isinstance(answer, bytes) else answer:
            self.wfile.write(piece)


def page(
    body: bytes = b"<p>Said.</p>",
    *headers: str,
    status: str = "200 OK",
    kind: str = "text/html",
) -> bytes:
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        *headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def moved(where: str, status: str = "302 Found") -> bytes:
    return page(b"", f"Location: {where}", status=status)


@contextlib.contextmanager
def running(
    pages: dict[str, Script | bytes], tls: ssl.SSLContext | None = None
) -> Iterator[Server]:
    with Server(pages, tls) as server:
        thread = threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
