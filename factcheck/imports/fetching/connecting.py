"""The network below httpcore: connects to places that were checked, and gives each step only the time that is left."""

import socket
import ssl
from collections.abc import Iterable

import httpcore

from .deadline import Deadline
from .ssrf_guard import Place

CONNECT_SECONDS = 5


class CheckedBackend(httpcore.NetworkBackend):
    """Resolves no names: whatever the host, it connects to the places it was given."""

    def __init__(self, places: Iterable[Place], deadline: Deadline):
        self.places = places
        self.deadline = deadline

    def connect_tcp(
        self, host: str, port: int, *args: object, **kwargs: object
    ) -> httpcore.NetworkStream:
        problem: OSError = ConnectionError("no place to connect to")
        for family, place in self.places:
            try:
                return TimedStream(self._connect(family, place), self.deadline)
            except OSError as error:
                problem = error
        raise problem

    def _connect(self, family: socket.AddressFamily, place: tuple) -> socket.socket:
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.settimeout(min(CONNECT_SECONDS, self.deadline.left()))
            connection.connect(place)
        except BaseException:
            connection.close()
            raise
        return connection


class TimedStream(httpcore.NetworkStream):
    """A connection whose every step ends with the deadline, however many bytes drip in between."""

    def __init__(self, connection: socket.socket, deadline: Deadline):
        self.connection = connection
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self.connection.settimeout(self.deadline.left())
        return self.connection.recv(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.connection.settimeout(self.deadline.left())
        self.connection.sendall(buffer)

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        try:
            self.connection.settimeout(self.deadline.left())
            secure = ssl_context.wrap_socket(
                self.connection, server_hostname=server_hostname
            )
        except BaseException:
            self.close()
            raise
        return TimedStream(secure, self.deadline)

    def close(self) -> None:
        self.connection.close()
