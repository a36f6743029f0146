"""The process behind `warm_reader`: it loads the readers once and forks for each document."""

import json
import os
import runpy
import socket
import sys
import traceback

from factcheck.text.reading.__main__ import read_here
from factcheck.text.reading.file_types import HTML
from support.warm_reader import LONGEST, MODULE

PAGE = b"""<html lang="en"><title>Boats</title><article>
<p>The boats waited at the quay for a whole day, and nobody said why they did.</p></article>"""


def serve(line: socket.socket) -> None:
    """Fork for each question that comes, and tell how what was forked ended; until nobody is at the other end."""
    read_here({"what": HTML, "address": "", "charset": ""}, PAGE)
    while True:
        arguments, descriptors, _, _ = socket.recv_fds(line, LONGEST, 3)
        if not arguments:
            return
        pid = os.fork()
        if not pid:
            _become_reader(json.loads(arguments), descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        _, status = os.waitpid(pid, 0)
        line.send(str(os.waitstatus_to_exitcode(status)).encode())


def _become_reader(arguments: list[str], descriptors: list[int]) -> None:
    """Read one document on these descriptors, and end as Python ends a process of that module."""
    code = 0
    try:
        for place, descriptor in enumerate(descriptors):
            os.dup2(descriptor, place)
        sys.argv = [MODULE, *arguments]
        del sys.modules[f"{MODULE}.__main__"]
        runpy.run_module(MODULE, run_name="__main__", alter_sys=True)
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
