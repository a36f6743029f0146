"""A Redis server of a test's own: on a port of its own, keeping nothing, to be killed and started again."""

import socket
import subprocess
import time
from pathlib import Path

import redis

from support.services import require_redis_server


class Broker:
    def __init__(self, folder: Path):
        self.program = require_redis_server()
        self.folder, self.process = folder, None
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        nothing_is_kept = [
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            str(self.folder),
            "--logfile",
            "redis.log",
        ]
        here_alone = ["--bind", "127.0.0.1", "--port", str(self.port)]
        self.process = subprocess.Popen([self.program, *here_alone, *nothing_is_kept])
        deadline = time.monotonic() + 30
        while not self.answers():
            assert time.monotonic() < deadline, (self.folder / "redis.log").read_text()
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url, socket_timeout=1) as client:
                return client.ping()
        except redis.RedisError:
            return False

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def waiting(self) -> int:
        """How many messages are in the queue."""
        with redis.Redis.from_url(self.url) as client:
            return client.llen("factcheck")
