"""Where the demonstration on this machine answers, for commands that print an address of it."""

from pathlib import Path

from . import processes

FILE = "demo-port"


def keep(folder: Path, port: int) -> str:
    """The address of the demonstration at a port, which is kept in `folder` for other programs of this machine."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(str(port))
    return address_of(port)


def running(folder: Path) -> str:
    """The address of the demonstration that was started last; empty where nobody listens there any more."""
    try:
        port = int((folder / FILE).read_text())
    except (FileNotFoundError, ValueError):
        return ""
    return "" if processes.port_is_free(port) else address_of(port)


def address_of(port: int) -> str:
    return f"http://127.0.0.1:{port}"
