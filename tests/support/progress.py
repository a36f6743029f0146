"""How much memory a process and those below it have held at most, as Linux tells."""

import contextlib
import threading
import time
from pathlib import Path

READER = b"factcheck.text.reading"


def below(pid: int) -> list[int]:
    """The processes that this one started, and those that they started."""
    with contextlib.suppress(OSError):
        children = [
            int(word)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for word in words(task / "children")
        ]
        return children + [one for child in children for one in below(child)]
    return []


def words(path: Path) -> list[str]:
    with contextlib.suppress(OSError):
        return path.read_text().split()
    return []


def is_reader(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return READER in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def most_held(pid: int) -> int:
    """Kilobytes of memory that the process has held at most; 0 for one that is gone."""
    found = words(Path(f"/proc/{pid}/status"))
    return int(found[found.index("VmHWM:") + 1]) if "VmHWM:" in found else 0


class Watch(threading.Thread):
    """Looks at the readers below a process all the while; `most` is what the largest of them held, in kilobytes."""

    def __init__(self, pid: int):
        super().__init__(daemon=True)
        self.pid, self.most, self.seen, self.is_over = pid, 0, set(), False

    def run(self) -> None:
        while not self.is_over:
            for pid in filter(is_reader, below(self.pid)):
                self.seen.add(pid)
                self.most = max(self.most, most_held(pid))
            time.sleep(0.01)

    def __enter__(self) -> "Watch":
        self.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self.is_over = True
        self.join()
