"""The load client, a process of its own: a JSON question a line in, what came of it out.

A question is {port, path, headers, seconds, connections}; the answer {requests, seconds, bytes, statuses, p50_ms,
p95_ms}. Each connection asks again as soon as it was answered, and is kept alive.
"""

import json
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator
from statistics import quantiles
from threading import Thread


class Connection:
    """One connection that is kept alive, and what it saw."""

    def __init__(self, port: int, path: str, headers: dict[str, str]):
        lines = [
            f"GET {path} HTTP/1.1",
            "Host: 127.0.0.1",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        self.question = ("\r\n".join(lines) + "\r\n\r\n").encode()
        self.port, self.socket, self.left = port, None, b""
        self.statuses, self.times, self.size = Counter(), [], 0

    def ask_until(self, end: float) -> None:
        """Ask again and again until `end`; once at least, however late the thread was woken."""
        started = time.perf_counter()
        while not self.times or started < end:
            self.ask()
            answered = time.perf_counter()
            self.times.append(answered - started)
            started = answered
        if self.socket:
            self.socket.close()

    def ask(self) -> None:
        if self.socket is None:
            self.socket, self.left = (
                socket.create_connection(("127.0.0.1", self.port), 30),
                b"",
            )
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(self.question)
        head = self._read_head()
        self._read_body(self._length(head))
        self.statuses[int(head[9:12])] += 1
        if b"\r\nconnection: close" in head.lower():
            self.socket.close()
            self.socket = None

    def _read_head(self) -> bytes:
        while (end := self.left.find(b"\r\n\r\n")) < 0:
            self.left += self._receive()
        head, self.left = self.left[:end], self.left[end + 4 :]
        return head

    @staticmethod
    def _length(head: bytes) -> int:
        found = [
            line
            for line in head.lower().split(b"\r\n")
            if line.startswith(b"content-length:")
        ]
        return int(found[0].split(b":")[1]) if found else 0

    def _read_body(self, length: int) -> None:
        self.size += length
        while len(self.left) < length:
            self.left += self._receive()
        self.left = self.left[length:]

    def _receive(self) -> bytes:
        received = self.socket.recv(1 << 18)
        if not received:
            raise ConnectionError("The server closed the connection.")
        return received


def measure(
    port: int, path: str, headers: dict[str, str], seconds: float, connections: int
) -> dict:
    """Ask for `seconds` over so many connections at once."""
    open_ = [Connection(port, path, headers) for _ in range(connections)]
    started = time.perf_counter()
    threads = [
        Thread(target=connection.ask_until, args=(started + seconds,))
        for connection in open_
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    times = sorted(each for connection in open_ for each in connection.times)
    cuts = quantiles(times, n=20) if len(times) > 1 else times * 19
    statuses = sum((connection.statuses for connection in open_), Counter())
    return {
        "requests": len(times),
        "seconds": took,
        "bytes": sum(connection.size for connection in open_) // max(1, len(times)),
        "statuses": dict(statuses),
        "p50_ms": cuts[9] * 1000,
        "p95_ms": cuts[18] * 1000,
    }


def questions() -> Iterator[dict]:
    for line in sys.stdin:
        yield json.loads(line)


if __name__ == "__main__":
    for question in questions():
        print(json.dumps(measure(**question)), flush=True)
